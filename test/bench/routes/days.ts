import type { Round } from '../../../domain/round.ts'

const minute = 60_000
const hour = 60 * minute

/** The same numbers from 0 to below 1 for the same seed. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/**
 * A day from 8 to 18 h of so many visits in a district of 30 km, at 50 km/h: a third at any time, a third with a window of
 * three hours, a third at a time that was confirmed. They are booked in the order of their number.
 */
export function madeUpDay(seed: number, visits: number): Round {
  const random = numbers(seed + 1)
  for (let warm = 0; warm < 10; warm += 1) random()
  const places = Array.from({ length: visits + 1 }, () => [random() * 30, random() * 30] as const)
  const slot = (10 * hour) / visits
  const ways = places.map(([x, y]) => places.map(([u, v]) => Math.ceil((Math.hypot(x - u, y - v) / 50) * 60)))
  const open = [
    () => ({ from: 8 * hour, until: 17.5 * hour }),
    (booked: number) => ({ from: booked - 1.5 * hour, until: booked + 1.5 * hour }),
    (booked: number) => ({ from: booked, until: booked }),
  ]
  return {
    stops: Array.from({ length: visits }, (_, n) => {
      const booked = 8 * hour + Math.round((n * slot) / (5 * minute)) * 5 * minute
      const between = open[Math.floor(random() * 3)] ?? open[0]
      return {
        open: [between?.(booked) ?? { from: booked, until: booked }],
        lastsMs: Math.max(10 * minute, slot / 3),
      }
    }),
    leavesAt: 0,
    travelMs: ways.map((row) => row.map((minutes) => minutes * minute)),
    cost: ways,
    grainMs: 5 * minute,
  }
}
