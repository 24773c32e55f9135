import { dayMs } from '../../domain/time.ts'
import type { YearlyRule } from '../../domain/yearly.ts'
import type { SkipReason } from '../../schemas/holiday-import.ts'
import { words } from '../../schemas/text.ts'

/** A property as jCal writes it (RFC 7265): name, parameters, type, values. */
export type Part = [string, Record<string, unknown>, string, ...unknown[]]

/** What of an event matters to a calendar of holidays. Dates as they stand in the file: a holiday is one on the wall. */
export interface Event {
  uid?: string
  name?: string
  start?: string
  /** How many in a row. */
  days: number
  rule?: YearlyRule
  /** Further dates (RDATE), and those that are left out (EXDATE). */
  also: readonly string[]
  except: ReadonlySet<string>
  /** Of which date of something that repeats it stands instead (RECURRENCE-ID). */
  instead?: string
  skipped?: SkipReason
}

/** Longer than this nothing is a holiday: what is, is cut off. */
const mostInARow = 366
const Name = words(100)

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const known = new Set('freq interval count until bymonth bymonthday byyearday byday bysetpos wkst'.split(' '))

/** What the properties of an event say. */
export function eventOf(properties: readonly Part[]): Event {
  const all = (wanted: string) => properties.filter(([name]) => name === wanted)
  const value = (wanted: string) => all(wanted)[0]?.[3]
  const dates = (wanted: string) =>
    all(wanted).flatMap(([, , , ...values]) => values.flatMap((one) => dateIn(one) ?? []))
  const [start, end] = [value('dtstart'), value('dtend')]
  const first = dateIn(start)
  const instead = dateIn(value('recurrence-id'))
  const name = nameIn(value('summary'))
  const uid = value('uid')
  const rules = instead === undefined ? [...all('rrule'), ...all('exrule')] : []
  const rule = ruleIn(rules)
  const skipped =
    first === undefined
      ? 'no-date'
      : String(value('status')).toUpperCase() === 'CANCELLED'
        ? 'cancelled'
        : !isWholeDays(start, end)
          ? 'has-times'
          : rules.length > 0 && !rule
            ? 'rule-unknown'
            : undefined
  return {
    days: daysOf(first, dateIn(end), value('duration')),
    also: instead === undefined ? dates('rdate') : [],
    except: new Set(dates('exdate')),
    ...(typeof uid === 'string' && { uid }),
    ...(name !== undefined && { name }),
    ...(first !== undefined && { start: first }),
    ...(rule && { rule }),
    ...(instead !== undefined && { instead }),
    ...(skipped && { skipped }),
  }
}

/** The date in a DATE or a DATE-TIME: `2026-12-25`, `2026-12-25T00:00:00`. */
function dateIn(value: unknown): string | undefined {
  const date = typeof value === 'string' ? value.slice(0, 10) : ''
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || date < '0100') return undefined
  const ms = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : undefined
}

/** Whole days are dates; some programs write them from midnight to midnight. */
function isWholeDays(start: unknown, end: unknown): boolean {
  // A date that does not say it is one is read as one with an empty time.
  const isDate = (value: unknown) => typeof value === 'string' && /^[\d-]{10}(T::)?$/.test(value)
  const isMidnight = (value: unknown) => typeof value === 'string' && /T00:00:00Z?$/.test(value)
  return isDate(start) || (isMidnight(start) && isMidnight(end) && String(end) > String(start))
}

function daysOf(first: string | undefined, end: string | undefined, duration: unknown): number {
  const [, weeks, days] = /^P(?:(\d{1,4})W|(\d{1,4})D)/.exec(String(duration)) ?? []
  const said =
    first && end
      ? Math.round((Date.parse(end) - Date.parse(first)) / dayMs)
      : Number(weeks ?? 0) * 7 + Number(days ?? 0)
  return Math.min(mostInARow, Math.max(1, said))
}

/** A name that can be kept: without what nobody can see, and no longer than a name may be. */
function nameIn(value: unknown): string | undefined {
  const seen =
    typeof value === 'string'
      ? value
          .toWellFormed()
          .replace(/[\p{Cc}\s]+/gu, ' ')
          .trim()
      : ''
  const { data } = Name.safeParse([...seen].slice(0, 100).join('').trim())
  return data
}

/** One rule; several together, and one with exceptions by rule (EXRULE), are not understood here. */
const ruleIn = ([first, ...more]: readonly Part[]): YearlyRule | undefined =>
  first?.[0] === 'rrule' && more.length === 0 ? ruleOf(first[3] as Record<string, unknown>) : undefined

/** A rule that comes back by the year; undefined where it is another, or says what is not understood here. */
function ruleOf(recur: Record<string, unknown>): YearlyRule | undefined {
  if (recur.freq !== 'YEARLY' || Object.keys(recur).some((part) => !known.has(part))) return undefined
  const list = (name: string) => [...new Set([recur[name] ?? []].flat())]
  const numbers = (name: string) => {
    const given = list(name).map(Number)
    return given.length > 0 ? given : undefined
  }
  const days = list('byday').map((text) => {
    const [, nth, day = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(String(text)) ?? []
    return { day: weekdays.indexOf(day), ...(nth && { nth: Number(nth) }) }
  })
  const parts = {
    months: numbers('bymonth'),
    monthDays: numbers('bymonthday'),
    yearDays: numbers('byyearday'),
    positions: numbers('bysetpos'),
    ...(days.length > 0 && { weekdays: days }),
  }
  const until = recur.until === undefined ? undefined : dateIn(String(recur.until))
  if (recur.until !== undefined && until === undefined) return undefined
  return {
    interval: Number(recur.interval ?? 1),
    ...(recur.count !== undefined && { count: Number(recur.count) }),
    ...(until !== undefined && { until }),
    ...Object.fromEntries(Object.entries(parts).filter(([, said]) => said !== undefined)),
  }
}
