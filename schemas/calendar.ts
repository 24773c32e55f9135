import * as z from 'zod'
import { prefixed } from './actor.ts'
import { asRead } from './as-read.ts'
import { words } from './text.ts'
import { Instant } from './time.ts'

const isZone = (name: string): boolean => {
  try {
    // An offset (`+01:00`) is a zone to Intl, but not one whose clocks change: only names are.
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** A time zone by its IANA name. */
export const TimeZone = z
  .string()
  .max(64)
  .refine(isZone, { message: 'is not a time zone', params: { expected: 'an IANA name, as Europe/London' } })
  .meta({ id: 'TimeZone', example: 'Europe/London' })

/** In the order of ISO 8601: Monday is the first. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Open from `from` up to, and not including, `to`: hours and minutes on the wall of the calendar's zone. */
const OpenInterval = z
  .strictObject({
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day from 00:00 to 23:59'),
    to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time of day from 00:01 to 24:00'),
  })
  .refine(({ from, to }) => from < to, {
    message: 'ends before it begins',
    params: { expected: '`to` after `from`; one that passes midnight is two' },
  })
  .meta({ id: 'OpenInterval', example: { from: '09:00', to: '18:00' } })
export type OpenInterval = z.infer<typeof OpenInterval>

const overlap = (intervals: readonly OpenInterval[]): boolean => {
  const sorted = intervals.toSorted((a, b) => (a.from < b.from ? -1 : 1))
  return sorted.some(({ from }, at) => at > 0 && from < (sorted[at - 1]?.to ?? ''))
}

const OpenIntervals = z
  .array(OpenInterval)
  .max(10)
  .refine((intervals) => !overlap(intervals), {
    message: 'overlap',
    params: { expected: 'intervals of which each ends before the next begins' },
  })

/** A date with hours of its own: closed where it says none. */
export const Holiday = z
  .strictObject({
    date: z.iso.date(),
    name: words(100).optional(),
    hours: OpenIntervals.optional().meta({ description: 'Left out or empty: closed' }),
  })
  .meta({ id: 'Holiday', example: { date: '2026-12-25', name: 'Christmas Day' } })
export type Holiday = z.infer<typeof Holiday>

export const mostHolidays = 1000

/** When time counts (docs/sla.md, "Words"): weekly hours in local time, and dates that have hours of their own, or none. */
const hours = {
  timeZone: TimeZone,
  weekly: z.partialRecord(z.enum(weekdays), OpenIntervals),
  holidays: z
    .array(Holiday)
    .max(mostHolidays)
    .default([])
    .meta({ description: 'Each replaces the weekly hours of its date' }),
}

type Check = [(given: Hours) => boolean, { path: PropertyKey[]; message: string; params: { expected: string } }]

interface Hours {
  weekly: Partial<Record<string, OpenInterval[]>>
  holidays: readonly Holiday[]
}

const opens = [
  ({ weekly }: Hours) => Object.values(weekly).some((intervals) => intervals && intervals.length > 0),
  {
    path: ['weekly'],
    message: 'never opens',
    params: { expected: 'opening hours on one day of the week at least' },
  },
] satisfies Check

const namesDatesOnce = [
  ({ holidays }: Hours) => new Set(holidays.map(({ date }) => date)).size === holidays.length,
  { path: ['holidays'], message: 'names a date twice', params: { expected: 'each date once' } },
] satisfies Check

/** The hours themselves, as they are reckoned with. */
export const Calendar = z
  .strictObject(hours)
  .refine(...opens)
  .refine(...namesDatesOnce)
  .meta({
    id: 'CalendarHours',
    example: { timeZone: 'Europe/London', weekly: { mon: [{ from: '09:00', to: '18:00' }] }, holidays: [] },
  })
export type Calendar = z.infer<typeof Calendar>

export const CalendarId = prefixed('cal', 'a calendar').meta({
  id: 'CalendarId',
  example: 'cal_01JD000000000000000000CA01',
})

/** The calendar that never closes, or one by its id. */
export const CalendarChoice = z
  .union([z.literal('always'), CalendarId])
  .meta({ id: 'CalendarChoice', description: '`always` never closes' })
export type CalendarChoice = z.infer<typeof CalendarChoice>

/** A version of a calendar, which never changes. */
export const CalendarVersion = z
  .strictObject({ id: CalendarId, version: z.int().positive() })
  .meta({ id: 'CalendarVersion' })
export type CalendarVersion = z.infer<typeof CalendarVersion>

const record = { name: words(100).meta({ example: 'Office hours' }), ...hours }

/** A calendar as it is given: replaced whole, never in part. */
export const NewCalendar = z
  .strictObject(record)
  .refine(...opens)
  .refine(...namesDatesOnce)
  .meta({ id: 'NewCalendar' })
export type NewCalendar = z.infer<typeof NewCalendar>

/** A calendar as it is replaced. */
export const CalendarReplacement = NewCalendar.safeExtend(asRead).meta({ id: 'CalendarReplacement' })

/** A calendar as the desk keeps it. Each change leaves a version that never changes. */
export const CalendarRecord = z
  .strictObject({
    id: CalendarId,
    ...record,
    version: z.int().positive(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Calendar' })
export type CalendarRecord = z.infer<typeof CalendarRecord>
