import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { businessTime } from '../../domain/business-time.ts'
import { aCase, minutesAWeek } from './support/calendars.ts'
import { slowHours } from './support/slow-hours.ts'

const hour = 3_600_000
const numRuns = Number(process.env.RUNS ?? 150)

/** Business time, and its plain second implementation, asked the same of random calendars, half of them on odd days. */
describe('business time agrees with its oracle on', () => {
  const length = fc.oneof(
    fc.integer({ min: 0, max: 200 }).map((quarters) => quarters * (hour / 4)),
    fc.integer({ min: 0, max: 100 * hour }),
  )
  /** Of calendar time. */
  const stretch = fc.integer({ min: 0, max: 12 * 24 * hour })

  it('when a target is due', () => {
    void fc.assert(
      fc.property(aCase, length, ({ calendar, at }, ms) => {
        // The oracle walks: it would take long to find a hundred hours in a minute a week.
        fc.pre(minutesAWeek(calendar) >= 60)
        expect(businessTime(calendar).due(at, ms)).toBe(slowHours(calendar).due(at, ms))
      }),
      { numRuns },
    )
  })

  it('how much has elapsed', () => {
    void fc.assert(
      fc.property(aCase, stretch, ({ calendar, at }, ms) => {
        expect(businessTime(calendar).elapsed(at, at + ms)).toBe(slowHours(calendar).elapsed(at, at + ms))
      }),
      { numRuns },
    )
  })

  it('when it opens next', () => {
    void fc.assert(
      fc.property(aCase, ({ calendar, at }) => {
        expect(businessTime(calendar).nextOpening(at)).toBe(slowHours(calendar).nextOpening(at))
      }),
      { numRuns },
    )
  })

  it('how long so many days are', () => {
    void fc.assert(
      fc.property(aCase, fc.integer({ min: 1, max: 8 }), ({ calendar, at }, days) => {
        const target = `P${days}D`
        expect(businessTime(calendar).targetMs(target, at)).toBe(slowHours(calendar).targetMs(target, at))
      }),
      { numRuns },
    )
  })

  it('what each stretch is', () => {
    void fc.assert(
      fc.property(aCase, stretch, ({ calendar, at }, ms) => {
        expect([...businessTime(calendar).stretches(at, at + ms)]).toEqual([
          ...slowHours(calendar).stretches(at, at + ms),
        ])
      }),
      { numRuns },
    )
  })
})
