import * as z from 'zod'
import { CustomerId, PersonId, Role, TeamId } from './actor.ts'

/** Who an account (a Cognito user, or a partner's machine client) is at the desk. */
export const Account = z.object({
  person: PersonId,
  customer: CustomerId.optional(),
  /** Whether they see all of their customer's tickets, or only those they opened. */
  wholeCustomer: z.boolean().optional(),
  teams: z.array(TeamId).optional(),
})
export type Account = z.infer<typeof Account>

export const Person = z.object({ id: PersonId, email: z.email(), role: Role })
export type Person = z.infer<typeof Person>

export const Team = z.object({
  id: TeamId,
  name: z.string(),
  supervisor: PersonId.optional(),
  manager: PersonId.optional(),
})
export type Team = z.infer<typeof Team>

export const Customer = z.object({ id: CustomerId, name: z.string(), tier: z.enum(['standard', 'premium', 'vip']) })
export type Customer = z.infer<typeof Customer>
