import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { businessTime, never } from '../../domain/business-time.ts'
import type { Hours } from '../../domain/hours.ts'
import { weekdays } from '../../schemas/calendar.ts'
import { aCase, aMoment } from './support/calendars.ts'

const hour = 3_600_000
const day = 24 * hour
const numRuns = Number(process.env.RUNS ?? 300)

const aMs = fc.oneof(
  fc.integer({ min: 1, max: 2000 }).map((quarters) => (quarters * hour) / 4),
  fc.integer({ min: 1, max: 300 * day }),
)
const aHours = aCase.map(({ calendar, at }) => ({ hours: businessTime(calendar), at, calendar }))
const holds = <T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>) => {
  void fc.assert(property, { numRuns })
}

/** A minute a week does not reach every target by the end of 2300: the laws are about those that it does. */
const onlyWhereReached = (hours: Hours, at: number, ms: number) => fc.pre(hours.due(at, ms) < never)

describe('for every calendar, instant and target', () => {
  it('so much has elapsed at the due instant, and a millisecond less just before', () => {
    holds(
      fc.property(aHours, aMs, ({ hours, at }, ms) => {
        onlyWhereReached(hours, at, ms)
        const due = hours.due(at, ms)
        expect(hours.elapsed(at, due)).toBe(ms)
        expect(hours.elapsed(at, due - 1)).toBe(ms - 1)
      }),
    )
  })

  it('time adds up', () => {
    holds(
      fc.property(aHours, aMs, aMs, ({ hours, at }, one, other) => {
        onlyWhereReached(hours, at, one + other)
        expect(hours.due(hours.due(at, one), other)).toBe(hours.due(at, one + other))
        expect(hours.elapsed(at, at + one) + hours.elapsed(at + one, at + one + other)).toBe(
          hours.elapsed(at, at + one + other),
        )
      }),
    )
  })

  it('more is due later, and what starts later is due no earlier', () => {
    holds(
      fc.property(aHours, aMs, aMs, ({ hours, at }, ms, more) => {
        onlyWhereReached(hours, at, ms + more)
        expect(hours.due(at, ms + more)).toBeGreaterThan(hours.due(at, ms))
        expect(hours.due(at + more, ms)).toBeGreaterThanOrEqual(hours.due(at, ms))
        expect(hours.elapsed(at, at + ms + more)).toBeGreaterThanOrEqual(hours.elapsed(at, at + ms))
      }),
    )
  })

  it('nothing is due at once, and nothing passes backwards', () => {
    holds(
      fc.property(aHours, aMs, ({ hours, at }, ms) => {
        expect(hours.due(at, 0)).toBe(at)
        expect(hours.elapsed(at + ms, at)).toBe(0)
      }),
    )
  })

  it('what ends at closing time is due at closing time', () => {
    holds(
      fc.property(aHours, aMs, ({ hours, at }, ms) => {
        onlyWhereReached(hours, at, ms)
        const [open] = [...hours.stretches(hours.due(at, ms), hours.due(at, ms) + 400 * day)].filter(({ open }) => open)
        if (!open) return
        expect(hours.due(at, hours.elapsed(at, open.to))).toBe(open.to)
      }),
    )
  })

  it('the next opening is the first open instant, and a closed start counts from it', () => {
    holds(
      fc.property(aHours, aMs, fc.integer({ min: 1, max: 9 }), ({ hours, at }, ms, days) => {
        const opening = hours.nextOpening(at)
        expect(opening).toBeGreaterThanOrEqual(at)
        expect(hours.elapsed(at, opening)).toBe(0)
        expect(hours.elapsed(opening, opening + 1)).toBe(1)
        expect(hours.due(at, ms)).toBe(hours.due(opening, ms))
        expect(hours.targetMs(`P${days}D`, at)).toBe(hours.targetMs(`P${days}D`, opening))
      }),
    )
  })

  it('more days are no less time, and hours are just hours', () => {
    holds(
      fc.property(aHours, fc.integer({ min: 1, max: 500 }), ({ hours, at }, days) => {
        expect(hours.targetMs(`P${days + 1}D`, at)).toBeGreaterThanOrEqual(hours.targetMs(`P${days}D`, at))
        expect(hours.targetMs(`PT${days}H`, at)).toBe(days * hour)
      }),
    )
  })

  it('the stretches are all of the time, in order, and the open ones what has elapsed', () => {
    holds(
      fc.property(aHours, fc.integer({ min: 0, max: 120 * day }), ({ hours, at, calendar }, ms) => {
        const stretches = [...hours.stretches(at, at + ms)]
        let reached = at
        for (const [place, { from, to, open, holiday }] of stretches.entries()) {
          const next = stretches[place + 1]
          expect(from).toBe(reached)
          expect(to).toBeGreaterThan(from)
          expect(hours.elapsed(from, to)).toBe(open ? to - from : 0)
          expect(next?.open === open && next.holiday?.date === holiday?.date).toBe(false)
          if (holiday) {
            expect(open).toBe(false)
            expect(calendar.holidays).toContainEqual(expect.objectContaining(holiday))
          }
          reached = to
        }
        expect(reached).toBe(at + ms)
        const sum = stretches.reduce((sum, { from, to, open }) => sum + (open ? to - from : 0), 0)
        expect(hours.elapsed(at, at + ms)).toBe(sum)
      }),
    )
  })

  it('the answer does not depend on what was asked before', () => {
    holds(
      fc.property(aCase, aMs, aMs, ({ calendar, at }, ms, other) => {
        const asked = businessTime(calendar)
        asked.elapsed(at - other, at + other)
        expect(asked.due(at, ms)).toBe(businessTime(calendar).due(at, ms))
      }),
    )
  })
})

describe('a calendar that is open every hour of every date', () => {
  const weekly = Object.fromEntries(weekdays.map((name) => [name, [{ from: '00:00', to: '24:00' }]]))

  it('counts all time that passes, and its days are dates on the wall, of 23 or 25 hours where clocks change', () => {
    holds(
      fc.property(aMoment, aMs, fc.integer({ min: 1, max: 1000 }), ({ timeZone, at }, ms, days) => {
        const hours = businessTime({ timeZone, weekly, holidays: [] })
        expect(hours.due(at, ms)).toBe(at + ms)
        expect(hours.elapsed(at, at + ms)).toBe(ms)
        expect(hours.nextOpening(at)).toBe(at)
        expect([...hours.stretches(at, at + ms)]).toEqual([{ from: at, to: at + ms, open: true }])
        const start = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
        const end = start.add({ days }).epochMilliseconds
        // A date that the zone leaves out has no hours, so it is none of the days.
        fc.pre(Math.abs(end - at - days * day) < day / 2)
        expect(hours.due(at, hours.targetMs(`P${days}D`, at))).toBe(end)
      }),
    )
  })
})
