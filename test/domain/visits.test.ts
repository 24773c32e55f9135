import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Booked, datesAround, datesOf, inTheWay, mostTravelMs, wayMinutes, wayTo } from '../../domain/day-book.ts'
import { always } from '../../domain/hours.ts'
import { Refusal } from '../../domain/refusal.ts'
import { blocking, offers, worksAt } from '../../domain/slots.ts'
import { allowedVisitMoves, allowVisit, reminderOf, visitMoveNames, visitMoves } from '../../domain/visit.ts'
import { roles } from '../../schemas/actor.ts'
import { AssignmentSettings } from '../../schemas/assignment-settings.ts'
import { Settings } from '../../schemas/settings.ts'
import { visitStatuses } from '../../schemas/visit.ts'
import { at, day, hour, minute, since } from '../support/time.ts'
import { aTechnician } from './support/workers.ts'

const visitor = 'per_01JD0000000000000000TECHN1'
const refusal = (attempt: () => unknown) => {
  try {
    attempt()
  } catch (fault) {
    if (fault instanceof Refusal) return fault
    throw fault
  }
  return undefined
}

describe('the moves of a visit', () => {
  it('are those of the page', () => {
    const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ')
    const rows = visitMoves.map(
      ({ move, from, to, by }) => `| ${code([move])} | ${code(from)} | ${code([to])} | ${by.join(', ')} |`,
    )
    expect(readFileSync('docs/visits.md', 'utf8')).toContain(rows.join('\n'))
  })

  const everybody = [
    ...roles.map((role) => ({ id: 'per_somebody', role })),
    { id: visitor, role: 'technician' as const },
  ]
  it.each(everybody)('are allowed, or refused with those that are, for %j', (actor) => {
    for (const status of visitStatuses) {
      const visit = { status, technician: visitor }
      const allowed = allowedVisitMoves(visit, actor)
      for (const move of visitMoveNames) {
        const found = allowed.find((one) => one.move === move)
        const refused = refusal(() => allowVisit(visit, move, actor))
        if (found) expect(allowVisit(visit, move, actor)).toBe(found.to)
        else expect([refused?.kind, refused?.details.allowed]).toEqual(['move-not-allowed', allowed])
      }
    }
  })

  it('end where a visit has ended', () => {
    for (const status of ['done', 'missed', 'cancelled'] as const) {
      expect(allowedVisitMoves({ status, technician: visitor }, { id: visitor, role: 'admin' })).toEqual([])
    }
  })
})

const north = (km: number) => ({ latitude: km / 111.195, longitude: 0 })
const booked = (id: number, from: number, minutes: number, km?: number): Booked => ({
  ...{ id: `vis_${id}`, ticket: 'TKT000001', technician: visitor, from: at(from * minute) },
  until: at((from + minutes) * minute),
  ...(km !== undefined && { at: north(km) }),
})
const arbitrary = fc
  .tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 5, max: 120 }), fc.option(fc.integer({ min: 0, max: 60 })))
  .map(([from, minutes, km]) => ({ from, minutes, km: km ?? undefined }))

describe('two visits', () => {
  it('are in each other’s way exactly where one begins before the other has ended and the way is gone', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (one, other) => {
        const [a, b] = [booked(1, one.from, one.minutes, one.km), booked(2, other.from, other.minutes, other.km)]
        const way = wayMinutes(a.at, b.at, 50)
        const [first, second] = since(a.from) <= since(b.from) ? [a, b] : [b, a]
        const isFree =
          since(first.until) + way * minute <= since(second.from) ||
          since(second.until) + way * minute <= since(first.from)
        expect(inTheWay(a, [b], 50) === undefined).toBe(isFree)
        expect(inTheWay(b, [a], 50) === undefined).toBe(isFree)
      }),
    )
  })

  it('that could be have a date in common in their books', () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, fc.integer({ min: -3000, max: 3000 }), (one, other, apart) => {
        const [a, b] = [
          booked(1, one.from, one.minutes, one.km),
          booked(2, other.from + apart, other.minutes, other.km),
        ]
        if (!inTheWay(a, [b], 1)) return
        const own = datesOf(b.from, b.until)
        expect(datesAround(a).some((date) => own.includes(date))).toBe(true)
      }),
    )
  })

  it('are not in the way of themselves, nor beyond half a day', () => {
    const far = { ...booked(2, 0, 60), at: { latitude: 50, longitude: 120 } }
    expect(inTheWay(booked(2, 0, 60, 0), [far], 50)).toBeUndefined()
    expect(inTheWay(booked(1, 60 + mostTravelMs / minute, 60, 0), [far], 50)).toBeUndefined()
    expect(inTheWay(booked(1, 59 + mostTravelMs / minute, 60, 0), [far], 50)).toBe(far)
  })
})

describe('the way to a visit', () => {
  it.each([
    ['from the visit before', [booked(1, 0, 60, 10), booked(2, 100, 60, 20)], 12],
    ['from the last of which it is known where it is', [booked(1, 0, 60, 10), booked(2, 100, 60)], 24],
    ['from home, where there is none', [], 36],
    ['from home, where that was too long ago', [booked(1, -700, 60, 10)], 36],
    ['from home, where it comes after', [booked(1, 400, 60, 10)], 36],
  ])('is %s', (_, others, minutes) => {
    expect(wayTo(booked(9, 300, 60, 30), others, north(0), 50)).toBeCloseTo(minutes, -1)
  })
})

describe('offered slots', () => {
  const settings = Settings.parse({ assignment: AssignmentSettings.parse({ slotMinutes: 15 }) })
  const wanted = { needs: { skills: {}, certifications: [] }, durationMinutes: 60 }

  it('are exactly the times of the grid at which nothing keeps anybody from it', () => {
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 6 }), (planned) => {
        const absence = { id: 'abs_1', from: at(3 * hour), until: at(4 * hour), kind: 'other' as const }
        const technician = aTechnician({ absences: [absence], homeBase: { coordinates: north(5) } })
        const site = { coordinates: north(20) } as never
        const others = planned.map(({ from, minutes, km }, id) => booked(id, from, minutes, km))
        const goer = { worker: { technician, hours: always, shifts: [], zone: 'UTC' }, booked: others }
        const now = 30 * minute
        const asked = { from: at(0), to: at(10 * hour), now: at(now), most: 1000 }
        const found = offers([goer], { ...wanted, site }, asked, settings)
        const times = Array.from({ length: 40 }, (_, place) => at(place * 15 * minute))
        const free = times.filter((from) => {
          const until = at(since(from) + hour)
          if (inTheWay({ id: '', from, until, at: north(20) }, others, 50)) return false
          const sets = since(from) - wayTo({ id: '', from, at: north(20) }, others, north(5), 50) * minute
          return sets >= now && (since(until) <= 3 * hour || sets >= 4 * hour)
        })
        expect(found.map(({ from }) => from)).toEqual(free)
        for (const offer of found) {
          expect(blocking(goer, { ...wanted, site }, offer, settings)).toBeUndefined()
          expect(worksAt(goer, offer)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('a reminder', () => {
  const settings = Settings.parse({})
  it('is a day before, if that is still to come', () => {
    expect(reminderOf(at(2 * day), settings, at(0))).toBe(at(day))
    expect(reminderOf(at(day), settings, at(0))).toBeUndefined()
  })
})
