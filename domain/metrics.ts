import { ageDays, type CommonMetrics, type Spread } from '../schemas/metrics.ts'
import type { Instant } from '../schemas/time.ts'
import { satisfactionOf } from './satisfaction.ts'
import { ratio } from './share.ts'
import { dateAfter } from './statistics.ts'
import { between, dayMs, duration } from './time.ts'

type Counters = Readonly<Record<string, number>>

/** What was counted of a day: what happened, how long things took, and who of a team did how much. */
export interface WorkDay {
  counts: Counters
  responded: Counters
  resolved: Counters
  people: Counters
}
const nothing: WorkDay = { counts: {}, responded: {}, resolved: {}, people: {} }

/** What metrics are made of, read beforehand. */
export interface Measured {
  days: ReadonlyMap<string, WorkDay>
  /** How many are open now, as they were counted. */
  open: number
  /** When those that are open were opened. */
  openedAt: readonly Instant[]
  from: string
  to: string
  /** The day that `now` is in. */
  today: string
  now: Instant
}

/** Everything but what tells a person's from a team's, and whose skills they are. */
export function metricsOf(measured: Measured): Omit<CommonMetrics, 'at' | 'timeZone' | 'skills'> {
  const { days, from, to } = measured
  const dates = datesFrom(from, to)
  const range = dates.map((day) => days.get(day) ?? nothing)
  const total = sumOf(range.map(({ counts }) => counts))
  const response = timesOf(range.map(({ responded }) => responded))
  const resolution = timesOf(range.map(({ resolved }) => resolved))
  const satisfaction = satisfactionOf(total)
  const backlog = backlogs(measured)
  const resolvedBy = (place: (day: string) => string) => {
    const sums = new Map<string, number>()
    for (const day of dates) sums.set(place(day), (sums.get(place(day)) ?? 0) + (days.get(day)?.counts.resolved ?? 0))
    return [...sums]
  }
  return {
    from,
    to,
    open: agesOf(measured),
    ...(response && { response }),
    ...(resolution && { resolution }),
    resolved: total.resolved ?? 0,
    reopened: total.reopened ?? 0,
    taken: total.taken ?? 0,
    ...(satisfaction && { satisfaction }),
    compliance: {
      response: keptOf(total, 'response'),
      nextResponse: keptOf(total, 'nextResponse'),
      resolution: keptOf(total, 'resolution'),
    },
    days: dates.map((day, at) => {
      const { created = 0, resolved = 0 } = range[at]?.counts ?? {}
      const open = backlog.get(day)
      return { day, created, resolved, ...(open !== undefined && { backlog: open }) }
    }),
    weeks: resolvedBy(mondayOf).map(([week, resolved]) => ({ from: week, resolved })),
    months: resolvedBy((day) => day.slice(0, 7)).map(([month, resolved]) => ({ month, resolved })),
    peakHours: peakHours(dates, range),
  }
}

/** How many tickets of these days asked for each skill. */
export function skillsAsked({ days, from, to }: Pick<Measured, 'days' | 'from' | 'to'>): Record<string, number> {
  const total = sumOf(datesFrom(from, to).map((day) => days.get(day)?.counts ?? {}))
  return named(total, 'skill.')
}

/** By person: what came into their hands of a team's tickets, and what they resolved. */
export function byPerson({ days, from, to }: Pick<Measured, 'days' | 'from' | 'to'>) {
  const total = sumOf(datesFrom(from, to).map((day) => days.get(day)?.people ?? {}))
  return { taken: named(total, 'taken.'), resolved: named(total, 'resolved.') }
}

const named = (counters: Counters, prefix: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counters)
      .filter(([name, count]) => name.startsWith(prefix) && count > 0)
      .map(([name, count]) => [name.slice(prefix.length), count]),
  )

/** Each day from one to another, both counted. */
function datesFrom(from: string, to: string): string[] {
  const dates: string[] = []
  for (let day = from; day <= to; day = dateAfter(day, 1)) dates.push(day)
  return dates
}

function sumOf(all: readonly Counters[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const counters of all) for (const [name, count] of Object.entries(counters)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

/** Of times that were counted value by value (domain/work-counts.ts); undefined of none. */
function timesOf(days: readonly Counters[]): CommonMetrics['response'] {
  const [business, calendar] = [valuesOf(days, 'b.'), valuesOf(days, 'c.')]
  if (business.length === 0) return undefined
  return { tickets: business.length, business: spreadOf(business), calendar: spreadOf(calendar) }
}

/** Every single value, shortest first: a team's year may have a hundred thousand. */
function valuesOf(days: readonly Counters[], prefix: string): Float64Array {
  const values: number[] = []
  for (const counters of days) {
    for (const [name, many] of Object.entries(counters)) {
      if (!name.startsWith(prefix)) continue
      const value = Number.parseInt(name.slice(prefix.length), 36)
      for (let at = 0; at < many; at += 1) values.push(value)
    }
  }
  return Float64Array.from(values).sort()
}

function spreadOf(sorted: Float64Array): Spread {
  const many = sorted.length
  /** The value at a place, from 1 on. */
  const at = (place: number) => sorted[place - 1] ?? 0
  return {
    average: duration(sorted.reduce((sum, value) => sum + value, 0) / many),
    median: duration((at(Math.ceil(many / 2)) + at(Math.floor(many / 2) + 1)) / 2),
    p90: duration(at(Math.ceil((many * 9) / 10))),
  }
}

function keptOf(total: Counters, clock: string): CommonMetrics['compliance']['response'] {
  const of = (result: string) => total[`sla.${clock}.${result}`] ?? 0
  const [met, missed] = [of('met'), of('missed')]
  return { met, missed, noTarget: of('none'), ...(met + missed > 0 && { share: ratio(met / (met + missed)) }) }
}

/** What was open at the end of each day: what is open now, without what has come and gone since. */
function backlogs({ days, open, from, today }: Measured): Map<string, number> {
  const found = new Map<string, number>()
  let left = open
  for (let day = today; day >= from; day = dateAfter(day, -1)) {
    found.set(day, Math.max(0, left))
    left -= days.get(day)?.counts.open ?? 0
  }
  return found
}

function agesOf({ openedAt, now }: Measured): CommonMetrics['open'] {
  const ages = openedAt.map((at) => Math.max(0, between(at, now))).toSorted((a, b) => a - b)
  const [low, high] = [ages[Math.ceil(ages.length / 2) - 1], ages[Math.floor(ages.length / 2)]]
  const oldest = ages.at(-1)
  return {
    tickets: ages.length,
    ages: ageDays.map((days, at) => {
      const next = (ageDays[at + 1] ?? Number.POSITIVE_INFINITY) * dayMs
      const tickets = ages.filter((age) => age >= days * dayMs && age < next).length
      return { from: `P${days}D` as const, tickets }
    }),
    ...(low !== undefined && high !== undefined && { median: duration((low + high) / 2) }),
    ...(oldest !== undefined && { oldest: duration(oldest) }),
  }
}

/** The day of the week of a date: 0 is Monday. */
const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7
const mondayOf = (day: string): string => dateAfter(day, -weekdayOf(day))

function peakHours(dates: readonly string[], range: readonly WorkDay[]): number[][] {
  const hours = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
  for (const [at, day] of dates.entries()) {
    const row = hours[weekdayOf(day)] ?? []
    for (const [hour, count] of Object.entries(named(range[at]?.counts ?? {}, 'hour.')))
      row[Number(hour)] = (row[Number(hour)] ?? 0) + count
  }
  return hours
}
