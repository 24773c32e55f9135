import { beginning, costOf, type Driven, drive, isBetter, lateness, type Round, type Stop, travelMs } from './round.ts'

/** A way through some stops that ends with one of them. */
interface Part {
  stop: number
  before: Part | undefined
  late: number
  cost: number
  /** When its last stop has ended. */
  ends: number
}

/** Whether whatever follows one part would be no worse after the other: then the one is not needed. */
const covers = (a: Part, b: Part): boolean => a.late <= b.late && a.cost <= b.cost && a.ends <= b.ends

function keep(parts: Part[] | undefined, part: Part): Part[] {
  if (!parts) return [part]
  if (parts.some((other) => covers(other, part))) return parts
  return [...parts.filter((other) => !covers(part, other)), part]
}

function orderOf(part: Part | undefined): number[] {
  const order: number[] = []
  for (let at = part; at; at = at.before) order.unshift(at.stop)
  return order
}

/**
 * The best order of all, by dynamic programming over the sets of stops visited and the last of them (Held and Karp, 1962),
 * with every way kept that is less late, shorter or earlier than the others to the same place. `known` is a way that is
 * had already: what cannot be better is not followed. Time and memory double with each stop: for up to about 15.
 */
export function exactOrder(round: Round, known: Driven): Driven {
  const count = round.stops.length
  // Each set by its bits; those that end with the same stop lie together.
  const ways: (Part[] | undefined)[][] = Array.from({ length: 2 ** count }, () => [])
  const follow = (visited: number, place: number, at: number, before: Part | undefined): void => {
    for (let stop = 0; stop < count; stop += 1) {
      const bit = 2 ** stop
      if (visited & bit) continue
      const next = round.stops[stop] as Stop
      const begin = beginning(next, at, travelMs(round, place, stop + 1), round.grainMs)
      const late = (before?.late ?? 0) + lateness(next, begin)
      const cost = (before?.cost ?? 0) + costOf(round, place, stop + 1)
      if (!isBetter({ late, cost }, known)) continue
      const ending = ways[visited | bit] as (Part[] | undefined)[]
      ending[stop] = keep(ending[stop], { stop, before, late, cost, ends: begin + next.lastsMs })
    }
  }
  follow(0, 0, round.leavesAt, undefined)
  for (const [visited, ending] of ways.entries()) {
    for (const parts of ending) {
      for (const part of parts ?? []) follow(visited, part.stop + 1, part.ends, part)
    }
    if (visited !== ways.length - 1) ways[visited] = []
  }
  let best = known
  for (const part of ways.at(-1)?.flat() ?? []) {
    const driven = part && drive(round, orderOf(part))
    if (driven && isBetter(driven, best)) best = driven
  }
  return best
}
