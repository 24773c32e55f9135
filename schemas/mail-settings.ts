import * as z from 'zod'
import { TeamId } from './actor.ts'
import { EmailAddress } from './contact.ts'
import { Brand, Category, Priority, Tag } from './ticket.ts'
import { Target } from './time.ts'

/** The languages that the desk writes in. */
export const languages = ['en', 'de'] as const
export const MailLanguage = z.enum(languages)
export type MailLanguage = z.infer<typeof MailLanguage>

/** What a ticket is that begins with a mail to an address of the desk. */
const MailAddress = z
  .strictObject({
    team: TeamId.optional(),
    brand: Brand.optional(),
    category: Category.optional(),
    priority: Priority.optional(),
    tags: z.array(Tag).max(20).optional(),
  })
  .meta({ id: 'MailAddress' })

const mostAddresses = 50

export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day: 22:00')
  .meta({ example: '22:00' })

/** Hours of every day in which only what cannot wait is told; over midnight where they end before they begin. */
export const QuietHours = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => from !== to, {
    path: ['to'],
    message: 'is when they begin',
    params: { expected: 'another time of day' },
  })
  .meta({ id: 'QuietHours', example: { from: '22:00', to: '07:00' } })
export type QuietHours = z.infer<typeof QuietHours>

/** How the desk reads and writes mail (docs/mail.md). */
export const MailSettings = z
  .strictObject({
    addresses: z
      .record(EmailAddress, MailAddress)
      .refine((given) => Object.keys(given).length <= mostAddresses, {
        message: 'is too much',
        params: { expected: `at most ${mostAddresses} addresses` },
      })
      .default({})
      .meta({ description: 'What a new ticket is, by the address that was written to' }),
    staffReplies: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether an answer of staff from their mail program is their public answer' }),
    commands: z
      .boolean()
      .default(true)
      .meta({ description: 'Whether `#resolve` and the like in the first lines of such an answer are obeyed' }),
    strangers: z
      .enum(['new-ticket', 'join'])
      .default('new-ticket')
      .meta({ description: 'What becomes of somebody who answers in a thread that they have no part in' }),
    quietHours: QuietHours.optional().meta({ description: "Of staff who have none of their own; in the desk's zone" }),
    survey: z
      .strictObject({
        ask: z.boolean().default(true).meta({ description: 'Whether customers are asked how it was' }),
        after: Target.optional().meta({ description: 'So long after closing, calendar time; at once where absent' }),
      })
      .prefault({}),
    linkDays: z
      .int()
      .min(1)
      .max(400)
      .default(90)
      .meta({ description: 'For so many days a link in a mail opens what it is about' }),
  })
  .meta({ id: 'MailSettings' })
