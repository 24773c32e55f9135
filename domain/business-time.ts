import { Temporal } from 'temporal-polyfill'
import { type Calendar, type OpenInterval, weekdays } from '../schemas/calendar.ts'
import type { Instant, Target } from '../schemas/time.ts'
import type { OpenHours } from './ticket.ts'
import { fromMs, targetMs, toMs } from './time.ts'

/** A stretch of open time in milliseconds since 1970: `[from, to)`. */
interface Span {
  from: number
  to: number
}

/** The hours of a date: its own where it is a holiday, else those of its day of the week. */
const hoursOf = ({ weekly, holidays }: Calendar, date: Temporal.PlainDate): readonly OpenInterval[] =>
  holidays.find(({ on }) => on === date.toString())?.open ?? weekly[weekdays[date.dayOfWeek - 1] ?? 'monday'] ?? []

/**
 * A time of day on a date as an instant. A local time that does not exist moves forward by the gap; of two the first counts
 * (Temporal's `compatible`; docs/sla.md, "Business time"). `24:00` is the next date's beginning.
 */
function instantOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
  const onDate = time === '24:00' ? date.add({ days: 1 }) : date
  const local = onDate.toPlainDateTime(time === '24:00' ? '00:00' : time)
  return local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
}

const dateOf = (ms: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate()

/** The open stretches from an instant on, in their order, none of them overlapping. Endless: a calendar always opens again. */
function* openFrom(calendar: Calendar, at: number): Generator<Span> {
  const { timeZone } = calendar
  let counted = at
  for (let date = dateOf(at, timeZone); ; date = date.add({ days: 1 })) {
    const spans = hoursOf(calendar, date)
      .map(({ from, to }) => ({ from: instantOf(date, from, timeZone), to: instantOf(date, to, timeZone) }))
      .toSorted((a, b) => a.from - b.from)
    for (const { from, to } of spans) {
      const begin = Math.max(from, counted)
      // Counted already, or empty: its hours are those that the zone leaves out on that date.
      if (to <= begin) continue
      yield { from: begin, to }
      counted = to
    }
  }
}

function firstOpen(calendar: Calendar, at: number): number {
  for (const { from } of openFrom(calendar, at)) return from
  return at
}

/** When so many milliseconds of open time have passed since an instant: at closing time, if they end with it. */
function due(calendar: Calendar, from: number, ms: number): number {
  let left = ms
  for (const span of openFrom(calendar, from)) {
    const open = span.to - span.from
    if (left <= open) return span.from + left
    left -= open
  }
  return from + ms
}

/** The start's local time on the n-th later date that has an opening; a start in a closed hour counts as the next opening. */
function mark(calendar: Calendar, from: number, days: number): number {
  const { timeZone } = calendar
  const start = Temporal.Instant.fromEpochMilliseconds(firstOpen(calendar, from)).toZonedDateTimeISO(timeZone)
  let date = start.toPlainDate()
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 })
    if (hoursOf(calendar, date).length > 0) left -= 1
  }
  return date.toPlainDateTime(start.toPlainTime()).toZonedDateTime(timeZone).epochMilliseconds
}

/** The first open instant at or after `at`: itself, where the calendar is open then. */
export const nextOpening = (calendar: Calendar, at: Instant): Instant => fromMs(firstOpen(calendar, toMs(at)))

/** The open hours of a calendar, for what is to happen in them only. */
export const openHoursOf = (calendar: Calendar): OpenHours => ({
  next: (at) => nextOpening(calendar, at),
  after(from: Instant, wait: Target) {
    const [, days] = /^P(\d+)D$/.exec(wait) ?? []
    const reached = days ? mark(calendar, toMs(from), Number(days)) : due(calendar, toMs(from), targetMs(wait))
    return fromMs(firstOpen(calendar, reached))
  },
})
