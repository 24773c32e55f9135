import { Temporal } from 'temporal-polyfill'
import { type Calendar, weekdays } from '../../../schemas/calendar.ts'

/** Business time once more, day by day and as plainly as the page has it (docs/sla.md, "Business time"): slow, and to compare with. */
export type PlainHours = Calendar | 'always'

const dayMs = 86_400_000
const known = new WeakMap<Calendar, Map<string, [number, number][]>>()

/** A time on the wall of the calendar's zone. One that does not exist moves forward by the gap; of two, it is the first. */
function onTheWall({ timeZone }: Calendar, date: Temporal.PlainDate, time: Temporal.PlainTime): number {
  return date.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
}

const instant = (calendar: Calendar, date: Temporal.PlainDate, time: string): number =>
  time === '24:00'
    ? onTheWall(calendar, date.add({ days: 1 }), Temporal.PlainTime.from('00:00'))
    : onTheWall(calendar, date, Temporal.PlainTime.from(time))

/** The opening intervals of a date, in their order. */
function openOn(calendar: Calendar, date: Temporal.PlainDate): [number, number][] {
  const dates = known.get(calendar) ?? new Map<string, [number, number][]>()
  known.set(calendar, dates)
  const day = date.toString()
  const before = dates.get(day)
  if (before) return before
  const holiday = calendar.holidays.find((one) => one.date === day)
  const intervals = holiday ? (holiday.hours ?? []) : (calendar.weekly[weekdays[date.dayOfWeek - 1] ?? 'mon'] ?? [])
  const open = intervals
    .map(({ from, to }): [number, number] => [instant(calendar, date, from), instant(calendar, date, to)])
    .filter(([from, to]) => from < to)
    .toSorted(([a], [b]) => a - b)
  dates.set(day, open)
  return open
}

const local = ({ timeZone }: Calendar, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)

/** The stretches that are open, from `start` on, without end; none counts twice. */
function* openFrom(calendar: Calendar, start: number): Generator<[number, number]> {
  let counted = start
  for (let date = local(calendar, start - dayMs).toPlainDate(); ; date = date.add({ days: 1 })) {
    for (const [from, to] of openOn(calendar, date)) {
      if (to > counted) yield [Math.max(from, counted), to]
      counted = Math.max(counted, to)
    }
  }
}

/** The business milliseconds in `[from, to)`. */
export function elapsed(hours: PlainHours, from: number, to: number): number {
  if (to <= from) return 0
  if (hours === 'always') return to - from
  let sum = 0
  for (const [opens, closes] of openFrom(hours, from)) {
    if (opens >= to) return sum
    sum += Math.min(closes, to) - opens
  }
  return sum
}

/** The earliest instant at which the business time since `start` reaches `ms`. */
export function due(hours: PlainHours, start: number, ms: number): number {
  if (ms <= 0) return start
  if (hours === 'always') return start + ms
  let left = ms
  for (const [opens, closes] of openFrom(hours, start)) {
    if (closes - opens >= left) return opens + left
    left -= closes - opens
  }
  throw new Error('A calendar never ends')
}

/** The first open instant at or after `at`. */
export function nextOpening(hours: PlainHours, at: number): number {
  if (hours === 'always') return at
  for (const [opens] of openFrom(hours, at)) return opens
  throw new Error('A calendar never ends')
}

/** A target in business milliseconds; whole days are converted from `start`. */
export function targetMs(hours: PlainHours, target: string, start: number): number {
  const { days, hours: h, minutes, seconds } = Temporal.Duration.from(target)
  if (days === 0) return ((h * 60 + minutes) * 60 + seconds) * 1000
  if (hours === 'always') return days * dayMs
  const begins = local(hours, nextOpening(hours, start))
  let date = begins.toPlainDate()
  for (let left = days; left > 0; ) {
    date = date.add({ days: 1 })
    if (openOn(hours, date).length > 0) left -= 1
  }
  return elapsed(hours, start, onTheWall(hours, date, begins.toPlainTime()))
}
