import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPausing, ladder, nextTry, restsUntil, verdictOf } from '../../../domain/partners/ladder.ts'
import { between, dayMs, fromMs, hourMs, minuteMs, plus, toMs } from '../../../domain/time.ts'

const now = '2026-11-22T08:00:00.000Z'
const waited = (failed: number, chance: number, asked?: string) => {
  const next = nextTry(failed, now, chance, asked)
  return next === undefined ? undefined : between(now, next)
}
const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('the ladder', () => {
  it('has ten tries over three days, whatever chance says', () => {
    expect(ladder).toHaveLength(9)
    fc.assert(
      fc.property(fc.array(chances, { minLength: 9, maxLength: 9 }), (given) => {
        const total = given.reduce((sum, chance, at) => sum + (waited(at + 1, chance) ?? 0), 0)
        expect(total).toBeGreaterThan(2.8 * dayMs)
        expect(total).toBeLessThan(3.5 * dayMs)
      }),
    )
    expect(nextTry(10, now, 0.5)).toBeUndefined()
  })

  it('waits longer with every try, and never by more than a tenth more or less than it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), chances, (failed, chance) => {
        const [step, ms] = [ladder[failed - 1] as number, waited(failed, chance) as number]
        expect(Math.abs(ms - step)).toBeLessThanOrEqual(step * 0.1 + 1)
        if (failed < 9) expect(waited(failed + 1, chance)).toBeGreaterThan(ms)
      }),
    )
  })

  it.each([
    ['120', 120_000],
    ['1', 4500],
    ['Sun, 22 Nov 2026 08:10:00 GMT', 10 * minuteMs],
    ['Sun, 22 Nov 2026 07:10:00 GMT', 4500],
    ['999999999', dayMs],
    ['soon', 4500],
    ['-5', 4500],
    ['', 4500],
  ])('waits for as long as Retry-After: %s says, if that is longer', (asked, ms) =>
    expect(waited(1, 0, asked)).toBe(ms),
  )

  it('is never before now, whatever was asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), chances, fc.string(), (failed, chance, asked) => {
        expect(toMs(nextTry(failed, now, chance, asked) as string)).toBeGreaterThan(toMs(now))
      }),
    )
  })
})

it.each([
  [200, 'delivered'],
  [204, 'delivered'],
  [299, 'delivered'],
  [410, 'gone'],
  [301, 'failed'],
  [404, 'failed'],
  [429, 'failed'],
  [500, 'failed'],
  [0, 'failed'],
])('an answer of %d: %s', (status, verdict) => expect(verdictOf(status)).toBe(verdict))

describe('a receiver that fails', () => {
  const ago = (ms: number) => fromMs(toMs(now) - ms)

  it.each([
    [20, hourMs, true],
    [19, 3 * hourMs, false],
    [200, hourMs - 1, false],
    [1, 10 * dayMs, false],
  ])('%d times in a row over %d ms is paused: %s', (failures, ms, paused) =>
    expect(isPausing({ failures, since: ago(ms) }, now)).toBe(paused),
  )

  it('is paused once a delivery is given up, unless something arrived meanwhile', () => {
    const givenUp = { firstTriedAt: ago(3 * dayMs) }
    expect(isPausing({ failures: 10, since: ago(3 * dayMs) }, now, givenUp)).toBe(true)
    expect(isPausing({ failures: 10, since: ago(2 * dayMs) }, now, givenUp)).toBe(false)
  })

  it('is left in peace for a minute after its fifth failure in a row, and a random while more', () => {
    const failing = (failures: number, ms: number) => ({ failures, since: ago(hourMs), lastAt: ago(ms) })
    expect(restsUntil(undefined, now, 0)).toBeUndefined()
    expect(restsUntil(failing(4, 0), now, 0)).toBeUndefined()
    expect(restsUntil(failing(5, minuteMs), now, 0)).toBeUndefined()
    expect(restsUntil(failing(5, 0), now, 0)).toBe(plus(now, minuteMs))
    expect(restsUntil(failing(5, 0), now, 0.5)).toBe(plus(now, 1.5 * minuteMs))
  })
})
