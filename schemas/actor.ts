import * as z from 'zod'

/** Everyone who has an account; each is a Cognito group, and `partner` is a machine client with scopes. Weakest first. */
export const roles = ['customer', 'partner', 'technician', 'agent', 'supervisor', 'manager', 'admin'] as const
export const Role = z.enum(roles).meta({ id: 'Role' })
export type Role = z.infer<typeof Role>

/** Those who work for the desk. */
export const staffRoles = ['technician', 'agent', 'supervisor', 'manager', 'admin'] as const satisfies readonly Role[]

/** The desk's own hands: timers, rules, sweeps. */
export const ActorRole = z.enum([...roles, 'system'])
export type ActorRole = z.infer<typeof ActorRole>
/** At the beginning of a sentence: `An agent`, `A customer`. */
export const aRole = (role: ActorRole): string => `${/^[aeiou]/.test(role) ? 'An' : 'A'} ${role}`

/** A prefixed ULID: `per_01JD3Z…`. */
export const prefixed = (prefix: string, what: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{26}$`), `must be the id of ${what}: ${prefix}_ and 26 characters`)

export const CustomerId = prefixed('cus', 'a customer').meta({
  id: 'CustomerId',
  example: 'cus_01JD0000000000000000CSTMR1',
})
export const SiteId = prefixed('sit', 'a site').meta({ id: 'SiteId', example: 'sit_01JD00000000000000000S1TE1' })
export const ProductId = prefixed('prd', 'a product').meta({
  id: 'ProductId',
  example: 'prd_01JD00000000000000000PRD01',
})
export const ContractId = prefixed('ctr', 'a contract').meta({
  id: 'ContractId',
  example: 'ctr_01JD00000000000000000CTR01',
})
export const PersonId = prefixed('per', 'a person').meta({ id: 'PersonId', example: 'per_01JD0000000000000000TECHN1' })
export const TeamId = prefixed('tea', 'a team').meta({ id: 'TeamId', example: 'tea_01JD0000000000000000TEAM01' })
export const PolicyId = z
  .string()
  .regex(/^pol_([0-9A-HJKMNP-TV-Z]{26}|default|premium)$/, 'must be the id of a policy')
  .meta({ id: 'PolicyId', example: 'pol_default' })

export const CommentId = prefixed('com', 'a comment').meta({
  id: 'CommentId',
  example: 'com_01JD000000000000000C0MMNT1',
})
export const AttachmentId = prefixed('att', 'an attachment').meta({
  id: 'AttachmentId',
  example: 'att_01JD000000000000000ATTACH1',
})

/** Who did something, as history and events say it: never a name or an address. */
export const ActorReference = z
  .strictObject({ id: z.string().max(64), role: ActorRole })
  .meta({ id: 'Actor', description: 'Who did it: an id and the role they acted in; `system` is the desk itself' })
export type ActorReference = z.infer<typeof ActorReference>

/** The caller of an operation, as the domain judges them. */
export interface Actor extends ActorReference {
  /** The customer whose tickets they may see: of customers and partners. */
  customer?: string
  /** Whether they see all of their customer's tickets, or only their own. */
  wholeCustomer?: boolean
  /** Who turned out to be them: contacts that were merged into theirs. What those asked for is theirs. */
  aliases?: readonly string[]
  /** The teams they work in: of technicians and supervisors. */
  teams?: readonly string[]
}

/** Whoever calls a public operation: nobody whom the desk knows. */
export const nobody: Actor = { id: 'nobody', role: 'customer' }

export const system: Actor = { id: 'system', role: 'system' }
