/** When a stop may begin: in milliseconds, both ends within it. */
export interface Opening {
  from: number
  until: number
  /** They leave for it then at the earliest, where that is not any time: when they are at work again. */
  leavesFrom?: number
}

/** A visit as the order of a day sees it. */
export interface Stop {
  /** In order, none overlapping another, at least one. */
  open: readonly Opening[]
  lastsMs: number
  /** How much each millisecond counts by which it begins too late: 1 where nothing else is said. */
  weight?: number
}

/** A day's way from the base to every stop and back. Places: 0 is the base, stop `n` of `stops` lies at `n + 1`. */
export interface Round {
  stops: readonly Stop[]
  /** When the base is left at the earliest, in milliseconds since 1970. */
  leavesAt: number
  /** From each place to each: how long it takes. */
  travelMs: readonly (readonly number[])[]
  /** From each place to each: what is to be little in all. */
  cost: readonly (readonly number[])[]
  /** A stop begins at a multiple of so many milliseconds, where that is not too late for it. */
  grainMs: number
}

/** What orders are judged by: what travelling costs, and the weighted lateness. */
interface Worth {
  cost: number
  late: number
}

/** A round in one order, and when each stop begins, in that order. */
export interface Driven extends Worth {
  order: readonly number[]
  begins: readonly number[]
}

const of = (matrix: Round['cost'], a: number, b: number): number => matrix[a]?.[b] ?? 0
export const travelMs = (round: Round, a: number, b: number): number => of(round.travelMs, a, b)
export const costOf = (round: Round, a: number, b: number): number => of(round.cost, a, b)

const upTo = (ms: number, grain: number): number => Math.ceil(ms / grain) * grain

/**
 * When somebody begins who can leave for a stop at an instant: when they are there, when it opens next, or too late. Who leaves
 * later never begins earlier.
 */
export function beginning({ open }: Stop, at: number, travel: number, grain: number): number {
  let there = at + travel
  for (const { from, until, leavesFrom = at } of open) {
    there = Math.max(at, leavesFrom) + travel
    if (there <= until) return Math.min(upTo(Math.max(there, from), grain), until)
  }
  return upTo(there, grain)
}

/** How much too late a beginning is, weighted; 0 where it is not. */
export const lateness = ({ open, weight = 1 }: Stop, begin: number): number =>
  Math.max(0, begin - (open.at(-1)?.until ?? begin)) * weight

/** The round in an order: each stop begins as early as it can. */
export function drive(round: Round, order: readonly number[]): Driven {
  let [place, at, cost, late] = [0, round.leavesAt, 0, 0]
  const begins: number[] = []
  for (const next of order) {
    const stop = round.stops[next] as Stop
    const begin = beginning(stop, at, travelMs(round, place, next + 1), round.grainMs)
    begins.push(begin)
    late += lateness(stop, begin)
    cost += costOf(round, place, next + 1)
    place = next + 1
    at = begin + stop.lastsMs
  }
  return { order, begins, cost: cost + costOf(round, place, 0), late }
}

/**
 * What an order costs, as `drive` has it, given up as soon as it is sure to be no better than another; `stepsOf` is told how
 * many stops were looked at.
 */
export function betterThan(
  round: Round,
  order: readonly number[],
  other: Worth,
  stepsOf: (steps: number) => void = () => {},
): Worth | undefined {
  let [place, at, cost, late, steps] = [0, round.leavesAt, 0, 0, 0]
  for (const next of order) {
    const stop = round.stops[next] as Stop
    const begin = beginning(stop, at, travelMs(round, place, next + 1), round.grainMs)
    late += lateness(stop, begin)
    cost += costOf(round, place, next + 1)
    steps += 1
    if (!isBetter({ late, cost }, other)) break
    place = next + 1
    at = begin + stop.lastsMs
  }
  stepsOf(steps)
  const worth = { late, cost: cost + costOf(round, place, 0) }
  return isBetter(worth, other) ? worth : undefined
}

/** Sums of the same ways in another order may differ in their last digits. */
const tiny = 1e-6

/** Whether one way is better than another: less late; as late, with less travel. */
export const isBetter = (a: Worth, b: Worth): boolean => (a.late !== b.late ? a.late < b.late : a.cost < b.cost - tiny)
