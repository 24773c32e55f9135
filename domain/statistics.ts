import type { Statistics, StatisticsFigures, StatisticsNow } from '../schemas/statistics.ts'
import type { Score } from '../schemas/survey.ts'
import type { Instant } from '../schemas/time.ts'
import { dateIn } from './number.ts'
import { satisfactionByCategory, satisfactionOf, surveyCounter } from './satisfaction.ts'
import { isOpen } from './selection.ts'
import { ratio } from './share.ts'
import type { Ticket } from './ticket.ts'
import { between, dayMs, duration } from './time.ts'

/** By what tickets are told apart in the figures. */
const dimensions = ['priority', 'category', 'channel', 'type'] as const

/** How long something took: on the policy's clock, and on the wall. */
interface Taken {
  on: string
  businessMs: number
  calendarMs: number
}

/** All that the statistics know of a ticket. Kept beside it as it was counted, so that a change is counted as a difference. */
export interface Facts {
  version: number
  status: Ticket['status']
  priority: string
  category: string
  channel: string
  type: string
  team?: string
  customer?: string
  assignee?: string
  /** Days of the desk's zone. */
  createdOn: string
  closedOn?: string
  responded?: Taken
  resolved?: Taken
  /** What its customer said of it, on the day of the first answer. */
  survey?: { on: string; score: Score; category: string }
}

/** What a ticket is to the statistics. Days are those of the zone. */
export function factsOf(ticket: Ticket, zone: string): Facts {
  const { version, status, priority, category, channel, type, team, customer, assignee, clocks, createdAt, survey } =
    ticket
  const taken = (kind: 'response' | 'resolution', at: Instant | undefined): Taken | undefined =>
    at === undefined
      ? undefined
      : { on: dateIn(zone, at), businessMs: clocks[kind].spentMs, calendarMs: Math.max(0, between(createdAt, at)) }
  const responded = taken('response', ticket.firstResponseAt)
  const resolved = taken('resolution', ticket.resolvedAt)
  return {
    version,
    status,
    priority,
    category,
    channel,
    type,
    ...(team && { team }),
    ...(customer && { customer }),
    ...(assignee && { assignee }),
    createdOn: dateIn(zone, createdAt),
    ...(ticket.closedAt && { closedOn: dateIn(zone, ticket.closedAt) }),
    ...(responded && { responded }),
    ...(resolved && { resolved }),
    ...(survey && {
      survey: { on: dateIn(zone, survey.answeredAt), score: survey.score, category: survey.category },
    }),
  }
}

/** Counters by place (`<scope> NOW`, `<scope> DAY#<date>`) and name. */
export type Counts = Record<string, Record<string, number>>

/** Whose figures: the whole desk's, a team's, a customer's, or a person's. */
export const wholeDesk = 'ALL'
export const scopeOf = {
  team: (id: string) => `TEAM#${id}`,
  customer: (id: string) => `CUSTOMER#${id}`,
  person: (id: string) => `PERSON#${id}`,
}

/** What a ticket adds to each counter: a function of its facts and of nothing else, so that all counters are their sum. */
export function countsOf(facts: Facts): Counts {
  const scopes = [
    wholeDesk,
    ...(facts.team ? [scopeOf.team(facts.team)] : []),
    ...(facts.customer ? [scopeOf.customer(facts.customer)] : []),
  ]
  const places = placesOf(facts)
  const counts = Object.fromEntries(
    scopes.flatMap((scope) => Object.entries(places).map(([place, counts]) => [`${scope} ${place}`, { ...counts }])),
  )
  // Of what people did, their work tells (domain/work.ts): here is only how much they have.
  if (facts.assignee && isOpen(facts.status)) counts[`${scopeOf.person(facts.assignee)} NOW`] = { open: 1 }
  return counts
}

function placesOf(facts: Facts): Counts {
  const { status, createdOn, closedOn, responded, resolved, survey } = facts
  const counts: Counts = {}
  const add = (place: string, name: string, by = 1) => {
    const at = counts[place] ?? {}
    at[name] = (at[name] ?? 0) + by
    counts[place] = at
  }
  const day = (date: string) => `DAY#${date}`
  add('NOW', `status.${status}`)
  add(day(createdOn), 'created')
  if (status === 'cancelled') add(day(createdOn), 'cancelled')
  if (status === 'resolved' || status === 'closed') add(day(createdOn), 'completed')
  if (isOpen(status)) add('NOW', 'open')
  for (const dimension of dimensions) {
    if (isOpen(status)) add('NOW', `${dimension}.${facts[dimension]}`)
    add(day(createdOn), `${dimension}.${facts[dimension]}`)
  }
  if (closedOn) add(day(closedOn), 'closed')
  if (survey) {
    add(day(survey.on), surveyCounter(survey.score))
    add(day(survey.on), surveyCounter(survey.score, survey.category))
  }
  for (const [name, taken] of [
    ['responded', responded],
    ['resolved', resolved],
  ] as const) {
    if (!taken) continue
    add(day(taken.on), name)
    add(day(taken.on), `${name}.businessMs`, taken.businessMs)
    add(day(taken.on), `${name}.calendarMs`, taken.calendarMs)
  }
  return counts
}

/** Adds counts to others, in place; what comes to nothing is left out. */
export function addCounts(to: Counts, more: Counts, times: 1 | -1 = 1): Counts {
  for (const [place, counts] of Object.entries(more)) {
    const at = to[place] ?? {}
    for (const [name, count] of Object.entries(counts)) {
      const sum = (at[name] ?? 0) + times * count
      if (sum === 0) delete at[name]
      else at[name] = sum
    }
    if (Object.keys(at).length > 0) to[place] = at
    else delete to[place]
  }
  return to
}

/** How counters change when what was counted as one thing is another now. */
export const difference = (before: Counts, after: Counts): Counts => addCounts(structuredClone(after), before, -1)

type Counters = Record<string, number>

/** The counters of one dimension, by its values. */
const by = (counters: Counters, dimension: string): Record<string, number> =>
  Object.fromEntries(
    Object.entries(counters)
      .filter(([name, count]) => name.startsWith(`${dimension}.`) && count !== 0)
      .map(([name, count]) => [name.slice(dimension.length + 1), count] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

const byAll = (counters: Counters) => ({
  byPriority: by(counters, 'priority'),
  byCategory: by(counters, 'category'),
  byChannel: by(counters, 'channel'),
  byType: by(counters, 'type'),
})

/** How many tickets there are at this moment, and how they stand. */
export const nowOf = (counters: Counters): StatisticsNow => ({
  open: counters.open ?? 0,
  byStatus: by(counters, 'status'),
  ...byAll(counters),
})

/** The counters of some days together. */
export function totalOf(days: readonly Counters[]): Counters {
  const sum: Counters = {}
  for (const day of days) for (const [name, count] of Object.entries(day)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

/** Of those opened in these days, the share that is completed; what was cancelled was never to be. Undefined of nothing. */
const completionRate = ({ created = 0, cancelled = 0, completed = 0 }: Counters): number | undefined =>
  created > cancelled ? ratio(completed / (created - cancelled)) : undefined

/** The mean of something in milliseconds; undefined of nothing. */
const mean = (total: Counters, name: 'responded' | 'resolved', of: 'businessMs' | 'calendarMs'): number | undefined =>
  total[name] ? (total[`${name}.${of}`] ?? 0) / total[name] : undefined

/** The figures of the days that a total is of. */
export function figuresOf(total: Counters): StatisticsFigures {
  const { created = 0, resolved = 0, closed = 0 } = total
  const rate = completionRate(total)
  const satisfaction = satisfactionOf(total)
  const average = (name: 'responded' | 'resolved') => ({
    tickets: total[name] ?? 0,
    business: duration(mean(total, name, 'businessMs') ?? 0),
    calendar: duration(mean(total, name, 'calendarMs') ?? 0),
  })
  return {
    created,
    resolved,
    closed,
    ...(rate !== undefined && { completionRate: rate }),
    ...(total.responded && { response: average('responded') }),
    ...(resolved > 0 && { resolution: average('resolved') }),
    ...(satisfaction && { satisfaction: { ...satisfaction, byCategory: satisfactionByCategory(total) } }),
    ...byAll(total),
  }
}

/** By how much each figure has changed, as a share of what it was; left out where it was nothing, or is nothing to compare. */
export function trendsOf(before: Counters, now: Counters): Statistics['trends'] {
  const figures = (total: Counters) => ({
    created: total.created ?? 0,
    resolved: total.resolved ?? 0,
    closed: total.closed ?? 0,
    completionRate: completionRate(total),
    response: mean(total, 'responded', 'businessMs'),
    resolution: mean(total, 'resolved', 'businessMs'),
  })
  const [was, is] = [figures(before), figures(now)]
  return Object.fromEntries(
    Object.entries(is).flatMap(([name, value]) => {
      const old = was[name as keyof typeof was]
      return old && value !== undefined ? [[name, ratio((value - old) / old)]] : []
    }),
  )
}

const utc = (date: string) => Date.parse(`${date}T00:00:00.000Z`)

/** A date so many days later, or earlier. */
export const dateAfter = (date: string, days: number): string =>
  new Date(utc(date) + days * dayMs).toISOString().slice(0, 10)

/** How many days there are from one date to another, both counted. */
export const daysFrom = (from: string, to: string): number => (utc(to) - utc(from)) / dayMs + 1
