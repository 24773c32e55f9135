import type { DayTotals } from '../schemas/day-plan.ts'
import type { Instant } from '../schemas/time.ts'
import { type Day, type Plan, planOf } from './day-plan.ts'
import { type Freedom, type KeptBecause, stopOf } from './day-stops.ts'
import { lateness, type Round, type Stop } from './round.ts'
import { bestOrder } from './route-order.ts'
import { dayMs, fromMs, minuteMs } from './time.ts'
import type { Legs } from './travel.ts'

/** What is moved begins at whole five minutes: a time that can be told. */
const grainMs = 5 * minuteMs
/** What a kilometre counts beside a minute: it decides between ways that take as long. */
const kmWeight = 1e-4

/** A better order of a day, and what has to be moved for it. */
export interface BetterDay {
  booked: Plan
  /** The booked one itself, where none is better. */
  better: Plan
  exact: boolean
  moves: { visit: string; from: Instant; to: Instant; confirmed: boolean }[]
  kept: { visit: string; because: KeptBecause }[]
  late: { visit: string; minutes: number }[]
}

/** A day as the order of its visits sees it. The way home is none of their working time. */
const roundOf = (legs: Legs, stops: readonly Stop[], { date }: Freedom): Round => ({
  stops,
  leavesAt: date.from - dayMs,
  travelMs: legs.map((row) => row.map(({ minutes }) => minutes * minuteMs)),
  cost: legs.map((row) => row.map(({ minutes, km }) => minutes + km * kmWeight)),
  grainMs,
})

/** Whether a day is better than another: less late; as late, with less travel; as much of it, with fewer kilometres. */
function isBetter(a: DayTotals, b: DayTotals): boolean {
  if (a.lateMinutes !== b.lateMinutes) return a.lateMinutes < b.lateMinutes
  return a.travelMinutes === b.travelMinutes ? a.km < b.km : a.travelMinutes < b.travelMinutes
}

/**
 * The order of a day with the least lateness, and of those the least travel. What the customer has confirmed, what has begun and
 * what has no other time stays when it is; what cannot be reached in time is told, and not moved. Where it is no better
 * than the booked one, nothing is moved.
 */
export function betterDay(day: Day, freedom: Freedom): BetterDay {
  const booked = planOf(day)
  const stops = day.visits.map((visit) => ({ visit, ...stopOf(visit, freedom) }))
  const round = roundOf(
    day.legs,
    stops.map(({ stop }) => stop),
    freedom,
  )
  const order = booked.visits.map(({ visit }) => day.visits.indexOf(visit))
  const { driven, exact } = bestOrder(round, order)
  const late: BetterDay['late'] = []
  const to = new Map<string, Instant>()
  for (const [place, at] of driven.order.entries()) {
    const begin = driven.begins[place]
    const entry = stops[at]
    if (begin === undefined || !entry) continue
    const { visit, stop, kept } = entry
    const missedMs = lateness({ ...stop, weight: 1 }, begin)
    if (missedMs > 0) late.push({ visit: visit.id, minutes: Math.ceil(missedMs / minuteMs) })
    else if (!kept && fromMs(begin) !== visit.from) to.set(visit.id, fromMs(begin))
  }
  const proposed = planOf(day, to)
  const improves = isBetter(proposed.totals, booked.totals)
  return {
    booked,
    better: improves ? proposed : booked,
    exact,
    moves: improves ? movesOf(day, to) : [],
    kept: stops.flatMap(({ visit, kept }) => (kept ? [{ visit: visit.id, because: kept }] : [])),
    late,
  }
}

const movesOf = ({ visits }: Day, to: ReadonlyMap<string, Instant>): BetterDay['moves'] =>
  visits.flatMap(({ id, from, confirmedAt }) => {
    const moved = to.get(id)
    return moved ? [{ visit: id, from, to: moved, confirmed: confirmedAt !== undefined }] : []
  })
