import { type Calendar, type Holiday, type OpenInterval, weekdays } from '../schemas/calendar.ts'
import type { HoursStretch } from './hours.ts'
import { dayMs } from './time.ts'
import { offsetsOf, type Wall, wallOf } from './time-zone.ts'

interface Span {
  from: number
  to: number
}

/** The time in which a holiday's date lasts. */
interface HolidaySpan extends Span {
  holiday: NonNullable<HoursStretch['holiday']>
}

/** A calendar's year, made ready: instants are those of the year in UTC, dates those of the year on the calendar. */
export interface BusinessYear {
  /** When it opens and closes, in order; none touches the next. */
  opens: Float64Array
  closes: Float64Array
  /** The open milliseconds of the year up to each closing. */
  openMs: Float64Array
  totalMs: number
  /** The dates that have an opening, as days since 1970. */
  dates: Int32Array
  holidays: readonly HolidaySpan[]
  wall: Wall
}

/** Local times of a day in milliseconds, in order. */
type DayHours = readonly Span[]

const timeOfDay = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * 60_000

const hoursFrom = (intervals: readonly OpenInterval[] = []): DayHours =>
  intervals.map(({ from, to }) => ({ from: timeOfDay(from), to: timeOfDay(to) })).toSorted((a, b) => a.from - b.from)

const dateIn = ({ date, name }: Holiday) => ({ date, ...(name !== undefined && { name }) })

/** What a calendar says of each date. */
function dailyHours({ weekly, holidays }: Calendar) {
  const week = weekdays.map((day) => hoursFrom(weekly[day]))
  const special = new Map(
    holidays.map((holiday) => [
      Date.parse(holiday.date) / dayMs,
      { hours: hoursFrom(holiday.hours), holiday: dateIn(holiday) },
    ]),
  )
  return {
    /** Of a date, as days since 1970, which was a Thursday. */
    hoursOn: (date: number): DayHours => special.get(date)?.hours ?? week[(((date + 3) % 7) + 7) % 7] ?? [],
    holidayOn: (date: number) => special.get(date)?.holiday,
  }
}

/** Spans of time in order, those that touch or overlap made one, and only what lies in `[begin, end)`. */
function united(spans: Span[], begin: number, end: number): Span[] {
  const found: Span[] = []
  let last: Span | undefined
  // In order already, but for dates that a zone leaves out or lets overlap.
  for (const { from, to } of spans.sort((a, b) => a.from - b.from)) {
    if (to <= begin || from >= end) continue
    if (last && from <= last.to) last.to = Math.max(last.to, Math.min(to, end))
    else {
      last = { from: Math.max(from, begin), to: Math.min(to, end) }
      found.push(last)
    }
  }
  return found
}

function tableOf(openings: readonly Span[]) {
  const opens = new Float64Array(openings.length)
  const closes = new Float64Array(openings.length)
  const openMs = new Float64Array(openings.length)
  let totalMs = 0
  for (const [place, { from, to }] of openings.entries()) {
    totalMs += to - from
    opens[place] = from
    closes[place] = to
    openMs[place] = totalMs
  }
  return { opens, closes, openMs, totalMs }
}

/** Makes the years of a calendar: each costs a fraction of a millisecond. */
export function businessYears(calendar: Calendar): (year: number) => BusinessYear {
  const { hoursOn, holidayOn } = dailyHours(calendar)
  const offsetAt = offsetsOf(calendar.timeZone)
  return (year) => {
    const [begin, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
    const [first, last] = [begin / dayMs, end / dayMs - 1]
    const wall = wallOf(offsetAt, begin - 3 * dayMs, end + 3 * dayMs)
    const spans: Span[] = []
    const dates: number[] = []
    const holidays: HolidaySpan[] = []
    // No zone is a whole day from UTC: no other date has hours in this year.
    for (let date = first - 1; date <= last + 1; date += 1) {
      const midnight = date * dayMs
      const before = spans.length
      for (const hours of hoursOn(date)) {
        const from = wall.instantOf(midnight + hours.from)
        const to = wall.instantOf(midnight + hours.to)
        if (from < to) spans.push({ from, to })
      }
      if (spans.length > before && date >= first && date <= last) dates.push(date)
      const holiday = holidayOn(date)
      if (holiday) holidays.push({ holiday, from: wall.instantOf(midnight), to: wall.instantOf(midnight + dayMs) })
    }
    return {
      ...tableOf(united(spans, begin, end)),
      dates: Int32Array.from(dates),
      holidays,
      wall,
    }
  }
}
