import type { Years } from '../schemas/holiday-import.ts'
import { dayMs } from './time.ts'

/** A rule by which something comes back every year, or every so many (RFC 5545, 3.3.10, FREQ=YEARLY). */
export interface YearlyRule {
  interval: number
  count?: number
  /** The last date that it may fall on. */
  until?: string
  months?: readonly number[]
  monthDays?: readonly number[]
  yearDays?: readonly number[]
  /** Days of the week, Sunday is 0; `nth` of the month where months are given, else of the year, from its end if below zero. */
  weekdays?: readonly { day: number; nth?: number }[]
  /** Which of a year's dates, from the end if below zero. */
  positions?: readonly number[]
}

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** So many days of a year are looked at, at most. */
const daysLookedAt = 366

/**
 * The dates of a rule in a range of years, beginning with `start` itself. Each year is looked at day by day, so that no
 * rule, however strange, takes longer than another; `spend` hears of each year, and may throw when it is enough.
 */
export function datesOf(rule: YearlyRule, start: string, years: Years, spend: (days: number) => void): string[] {
  const first = Number(start.slice(0, 4))
  const found: string[] = []
  let left = rule.count ?? Number.POSITIVE_INFINITY
  const take = (date: string) => {
    left -= 1
    const year = Number(date.slice(0, 4))
    if (left >= 0 && year >= years.from && year <= years.to) found.push(date)
  }
  take(start)
  // Only a rule that counts must be followed from its beginning.
  const skipped = rule.count === undefined ? Math.max(0, Math.floor((years.from - first) / rule.interval)) : 0
  for (let year = first + skipped * rule.interval; year <= years.to && left > 0; year += rule.interval) {
    spend(daysLookedAt)
    for (const date of datesIn(year, rule, start)) {
      if (rule.until !== undefined && date > rule.until) return found
      if (date > start) take(date)
    }
  }
  return found
}

function datesIn(year: number, rule: YearlyRule, start: string): string[] {
  const { months, monthDays, yearDays, weekdays, positions } = defaulted(rule, start)
  const dates: string[] = []
  const begin = Date.UTC(year, 0, 1)
  const length = Math.round((Date.UTC(year + 1, 0, 1) - begin) / dayMs)
  for (let day = 1; day <= length; day += 1) {
    const date = new Date(begin + (day - 1) * dayMs)
    const month = date.getUTCMonth() + 1
    if (months && !months.includes(month)) continue
    const inMonth = date.getUTCDate()
    const monthLength = new Date(Date.UTC(year, month, 0)).getUTCDate()
    if (yearDays && !isOf(yearDays, day, length)) continue
    if (monthDays && !isOf(monthDays, inMonth, monthLength)) continue
    const place = months ? { at: inMonth, of: monthLength } : { at: day, of: length }
    if (weekdays && !weekdays.some((wanted) => falls(wanted, date.getUTCDay(), place))) continue
    dates.push(dateOf(date.getTime()))
  }
  return positions ? dates.filter((_, at) => isOf(positions, at + 1, dates.length)) : dates
}

/** What a rule does not say is as with the day on which it began. */
function defaulted(rule: YearlyRule, start: string): YearlyRule {
  if (rule.monthDays || rule.yearDays || rule.weekdays) return rule
  const [, month, day] = start.split('-').map(Number) as [number, number, number]
  return { ...rule, monthDays: [day], months: rule.months ?? [month] }
}

/** Whether a place is among those wanted, which count from the end if they are below zero. */
const isOf = (wanted: readonly number[], at: number, of: number): boolean =>
  wanted.includes(at) || wanted.includes(at - of - 1)

const falls = ({ day, nth }: { day: number; nth?: number }, on: number, { at, of }: { at: number; of: number }) =>
  day === on && (nth === undefined || nth === Math.ceil(at / 7) || nth === -Math.ceil((of - at + 1) / 7))
