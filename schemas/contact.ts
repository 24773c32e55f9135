import * as z from 'zod'
import { CustomerId, PersonId } from './actor.ts'
import { ExternalId, Language, Notes, recorded } from './customer.ts'
import { words } from './text.ts'
import { Channel } from './ticket.ts'
import { Instant } from './time.ts'

/** Compared and kept in lower case. */
export const EmailAddress = z.email().max(254).toLowerCase()

export const PhoneNumber = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number in E.164: + and 7 to 15 digits')
  .meta({ example: '+441632960001' })

const Verified = z.boolean().default(false).meta({ description: 'Whether it was proved to be theirs' })

/** Why nothing automatic goes to an address: mail to it came back for good, or its reader called one unwanted. */
export const SuppressionReason = z.enum(['bounced', 'complained'])
export type SuppressionReason = z.infer<typeof SuppressionReason>

const Suppressed = z
  .strictObject({ since: Instant, because: SuppressionReason })
  .meta({ description: 'Nothing automatic goes there: since when, and why. As it was read, or left out. For staff' })

const emails = z
  .array(z.strictObject({ address: EmailAddress, verified: Verified, suppressed: Suppressed.optional() }))
  .max(10)
  .refine(
    eachOnce(({ address }: { address: string }) => address),
    'must not name an address twice',
  )
const phones = z.array(
  z.strictObject({
    number: z.string().trim().min(3).max(40).meta({
      description: 'International, or as it is dialled in the country of the setting `phoneRegion`; kept as E.164',
      example: '+441632960001',
    }),
    verified: Verified,
  }),
)

function eachOnce<Entry>(of: (entry: Entry) => string) {
  return (entries: Entry[]) => new Set(entries.map(of)).size === entries.length
}

export const NewContact = z
  .strictObject({
    name: words(200).meta({ example: 'Reception' }),
    customer: CustomerId.optional(),
    emails: emails.default([]).meta({ description: 'The first is written to; an address is one contact’s' }),
    phones: phones.max(10).default([]),
    language: Language.optional(),
    preferredChannel: Channel.optional(),
    preferredTechnician: PersonId.optional(),
    wholeCustomer: z
      .boolean()
      .default(false)
      .meta({ description: "Whether they see all of their customer's tickets and colleagues" }),
    externalId: ExternalId.optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'NewContact' })
export type NewContact = z.infer<typeof NewContact>

/** A person at a customer; may have no account. */
export const Contact = NewContact.extend({
  id: PersonId,
  emails,
  phones: z.array(z.strictObject({ number: PhoneNumber, verified: Verified })),
  wholeCustomer: z.boolean(),
  mergedInto: PersonId.optional().meta({ description: 'Who they turned out to be: what was theirs is found there' }),
  mergedFrom: z.array(PersonId).optional().meta({ description: 'Who turned out to be them. For staff' }),
  erasingAt: Instant.optional().meta({ description: 'Since when their data is being erased' }),
  erasedAt: Instant.optional().meta({ description: 'When their data was erased' }),
  ...recorded,
}).meta({ id: 'CustomerContact', description: 'A person at a customer' })
export type Contact = z.infer<typeof Contact>
