import { type Driven, drive, type Round } from './round.ts'
import { exactOrder } from './round-exact.ts'
import { nearOrder } from './round-near.ts'

/** So many stops are put into the best order there is; more, into a good one (docs/adr/0026-the-order-of-a-day.md). */
export const mostExact = 12

/** The order in which a round is driven with the least lateness, and of those the least travel; `booked` itself, where none is better. */
export function bestOrder(round: Round, booked: readonly number[]): { driven: Driven; exact: boolean } {
  const exact = round.stops.length <= mostExact
  const near = nearOrder(round, drive(round, booked), exact ? 0 : undefined)
  return { driven: exact ? exactOrder(round, near) : near, exact }
}
