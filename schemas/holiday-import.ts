import * as z from 'zod'
import { CalendarRecord, Holiday } from './calendar.ts'
import { words } from './text.ts'

/** So many years at once; more than this nobody knows the holidays of. */
const mostYears = 20

const Year = z.int().min(1970).max(2199)
const Years = z
  .strictObject({ from: Year, to: Year })
  .refine(({ from, to }) => from <= to && to - from < mostYears, {
    message: 'are not a range of years',
    params: { expected: `\`to\` not before \`from\`, and at most ${mostYears} years in all` },
  })
  .meta({ id: 'Years', example: { from: 2026, to: 2028 } })
export type Years = z.infer<typeof Years>

/** As the library of holidays calls them. */
const HolidayType = z.enum(['public', 'bank', 'optional', 'school', 'observance'])

/** Where holidays come from: a file, or a country. */
export const HolidayImport = z
  .strictObject({
    ics: z.string().min(1).optional().meta({ description: 'The text of an iCalendar file (RFC 5545)' }),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters')
      .optional(),
    region: z
      .string()
      .regex(
        /^[A-Za-z0-9]{1,20}(-[A-Za-z0-9]{1,20})?$/,
        'must be the code of a region, as GET /calendars/countries gives it',
      )
      .optional(),
    types: z
      .array(HolidayType)
      .min(1)
      .max(5)
      .optional()
      .meta({ description: 'Which holidays of a country; left out: the public ones' }),
    language: z
      .string()
      .regex(/^[a-z]{2}$/, 'must be a language code of two small letters')
      .optional()
      .meta({ description: 'Of a country’s names; left out: its own first' }),
    years: Years.optional().meta({ description: 'Left out: this year and the two after it' }),
    dryRun: z.boolean().default(false).meta({ description: 'Say what would change, and change nothing' }),
  })
  .refine(({ ics, country }) => (ics === undefined) !== (country === undefined), {
    path: ['ics'],
    message: 'or `country` must be given, and not both',
    params: { expected: 'exactly one of: ics, country' },
  })
  .refine(({ country, region }) => country !== undefined || region === undefined, {
    path: ['region'],
    message: 'is of no country',
    params: { expected: 'nothing, or `country` beside it' },
  })
  .refine(({ country, types, language }) => country !== undefined || (types === undefined && language === undefined), {
    path: ['country'],
    message: 'is required for `types` and `language`',
    params: { expected: 'a country; a file says itself what it holds' },
  })
  .meta({ id: 'HolidayImport' })
export type HolidayImport = z.infer<typeof HolidayImport>

/** Why something of what was offered did not become a holiday. */
export const skipReasons = {
  'there-already': 'The calendar has it already.',
  'own-hours': 'The calendar has hours of its own for this date: they stay.',
  'same-date': 'Another of this import lies on the same date.',
  'outside-years': 'It lies outside of the years asked for.',
  'has-times': 'It is no whole day: give the date hours of its own, if it changes them.',
  'part-of-day': 'It lasts a part of the day only: give the date hours of its own, if it changes them.',
  cancelled: 'It was cancelled.',
  'rule-unknown': 'It does not repeat by one yearly rule that can be read: weekly hours may say it better.',
  'no-date': 'It has no date that can be read.',
} as const
export type SkipReason = keyof typeof skipReasons

const Skipped = z
  .strictObject({
    date: z.iso.date().optional(),
    name: z.string().optional(),
    reason: z.enum(Object.keys(skipReasons) as [SkipReason, ...SkipReason[]]),
    because: z.string(),
  })
  .meta({ id: 'SkippedHoliday' })

/** Of those that were skipped, so many are named. */
export const mostSkippedNamed = 100

export const HolidayImportDone = z
  .strictObject({
    dryRun: z.boolean(),
    years: Years,
    added: z.array(Holiday),
    changed: z
      .array(Holiday.extend({ was: words(100).optional().meta({ description: 'How it was called' }) }))
      .meta({ description: 'Dates that were there, closed, under another name' }),
    skipped: z.array(Skipped).meta({ description: `The first ${mostSkippedNamed}` }),
    skippedCount: z.int().min(0),
    calendar: CalendarRecord.meta({ description: 'As it is now; after a dry run, as it still is' }),
  })
  .meta({ id: 'HolidayImportDone' })

/** A country whose holidays can be imported, and its regions. */
export const HolidayCountry = z
  .strictObject({
    country: z.string(),
    name: z.string(),
    regions: z.array(z.strictObject({ region: z.string(), name: z.string() })).optional(),
  })
  .meta({ id: 'HolidayCountry' })
