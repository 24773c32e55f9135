import * as z from 'zod'
import { CustomerId, PersonId, PolicyId } from './actor.ts'
import { text, words } from './text.ts'
import { Instant, Target } from './time.ts'

export const Tier = z.enum(['standard', 'premium', 'vip']).meta({ id: 'Tier', description: 'How much is promised' })
export type Tier = z.infer<typeof Tier>

/** What another system calls it: unique among the records of its kind, and what an import knows it by. */
export const ExternalId = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._:/-]{0,99}$/u,
    'must be up to 100 letters, digits and . _ : / -, a letter or digit first',
  )
  .meta({ id: 'ExternalId', description: 'What another system calls it; imports know it by that', example: 'CRM-4711' })

/** A BCP 47 tag, as far as a desk needs it: language, script, region. */
export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/, 'must be a language tag: en, de-AT, zh-Hant')
  .meta({ id: 'Language', example: 'en-GB' })

export const Notes = text(4000).meta({ description: 'For staff', example: 'Deliveries by the back door' })

const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]{0,62}$/u,
    'must be the name of a mail domain',
  )
  .meta({ example: 'customer.example' })

/** What every record says of itself beside what was given. */
export const recorded = {
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
}

export const NewCustomer = z
  .strictObject({
    name: words(200).meta({ example: 'Northside Bakery' }),
    tier: Tier.default('standard'),
    policy: PolicyId.optional().meta({
      description: 'The SLA policy that its tickets are measured by, whatever the conditions of others say',
    }),
    domains: z
      .array(Domain)
      .max(20)
      .default([])
      .meta({ description: 'The domains its people write from; a domain is one customer’s' }),
    externalId: ExternalId.optional(),
    language: Language.optional(),
    notes: Notes.optional(),
    preferredTechnician: PersonId.optional().meta({
      description: 'Who gets their tickets where they fit; that of a contact goes before',
    }),
    preferredWait: Target.optional().meta({
      description: 'So long a ticket waits for them at most; left out: as the settings say',
    }),
  })
  .meta({ id: 'NewCustomer' })
export type NewCustomer = z.infer<typeof NewCustomer>

/** A company that the desk works for. */
export const Customer = NewCustomer.extend({
  id: CustomerId,
  tier: Tier,
  domains: z.array(z.string()).optional().meta({ description: 'For staff' }),
  ...recorded,
}).meta({
  id: 'Customer',
  description: 'A company that the desk works for. Its own people see its name, tier and language',
})
export type Customer = z.infer<typeof Customer>

/** What a decision about a ticket knows of its customer. */
export const TicketsCustomer = Customer.pick({
  id: true,
  name: true,
  tier: true,
  policy: true,
  language: true,
  preferredTechnician: true,
  preferredWait: true,
}).strip()
export type TicketsCustomer = z.infer<typeof TicketsCustomer>
