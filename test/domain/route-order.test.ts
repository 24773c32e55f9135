import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drive, isBetter, type Round } from '../../domain/round.ts'
import { exactOrder } from '../../domain/round-exact.ts'
import { nearOrder } from '../../domain/round-near.ts'
import { bestOrder, mostExact } from '../../domain/route-order.ts'

const minute = 60_000
const square = (size: number, of: (a: number, b: number) => number) =>
  Array.from({ length: size }, (_, a) => Array.from({ length: size }, (__, b) => (a === b ? 0 : of(a, b))))

/** Some stops on a plain, minutes apart; some with a time of their own, some with a window, some at any time of the day. */
const rounds = (most: number): fc.Arbitrary<Round> =>
  fc
    .array(
      fc.record({
        x: fc.nat(60),
        y: fc.nat(60),
        lasts: fc.integer({ min: 5, max: 60 }),
        from: fc.nat(480),
        wide: fc.constantFrom(0, 60, 240, 1000),
        weight: fc.constantFrom(1, 1000),
      }),
      { minLength: 1, maxLength: most },
    )
    .map((stops) => {
      const places = [{ x: 30, y: 30 }, ...stops]
      const ways = square(places.length, (a, b) => {
        const [from, to] = [places[a], places[b]]
        return Math.ceil(Math.hypot((from?.x ?? 0) - (to?.x ?? 0), (from?.y ?? 0) - (to?.y ?? 0)))
      })
      return {
        stops: stops.map(({ from, wide, lasts, weight }) => ({
          open: [{ from: from * minute, until: (from + wide) * minute }],
          lastsMs: lasts * minute,
          weight,
        })),
        leavesAt: 0,
        travelMs: ways.map((row) => row.map((minutes) => minutes * minute)),
        cost: ways,
        grainMs: 5 * minute,
      }
    })

const asBooked = ({ stops }: Round) => stops.map((_, at) => at)

/** Every order there is, one by one. */
function* orders(left: readonly number[]): Generator<number[]> {
  if (left.length === 0) yield []
  for (const first of left) for (const rest of orders(left.filter((at) => at !== first))) yield [first, ...rest]
}

describe('the order of a round', () => {
  it('is the best of all orders, up to twelve stops', () => {
    fc.assert(
      fc.property(rounds(6), (round) => {
        let best = drive(round, asBooked(round))
        for (const order of orders(asBooked(round))) {
          const way = drive(round, order)
          if (isBetter(way, best)) best = way
        }
        const { driven, exact } = bestOrder(round, asBooked(round))
        expect(exact).toBe(true)
        expect(driven.late).toBe(best.late)
        expect(driven.cost).toBeCloseTo(best.cost, 6)
      }),
      { numRuns: 60 },
    )
  })

  it('names every stop once, and is the same every time', () => {
    fc.assert(
      fc.property(rounds(mostExact + 4), (round) => {
        const { driven } = bestOrder(round, asBooked(round))
        expect(driven.order.toSorted((a, b) => a - b)).toEqual(asBooked(round))
        expect(bestOrder(round, asBooked(round)).driven).toEqual(driven)
      }),
      { numRuns: 20 },
    )
  })

  it('is never worse than the booked one', () => {
    fc.assert(
      fc.property(rounds(mostExact + 4), fc.integer(), (round, seed) => {
        const booked = asBooked(round).sort((a, b) => ((a * 7919 + seed) % 13) - ((b * 7919 + seed) % 13))
        const { driven } = bestOrder(round, booked)
        expect(isBetter(drive(round, booked), driven)).toBe(false)
      }),
      { numRuns: 30 },
    )
  })

  it('is the booked one where none is better: nothing moves for nothing', () => {
    const round: Round = {
      stops: [1, 2, 3].map(() => ({ open: [{ from: 0, until: 1e9 }], lastsMs: minute })),
      ...{ leavesAt: 0, grainMs: 1, travelMs: square(4, () => minute), cost: square(4, () => 1) },
    }
    expect(bestOrder(round, [2, 0, 1]).driven.order).toEqual([2, 0, 1])
  })

  it('found by the heuristic is close to the best one', () => {
    let [near, exact] = [0, 0]
    fc.assert(
      fc.property(rounds(9), (round) => {
        const booked = drive(round, asBooked(round))
        const [found, best] = [nearOrder(round, booked), exactOrder(round, booked)]
        expect(isBetter(found, best)).toBe(false)
        if (found.late === best.late) {
          near += found.cost
          exact += best.cost
        }
      }),
      { numRuns: 40, seed: 26 },
    )
    expect(near / exact).toBeLessThan(1.01)
  })

  it('waits for what opens again, and holds what is confirmed before what is not', () => {
    const hour = 60 * minute
    const round: Round = {
      stops: [
        { open: [{ from: 9 * hour, until: 9 * hour }], lastsMs: hour, weight: 1000 },
        { open: [{ from: 9 * hour, until: 9 * hour }], lastsMs: hour },
        {
          open: [
            { from: 8 * hour, until: 8 * hour },
            { from: 13 * hour, until: 15 * hour },
          ],
          lastsMs: hour,
        },
      ],
      ...{ leavesAt: 8.5 * hour, grainMs: 5 * minute, travelMs: square(4, () => 0), cost: square(4, () => 0) },
    }
    const { driven } = bestOrder(round, [1, 0, 2])
    expect(driven.order).toEqual([0, 1, 2])
    expect(driven.begins).toEqual([9 * hour, 10 * hour, 13 * hour])
    expect(driven.late).toBe(hour)
  })
})
