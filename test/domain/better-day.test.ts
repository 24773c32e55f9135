import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betterDay } from '../../domain/better-day.ts'
import { type Day, planOf } from '../../domain/day-plan.ts'
import { fromMs, toMs } from '../../domain/time.ts'
import { legsBetween } from '../../domain/travel.ts'
import type { Coordinates } from '../../schemas/site.ts'
import { Visit } from '../../schemas/visit.ts'

const minute = 60_000
const midnight = toMs('2026-11-23T00:00:00.000Z')
const at = (minutes: number) => fromMs(midnight + minutes * minute)
const date = { from: midnight, to: midnight + 1440 * minute }
const work = [
  { from: midnight + 8 * 60 * minute, to: midnight + 12 * 60 * minute },
  { from: midnight + 13 * 60 * minute, to: midnight + 18 * 60 * minute },
]
const home = { latitude: 51.5, longitude: -0.1 }
/** Some 10 km a step. */
const north = (steps: number): Coordinates => ({ latitude: 51.5 + steps * 0.09, longitude: -0.1 })

function visit(n: number, from: number, more: object = {}): Visit {
  const durationMinutes = 60
  return Visit.parse({
    ...{ id: `vis_01JD00000000000000000000${String(n).padStart(2, '0')}`, ticket: `TKT00000${n}` },
    ...{ technician: 'per_01JD0000000000000000TECHN1', status: 'planned', travelMinutes: 0 },
    ...{ from: at(from), until: at(from + durationMinutes), durationMinutes },
    ...{ version: 1, createdAt: at(0), updatedAt: at(0) },
    ...more,
  })
}

const dayOf = (visits: Visit[], places: (Coordinates | undefined)[]): Day => ({
  ...{ visits, places, home, work, legs: legsBetween([home, ...places], 50) },
})
const free = { date, work, now: midnight, moveConfirmed: false }
const hour = (hours: number) => hours * 60

describe('the plan of a day', () => {
  const day = dayOf([visit(2, hour(10)), visit(1, hour(9)), visit(3, hour(14))], [north(2), north(1), undefined])

  it('is in order, with the way to each, when to leave, what is free and what comes too late', () => {
    const { visits, back, totals } = planOf(day)
    expect(visits.map(({ visit: { ticket } }) => ticket)).toEqual(['TKT000001', 'TKT000002', 'TKT000003'])
    expect(visits[0]).toMatchObject({ travel: { km: 10, minutes: 13 }, leaveAt: at(hour(8) + 47) })
    // At the door at ten only who has left at 9:47.
    expect(visits[1]).toMatchObject({ travel: { km: 10, minutes: 13 }, leaveAt: at(hour(10)), lateMinutes: 13 })
    expect(visits[2]).toMatchObject({ gapMinutes: 180 })
    expect(visits[2]).not.toHaveProperty('travel')
    expect(back).toBeUndefined()
    expect(totals).toEqual({
      ...{ visits: 3, workMinutes: 180, travelMinutes: 26, km: 20, gapMinutes: 180, lateMinutes: 13 },
    })
  })

  it('has links to maps: the place, and the way there from the one before', () => {
    const { map } = planOf(day).visits[1] ?? {}
    expect(map?.geo).toBe('geo:51.68,-0.1')
    const link = new URL(map?.directions ?? '')
    expect(link.origin).toBe('https://www.openstreetmap.org')
    expect(link.searchParams.get('route')).toBe('51.59,-0.1;51.68,-0.1')
  })

  it('says what lies outside working hours', () => {
    const { visits } = planOf(dayOf([visit(1, hour(12)), visit(2, hour(17))], [north(1), north(1)]))
    expect(visits.map(({ outsideHours }) => outsideHours)).toEqual([true, undefined])
  })

  it('of no visits is empty', () => {
    expect(planOf(dayOf([], []))).toEqual({
      visits: [],
      totals: { visits: 0, workMinutes: 0, travelMinutes: 0, km: 0, gapMinutes: 0, lateMinutes: 0 },
    })
  })
})

describe('the better order of a day', () => {
  const there = [north(1), north(5), north(2), north(6)]
  const zigzag = (more: object[] = []) =>
    dayOf(
      [8.5, 10.5, 13.5, 15.5].map((from, n) => visit(n + 1, hour(from), more[n])),
      there,
    )

  it('saves the way to and fro', () => {
    const { booked, better, exact, moves } = betterDay(zigzag(), free)
    expect(exact).toBe(true)
    expect(booked.totals.km).toBeCloseTo(180, 0)
    expect(better.totals.km).toBeCloseTo(120, 0)
    expect(better.totals.lateMinutes).toBe(0)
    expect(moves.length).toBeGreaterThan(0)
  })

  it('leaves what the customer has confirmed, and what has begun, when it is', () => {
    const { better, kept, moves } = betterDay(zigzag([{ status: 'done' }, { confirmedAt: at(0) }]), free)
    expect(kept.map(({ because }) => because)).toEqual(['begun', 'confirmed'])
    const times = better.visits.map(({ visit: { ticket }, from }) => [ticket, from])
    expect(times).toContainEqual(['TKT000001', at(hour(8.5))])
    expect(times).toContainEqual(['TKT000002', at(hour(10.5))])
    expect(moves.every(({ confirmed }) => !confirmed)).toBe(true)
  })

  it('moves what is confirmed where that is asked for, and says so', () => {
    const all = [0, 1, 2, 3].map(() => ({ confirmedAt: at(0) }))
    expect(betterDay(zigzag(all), free).moves).toEqual([])
    const { moves } = betterDay(zigzag(all), { ...free, moveConfirmed: true })
    expect(moves.length).toBeGreaterThan(0)
    expect(moves.every(({ confirmed }) => confirmed)).toBe(true)
  })

  it('holds what the customer was told', () => {
    const window = { from: at(hour(15)), until: at(hour(16)) }
    const { better } = betterDay(zigzag([{ window }]), free)
    const first = better.visits.find(({ visit: { ticket } }) => ticket === 'TKT000001')
    expect([at(hour(15)), at(hour(15) + 5)]).toContain(first?.from)
  })

  it('leaves for nothing before they are at work: a window that is over by then is told, and not moved', () => {
    const window = { from: at(hour(7.5)), until: at(hour(9.5)) }
    const day = dayOf([visit(1, hour(8)), visit(2, hour(8), { window })], [home, north(8)])
    const { moves, late } = betterDay(day, free)
    expect(late).toEqual([expect.objectContaining({ minutes: 10 })])
    expect(moves.every(({ to }) => to >= at(hour(8)))).toBe(true)
  })

  it('tells which cannot be reached in time, and moves it not', () => {
    const both = [visit(1, hour(9), { confirmedAt: at(0) }), visit(2, hour(9), { confirmedAt: at(0) })]
    const { late, moves } = betterDay(dayOf(both, [north(1), north(2)]), free)
    expect(late).toEqual([{ visit: expect.any(String), minutes: 75 }])
    expect(moves).toEqual([])
  })

  it('is the booked one, and moves nothing, where it saves nothing', () => {
    const day = dayOf([visit(1, hour(9)), visit(2, hour(15))], [north(1), north(1)])
    const { booked, better, moves } = betterDay(day, free)
    expect(better).toBe(booked)
    expect(moves).toEqual([])
  })

  const days = fc.array(
    fc.record({
      from: fc.integer({ min: 96, max: 204 }),
      north: fc.nat(8),
      state: fc.constantFrom('free', 'free', 'window', 'confirmed', 'done'),
      known: fc.boolean(),
    }),
    { maxLength: 8 },
  )

  it('is never worse than the booked one; what is confirmed stays, windows and hours are held, nothing begins in the past', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 1000 }), (given, nowMinutes) => {
        const visits = given.map(({ from, state }, n) =>
          visit(n, from * 5, {
            ...(state === 'done' && { status: 'done' }),
            ...(state === 'confirmed' && { confirmedAt: at(0) }),
            ...(state === 'window' && { window: { from: at(from * 5 - 30), until: at(from * 5 + 90) } }),
          }),
        )
        const day = dayOf(
          visits,
          given.map((one) => (one.known ? north(one.north) : undefined)),
        )
        const now = midnight + nowMinutes * minute
        const found = betterDay(day, { ...free, now })
        const [was, is] = [found.booked.totals, found.better.totals]
        expect(is.lateMinutes).toBeLessThanOrEqual(was.lateMinutes)
        if (is.lateMinutes === was.lateMinutes) expect(is.travelMinutes).toBeLessThanOrEqual(was.travelMinutes)
        for (const { visit: id, to } of found.moves) {
          const { status, confirmedAt, window, durationMinutes } = visits.find((one) => one.id === id) as Visit
          expect([status, confirmedAt]).toEqual(['planned', undefined])
          const begins = toMs(to)
          expect(begins).toBeGreaterThanOrEqual(now)
          const ends = begins + durationMinutes * minute
          expect(work.some((span) => span.from <= begins && ends <= span.to)).toBe(true)
          if (window) expect(to >= window.from && to <= window.until).toBe(true)
        }
        expect(betterDay(day, { ...free, now })).toEqual(found)
      }),
      { numRuns: 200 },
    )
  })
})
