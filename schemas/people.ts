import * as z from 'zod'
import { CustomerId, PersonId, Role, TeamId } from './actor.ts'
import { CalendarId } from './calendar.ts'
import { PartnerClientId } from './partner-client.ts'

/** Who an account (a Cognito user, or a partner's machine client) is at the desk. */
export const Account = z.object({
  person: PersonId,
  customer: CustomerId.optional(),
  /** Whether they see all of their customer's tickets, or only those they opened. */
  wholeCustomer: z.boolean().optional(),
  teams: z.array(TeamId).optional(),
  /** Of staff: nobody acts in a stronger one, whatever their token says still. */
  role: Role.optional(),
  /** Of staff: whether they work here. */
  active: z.boolean().optional(),
  /** Of a key of a partner: whose program it is, and how many calls a minute it may make where the settings do not say. */
  client: PartnerClientId.optional(),
  callsPerMinute: z.int().optional(),
})
export type Account = z.infer<typeof Account>

/** Somebody whom the desk knows: those who work for it, and the contacts of its customers (schemas/contact.ts). */
export const Person = z.object({
  id: PersonId,
  /** Where to write to; a contact may have none. */
  email: z.email().optional(),
  role: Role,
  /** How they are called, where that is known. */
  name: z.string().optional(),
  customer: CustomerId.optional(),
  wholeCustomer: z.boolean().optional(),
  /** The teams they work in: a technician may see what is with these. */
  teams: z.array(TeamId).optional(),
  language: z.string().optional(),
  /** Of staff: `false` of who does not work here any more. */
  active: z.boolean().optional(),
  /** When they work, of staff: reminders wait for it. Absent: always. */
  calendar: CalendarId.optional(),
  /** Of a contact whose record the desk keeps: what that does not say does not hold. */
  version: z.int().optional(),
  /** Who they turned out to be, and who turned out to be them. */
  mergedInto: PersonId.optional(),
  mergedFrom: z.array(PersonId).optional(),
  /** Since when what is known of them is being erased. */
  erasingAt: z.string().optional(),
})
export type Person = z.infer<typeof Person>

export const Team = z.object({
  id: TeamId,
  name: z.string(),
  supervisor: PersonId.optional(),
  manager: PersonId.optional(),
  /** Their mailbox: what the team is told goes there. */
  email: z.email().optional(),
})
export type Team = z.infer<typeof Team>
