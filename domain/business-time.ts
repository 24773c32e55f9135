import type { Calendar } from '../schemas/calendar.ts'
import { type BusinessYear, businessYears } from './business-year.ts'
import type { Hours, HoursStretch } from './hours.ts'
import { dayMs, targetMs } from './time.ts'

/** Time is counted from 1970 to the end of 2300, so that no target, however long, asks for years without end. */
const firstYear = 1970
const lastYear = 2300
const begin = Date.UTC(firstYear, 0, 1)
const end = Date.UTC(lastYear + 1, 0, 1)

/** When a target is due that the years up to 2300 do not hold: the last instant whose year has four digits. */
export const never = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
/** The milliseconds of whole days that the years up to 2300 do not hold: they are due never. */
const unreachable = Number.MAX_SAFE_INTEGER

const yearOf = (at: number): number => new Date(at).getUTCFullYear()

/** The place of the last value that is at most so much, in values in order; -1 if all are more. */
function lastAtMost(values: Float64Array | Int32Array, limit: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((values[middle] as number) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** The open milliseconds of a year before an instant of it. */
function openBefore({ opens, closes, openMs }: BusinessYear, at: number): number {
  const place = lastAtMost(opens, at)
  return place < 0 ? 0 : (openMs[place] as number) - Math.max(0, (closes[place] as number) - at)
}

/** The first instant of a year before which it was open for so long, which is more than nothing and at most all of it. */
function whenOpenFor({ closes, openMs }: BusinessYear, ms: number): number {
  // Milliseconds are whole: the first closing up to which it was open for as long.
  const place = lastAtMost(openMs, ms - 1) + 1
  return (closes[place] as number) - ((openMs[place] as number) - ms)
}

/** What a moment of a year belongs to, and how long that goes on. */
function stretchAt({ opens, closes, holidays }: BusinessYear, at: number, to: number): HoursStretch {
  const place = lastAtMost(opens, at)
  const closing = closes[place] ?? at
  if (at < closing) return { from: at, to: Math.min(to, closing), open: true }
  const opening = Math.min(to, opens[place + 1] ?? to)
  const next = holidays.find((holiday) => at < holiday.to)
  if (!next || opening <= next.from) return { from: at, to: opening, open: false }
  if (at < next.from) return { from: at, to: next.from, open: false }
  return { from: at, to: Math.min(opening, next.to), open: false, holiday: next.holiday }
}

/** Neighbours that are alike made one. */
function* joined(stretches: Iterable<HoursStretch>): Generator<HoursStretch> {
  let last: HoursStretch | undefined
  for (const stretch of stretches) {
    if (last && last.open === stretch.open && last.holiday?.date === stretch.holiday?.date) last.to = stretch.to
    else {
      if (last) yield last
      last = { ...stretch }
    }
  }
  if (last) yield last
}

/**
 * A calendar made ready (docs/sla.md, "Business time"). Years are made when they are first asked for, and kept. Before 1970 and after
 * 2300 nothing is open: what cannot be reached by then is due `never`.
 */
export function businessTime(calendar: Calendar): Hours {
  const make = businessYears(calendar)
  const years: BusinessYear[] = []
  /** From 1969, whose last evening is the beginning of 1970 in UTC. */
  function yearly(year: number): BusinessYear {
    const place = year - firstYear + 1
    const known = years[place]
    if (known) return known
    const made = make(year)
    years[place] = made
    return made
  }

  function elapsed(from: number, to: number): number {
    const [since, until] = [Math.max(from, begin), Math.min(to, end)]
    if (until <= since) return 0
    const last = Math.min(yearOf(until), lastYear)
    let sum = openBefore(yearly(last), until)
    let year = yearOf(since)
    sum -= openBefore(yearly(year), since)
    for (; year < last; year += 1) sum += yearly(year).totalMs
    return sum
  }

  function due(start: number, ms: number): number {
    if (ms <= 0) return start
    if (start >= end || ms > end - start) return never
    const since = Math.max(start, begin)
    let year = yearOf(since)
    let table = yearly(year)
    let left = openBefore(table, since) + ms
    while (left > table.totalMs) {
      left -= table.totalMs
      year += 1
      if (year > lastYear) return never
      table = yearly(year)
    }
    return whenOpenFor(table, left)
  }

  function nextOpening(at: number): number {
    if (at >= end) return never
    const since = Math.max(at, begin)
    for (let year = yearOf(since); year <= lastYear; year += 1) {
      const { opens, closes } = yearly(year)
      const place = lastAtMost(opens, since)
      if (since < (closes[place] ?? since)) return since
      const opening = opens[place + 1]
      if (opening !== undefined) return opening
    }
    return never
  }

  /** An opening's local time on the n-th later date that has an opening. */
  function mark(opening: number, days: number): number | undefined {
    const local = yearly(yearOf(opening)).wall.localOf(opening)
    const date = Math.floor(local / dayMs)
    let left = days
    for (let year = yearOf(local); year <= lastYear; year += 1) {
      const { dates, wall } = yearly(year)
      const passed = lastAtMost(dates, date) + 1
      const found = dates[passed + left - 1]
      if (found !== undefined) return wall.instantOf(found * dayMs + (local - date * dayMs))
      left -= dates.length - passed
    }
    return undefined
  }

  function* stretches(from: number, to: number): Generator<HoursStretch> {
    if (from < Math.min(to, begin)) yield { from, to: Math.min(to, begin), open: false }
    for (let at = Math.max(from, begin); at < Math.min(to, end); ) {
      const year = yearOf(at)
      const stretch = stretchAt(yearly(year), at, Math.min(to, Date.UTC(year + 1, 0, 1)))
      yield stretch
      at = stretch.to
    }
    if (to > Math.max(from, end)) yield { from: Math.max(from, end), to, open: false }
  }

  return {
    due,
    elapsed,
    nextOpening,
    targetMs(target, start) {
      const [, days] = /^P(\d+)D$/.exec(target) ?? []
      if (!days) return targetMs(target)
      const opening = nextOpening(start)
      const at = opening === never ? undefined : mark(opening, Number(days))
      return at === undefined ? unreachable : elapsed(start, at)
    },
    stretches: (from, to) => joined(stretches(from, to)),
  }
}
