import * as z from 'zod'

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

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

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

const OpenIntervals = z.array(OpenInterval).max(10)

/** When a desk is open (docs/sla.md, "Words"): weekly hours in local time, and dates that have hours of their own, or none. */
export const Calendar = z
  .strictObject({
    timeZone: TimeZone,
    weekly: z.partialRecord(z.enum(weekdays), OpenIntervals),
    holidays: z
      .array(z.strictObject({ on: z.iso.date(), open: OpenIntervals.default([]) }))
      .max(400)
      .default([])
      .meta({ description: 'Each replaces the weekly hours of its date; without `open` the desk is closed' }),
  })
  .refine(({ weekly }) => Object.values(weekly).some((intervals) => intervals.length > 0), {
    path: ['weekly'],
    message: 'never opens',
    params: { expected: 'opening hours on one day of the week at least' },
  })
  .refine(({ holidays }) => new Set(holidays.map(({ on }) => on)).size === holidays.length, {
    path: ['holidays'],
    message: 'names a date twice',
    params: { expected: 'each date once' },
  })
  .meta({
    id: 'Calendar',
    example: { timeZone: 'Europe/London', weekly: { monday: [{ from: '09:00', to: '18:00' }] }, holidays: [] },
  })
export type Calendar = z.infer<typeof Calendar>
