import * as z from 'zod'

/** An instant: ISO 8601, UTC, always with milliseconds, so that instants compare as strings. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .meta({ id: 'Instant', description: 'ISO 8601 in UTC, with milliseconds', example: '2026-11-21T10:00:00.000Z' })
export type Instant = z.infer<typeof Instant>

const targetPattern = /^P(?:[1-9]\d{0,3}D|T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)$/

/**
 * How long a clock may run (docs/sla.md, "Words"): time of business in hours, minutes and seconds,
 * or whole business days. Mixed (`P1DT4H`), weeks, months and zero are refused.
 */
export const Target = z
  .string()
  .regex(targetPattern, 'must be an ISO 8601 duration of hours, minutes and seconds, or of whole days')
  .refine((text) => /[1-9]/.test(text), 'must be longer than nothing')
  .meta({
    id: 'Target',
    description: 'Business time (`PT30M`, `PT4H`) or whole business days (`P2D`)',
    example: 'PT30M',
  })
export type Target = z.infer<typeof Target>

/** A measured stretch of time, as this service writes it: hours, minutes, seconds and milliseconds; may be negative. */
export const Duration = z
  .string()
  .regex(/^-?PT(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,3})?S)?$/)
  .meta({ id: 'Duration', description: 'ISO 8601 duration; one below zero begins with `-`', example: 'PT24M12.5S' })
export type Duration = z.infer<typeof Duration>

/** An instant as a caller may give it: with any offset, to the second or finer. Kept in UTC with milliseconds. */
export const GivenInstant = z.iso
  .datetime({ offset: true, abort: true })
  .refine((text) => Date.parse(text) >= 0 && text < '2201', {
    message: 'is too far away',
    params: { expected: 'an instant from 1970 to 2200' },
  })
  .transform((text) => new Date(text).toISOString())
  .meta({ id: 'GivenInstant', description: 'ISO 8601, with `Z` or an offset', example: '2026-11-21T10:00:00Z' })

/** Of a span, open where an end is left out: it ends after it begins. For `refine`. */
export const untilAfterFrom = [
  ({ from, until }: { from?: string | undefined; until?: string | undefined }) => !from || !until || from < until,
  { path: ['until'] as PropertyKey[], message: 'is not after from', params: { expected: 'an instant after from' } },
] as const
