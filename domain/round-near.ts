import { betterThan, type Driven, drive, isBetter, type Round } from './round.ts'

/** So often a good order is shaken and mended again, where nothing else is said. */
const shakes = 40

/**
 * So many stops may be looked at in all, a second or so: no clock, so that the same day gets the same order. Up to some thirty
 * stops it does for all that is tried; a hundred end with what they have.
 */
const mostSteps = 15_000_000

const insert = (order: readonly number[], at: number, ...stops: number[]): number[] => [
  ...order.slice(0, at),
  ...stops,
  ...order.slice(at),
]

/** Stop by stop, the most pressing first, each where it adds the least. */
function insertedCheapest(round: Round): Driven {
  const pressing = round.stops
    .map(({ open }, stop) => ({ stop, until: open.at(-1)?.until ?? 0 }))
    .sort((a, b) => a.until - b.until || a.stop - b.stop)
  let driven = drive(round, [])
  for (const { stop } of pressing) {
    const ways = driven.order.map((_, at) => drive(round, insert(driven.order, at, stop)))
    driven = ways.reduce((best, way) => (isBetter(way, best) ? way : best), drive(round, [...driven.order, stop]))
  }
  return driven
}

/** All orders a step away: a stretch driven the other way round (2-opt), or up to three stops moved, either way round (Or-opt). */
function* neighbours(order: readonly number[]): Generator<number[]> {
  const count = order.length
  for (let from = 0; from < count; from += 1) {
    for (let to = from + 2; to <= count; to += 1) {
      yield [...order.slice(0, from), ...order.slice(from, to).reverse(), ...order.slice(to)]
    }
    for (let length = 1; length <= 3 && from + length <= count; length += 1) {
      const moved = order.slice(from, from + length)
      const rest = [...order.slice(0, from), ...order.slice(from + length)]
      for (let at = 0; at <= rest.length; at += 1) {
        if (at === from) continue
        yield insert(rest, at, ...moved)
        if (length > 1) yield insert(rest, at, ...moved.toReversed())
      }
    }
  }
}

/** The best neighbour, again and again, until none is better, or no more steps are left. */
function improved(round: Round, start: Driven, steps: { left: number }): Driven {
  const spend = (taken: number) => {
    steps.left -= taken
  }
  for (let best = start; ; ) {
    let step: Pick<Driven, 'order' | 'late' | 'cost'> = best
    for (const order of neighbours(best.order)) {
      const worth = betterThan(round, order, step, spend)
      if (worth) step = { order, ...worth }
      if (steps.left <= 0) break
    }
    if (step === best) return best
    best = drive(round, step.order)
  }
}

/** The same numbers from 0 to below 1 every time (Park and Miller, 1988): the same day gets the same order. */
function numbers(): () => number {
  let state = 20_261_121
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Two neighbouring stretches change places (the double bridge): no single step of the search undoes it. */
function shaken(order: readonly number[], random: () => number): number[] {
  const cuts = [random(), random(), random()].map((at) => Math.floor(at * (order.length + 1)))
  const [a = 0, b = 0, c = 0] = cuts.sort((one, other) => one - other)
  return [...order.slice(0, a), ...order.slice(b, c), ...order.slice(a, b), ...order.slice(c)]
}

/** A good order, never worse than the one that is known: of the cheapest insertion and the known one, each improved, the better is shaken and improved some times. */
export function nearOrder(round: Round, known: Driven, times = shakes): Driven {
  const random = numbers()
  const steps = { left: mostSteps }
  let best = known
  // The one that begins nearer to the end comes first, should the steps not do for both.
  for (const start of [insertedCheapest(round), known]) {
    const way = improved(round, start, steps)
    if (isBetter(way, best)) best = way
  }
  for (let time = 0; time < times && steps.left > 0; time += 1) {
    const way = improved(round, drive(round, shaken(best.order, random)), steps)
    if (isBetter(way, best)) best = way
  }
  return best
}
