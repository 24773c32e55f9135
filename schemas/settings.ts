import * as z from 'zod'
import { TeamId } from './actor.ts'
import { AssignmentSettings } from './assignment-settings.ts'
import { CalendarChoice, TimeZone } from './calendar.ts'
import { EmailAddress } from './contact.ts'
import { MailLanguage, MailSettings } from './mail-settings.ts'
import { mayBeKey, notAsKey, text, words } from './text.ts'
import { Brand, Category, CustomName } from './ticket.ts'
import { Instant, Target } from './time.ts'

/** How a ticket number looks; each prefix, and each year of one with the year in it, is counted by itself. */
export const NumberFormat = z
  .strictObject({
    prefix: z.string().regex(/^[A-Z]{1,10}$/, 'must be 1 to 10 capital letters'),
    width: z.int().min(1).max(12).meta({ description: 'So many digits at least' }),
    year: z.boolean().default(false).meta({ description: '`TKT000123` without, `CWS-2024-001` with the year' }),
  })
  .meta({ id: 'NumberFormat', example: { prefix: 'CWS', width: 3, year: true } })
export type NumberFormat = z.infer<typeof NumberFormat>

export const CustomField = z
  .strictObject({
    label: words(100).meta({ example: 'Floor' }),
    type: z.enum(['text', 'number', 'date', 'choice']),
    choices: z.array(words(60)).min(1).max(50).optional().meta({ description: 'Of a `choice`' }),
    required: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether who opens a ticket must give it, if they may set it; nobody may empty it then' }),
    customers: z
      .enum(['nothing', 'see', 'set'])
      .default('nothing')
      .meta({ description: 'What customers and partners may do with it: for `nothing` it does not exist' }),
  })
  .refine(({ type, choices }) => (type === 'choice') === (choices !== undefined), {
    path: ['choices'],
    message: 'belong to a choice, and a choice needs them',
    params: { expected: '1 to 50 choices where the type is choice, else nothing' },
  })
  .meta({ id: 'CustomField' })
export type CustomField = z.infer<typeof CustomField>

/** An object by name, of at most so many. */
const named = <Name extends z.core.$ZodRecordKey, Value extends z.ZodType>(name: Name, value: Value, most: number) =>
  z
    .record(name, value)
    .refine((given) => Object.keys(given).every(mayBeKey), notAsKey)
    .refine((given) => Object.keys(given).length <= most, {
      message: 'is too much',
      params: { expected: `at most ${most} entries` },
    })

const CustomFields = named(CustomName, CustomField, 30).meta({ description: 'By the name that they have on tickets' })

const Categories = named(Category, z.array(Category).max(50), 50)
  .refine((given) => 'other' in given, {
    path: ['other'],
    message: 'is required',
    params: { expected: 'its sub-categories: it is the category of what has no other' },
  })
  .meta({ description: 'Each with its sub-categories', example: { network: ['wifi'], other: [] } })

/** When a follow-up is due where nobody says, by the ticket's priority; calendar time. */
const FollowUpSettings = z
  .strictObject({
    onAssignment: z
      .boolean()
      .default(true)
      .meta({ description: "Whether a ticket that comes from nobody's into somebody's hands gets one by itself" }),
    after: z
      .strictObject({
        urgent: Target.default('PT1H'),
        high: Target.default('PT4H'),
        medium: Target.default('P1D'),
        low: Target.default('P3D'),
      })
      .prefault({}),
  })
  .meta({ id: 'FollowUpSettings' })

/** Which mails the desk sends by itself. */
const NoticeSettings = z
  .strictObject({
    opened: z.boolean().default(true).meta({ description: 'To the customer: their ticket was opened' }),
    assigned: z.boolean().default(false).meta({ description: 'To the customer: somebody has their ticket' }),
    moved: z.boolean().default(false).meta({ description: 'To the customer: it has another status' }),
    reminded: z.boolean().default(true).meta({ description: 'To the customer: it waits for their answer' }),
    answered: z.boolean().default(true).meta({ description: 'To the customer: staff have answered' }),
    resolved: z.boolean().default(true).meta({ description: 'To the customer: it is resolved; do they agree?' }),
    watched: z.boolean().default(true).meta({ description: 'To watchers: an answer, or another status' }),
    handedOver: z
      .boolean()
      .default(true)
      .meta({ description: 'To staff: a ticket has come to them, not by their own hand' }),
    mentioned: z.boolean().default(true).meta({ description: 'To staff: somebody has named them' }),
    followUpDue: z.boolean().default(true).meta({ description: 'To staff: a follow-up of theirs is due' }),
    visitBooked: z.boolean().default(true).meta({ description: 'To the customer: a visit was planned' }),
    visitMoved: z.boolean().default(true).meta({
      description: 'To the customer: a visit was moved; of one that they had confirmed they are told in any case',
    }),
    visitCancelled: z.boolean().default(true).meta({
      description: 'To the customer: a visit was cancelled; of one that they had confirmed they are told in any case',
    }),
    visitReminded: z.boolean().default(true).meta({ description: 'To the customer: a visit is near' }),
  })
  .meta({ id: 'NoticeSettings' })

/** What a desk can set, and each brand for itself. */
const ofBrand = {
  number: NumberFormat.default({ prefix: 'TKT', width: 6, year: false }),
  /** The team that a new ticket belongs to, until there are rules: its supervisor is escalated to. */
  defaultTeam: TeamId.optional(),
  categories: Categories.default({ hardware: [], software: [], network: [], other: [] }),
  customFields: CustomFields.default({}),
  /** After so long in `pending_customer` the customer is reminded, once and again; business time. */
  reminderAfter: Target.default('PT24H'),
  secondReminderAfter: Target.default('PT48H'),
  /** After so long in `pending_customer` the ticket is resolved for want of an answer; off where absent. */
  resolveUnansweredAfter: Target.optional(),
  /** After so long in `resolved` without a word the ticket closes; calendar time. */
  autoCloseAfter: Target.default('PT72H'),
  /** For so long after closing a ticket can be reopened; calendar time. */
  reopenWithin: Target.default('P14D'),
  /** So long after closing a ticket is archived, but never while it can be reopened; calendar time. */
  archiveAfter: Target.default('P365D'),
  /** So long after cancelling a ticket is archived, but never while a merge can be undone; calendar time. */
  archiveCancelledAfter: Target.default('PT24H'),
  /** When the desk is open: reminders count its hours, and go out in them only. */
  openHours: CalendarChoice.default('always'),
  followUps: FollowUpSettings.default(FollowUpSettings.parse({})),
  notices: NoticeSettings.default(NoticeSettings.parse({})),
  /** What its customers are written to in, where they have said nothing else. */
  language: MailLanguage.default('en'),
  /** Where its mail comes from; where absent, the address that the desk was set up with. */
  mailFrom: EmailAddress.optional(),
  /** The name beside that address. */
  mailName: words(100).optional(),
  /** What stands below what people write for it. */
  signature: text(1000).optional(),
}

type Plain<Field> = Field extends z.ZodDefault<infer Inner extends z.ZodType> ? Plain<Inner> : Field
/** The fields without their defaults, each optional: what is not said is as with the desk. */
const overlay = <Shape extends Record<string, z.ZodType>>(shape: Shape) =>
  Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [
      name,
      (field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field).optional(),
    ]),
  ) as { [Name in keyof Shape]: z.ZodOptional<Extract<Plain<Shape[Name]>, z.ZodType>> }

const BrandSettings = z
  .strictObject({ name: words(100).meta({ example: 'Repair shop' }), ...overlay(ofBrand) })
  .meta({ id: 'BrandSettings', description: 'A brand: what it does not say is as with the desk' })

/** What a desk can set; what each time means is in docs/lifecycle.md. Kept in one table item, read through the cache. */
export const Settings = z.object({
  ...ofBrand,
  /** Which year it is, and on which day: the desk's own zone. */
  timeZone: TimeZone.default('UTC'),
  /** Where a phone number without + is dialled (ISO 3166-1); where absent, only those with + are taken. */
  phoneRegion: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters')
    .optional(),
  /** How it reads and writes mail. */
  mail: MailSettings.default(MailSettings.parse({})),
  /** How tickets find the right person, and visits their time. */
  assignment: AssignmentSettings.default(AssignmentSettings.parse({})),
  /** How many calls a program of a partner may make in a minute, where its own client does not say. */
  partnerCallsPerMinute: z.int().min(1).max(6000).default(600),
  /** The brands beside `main`, which is the desk itself. */
  brands: named(Brand, BrandSettings, 20)
    .refine((given) => !('main' in given), {
      path: ['main'],
      message: 'is the desk itself',
      params: { expected: 'another code' },
    })
    .default({}),
})
export type Settings = z.infer<typeof Settings>

/** The same as they are given: a field that does not exist is refused. */
export const GivenSettings = z.strictObject(Settings.shape)

/** The settings as the API gives them: to callers from outside only the categories and the custom fields that are for them. */
export const SettingsRepresentation = z
  .strictObject({
    ...overlay(Settings.shape),
    version: z.int().positive().optional(),
    createdAt: Instant.optional(),
    updatedAt: Instant.optional(),
  })
  .meta({ id: 'Settings' })
