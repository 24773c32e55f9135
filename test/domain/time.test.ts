import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { needMs, passed, reachedAt, spentAt, startClock } from '../../domain/clock.ts'
import { always } from '../../domain/hours.ts'
import { between, duration, fromMs, later, plus, targetMs, toMs, upToSecond } from '../../domain/time.ts'
import { Duration, Instant, Target } from '../../schemas/time.ts'
import { at, day, hour, minute, second } from '../support/time.ts'

const part = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: undefined })

/** Every target of hours, minutes and seconds, with the milliseconds that it stands for. */
const aTarget = fc
  .record({ hours: part(999_999), minutes: part(999_999), seconds: part(99_999_999) })
  .map(({ hours, minutes, seconds }) => ({
    text: `PT${hours === undefined ? '' : `${hours}H`}${minutes === undefined ? '' : `${minutes}M`}${seconds === undefined ? '' : `${seconds}S`}`,
    ms: (hours ?? 0) * hour + (minutes ?? 0) * minute + (seconds ?? 0) * second,
  }))
  .filter(({ ms }) => ms > 0)

const anInstant = fc.integer({ min: 0, max: Date.parse('2200-01-01T00:00:00.000Z') }).map(fromMs)

describe('a target', () => {
  it('is as long as its hours, minutes and seconds', () =>
    fc.assert(
      fc.property(aTarget, ({ text, ms }) => {
        expect(Target.parse(text)).toBe(text)
        expect(targetMs(text)).toBe(ms)
      }),
    ))

  it('of whole days is as long as they are on the calendar that never closes', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (days) => {
        expect(targetMs(Target.parse(`P${days}D`))).toBe(days * day)
      }),
    ))

  it.each(['P1DT4H', 'P1W', 'P1M', 'P0D', 'PT0S', 'PT', 'P', 'PT1.5H', '-PT1H', 'PT1S1H', ''])(
    'is never %j',
    (text) => {
      expect(Target.safeParse(text).success).toBe(false)
    },
  )
})

describe('a duration', () => {
  it.each([
    [0, 'PT0S'],
    [-0, 'PT0S'],
    [1, 'PT0.001S'],
    [-3 * second, '-PT3S'],
    [24 * minute + 12_500, 'PT24M12.5S'],
    [49 * hour, 'PT49H'],
    [hour + 1, 'PT1H0.001S'],
  ])('of %i ms is written %s', (ms, text) => {
    expect(duration(ms)).toBe(text)
  })

  it('says its milliseconds to the last one, for anybody to read back', () =>
    fc.assert(
      fc.property(fc.integer({ min: -400 * day, max: 400 * day }), (ms) => {
        const text = Duration.parse(duration(ms))
        const [, sign, hours = '0', minutes = '0', seconds = '0'] =
          /^(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text) ?? []
        const size = Number(hours) * hour + Number(minutes) * minute + Math.round(Number(seconds) * second)
        expect(sign === '-' ? -size : size).toBe(ms)
      }),
    ))

  it('of whole seconds is a target as long', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (seconds) => {
        expect(targetMs(Target.parse(duration(seconds * second)))).toBe(seconds * second)
      }),
    ))
})

describe('instants', () => {
  it('compare as text as they do in time, and add up', () =>
    fc.assert(
      fc.property(anInstant, anInstant, (a, b) => {
        expect(Instant.parse(a)).toBe(a)
        expect(a < b).toBe(toMs(a) < toMs(b))
        expect(plus(a, between(a, b))).toBe(b)
        expect(toMs(later(a, b))).toBe(Math.max(toMs(a), toMs(b)))
      }),
    ))

  it('are rounded up to the second for those who know no milliseconds', () => {
    expect([at(0), at(1), at(999), at(1000)].map(upToSecond)).toEqual([at(0), at(1000), at(1000), at(1000)])
  })
})

describe('a clock', () => {
  it('reaches a milestone in the very millisecond in which its share of the target is spent', () =>
    fc.assert(
      fc.property(aTarget, fc.constantFrom(80, 100), ({ text, ms }, percent) => {
        const clock = startClock(text, always, at(0))
        const reached = reachedAt(clock, percent, always) as string
        // In whole numbers, since a share of a target may lie between two milliseconds.
        expect(spentAt(clock, reached, always) * 100).toBeGreaterThanOrEqual(ms * percent)
        expect(spentAt(clock, plus(reached, -1), always) * 100).toBeLessThan(ms * percent)
        expect(needMs(ms, percent)).toBe(between(at(0), reached))
        expect(passed(clock, [80, 100], reached, always)).toContain(percent)
        expect(passed(clock, [80, 100], plus(reached, -1), always)).not.toContain(percent)
      }),
    ))
})
