import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf } from '../../domain/day.ts'
import { dateIn } from '../../domain/number.ts'

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Africa/Cairo',
  'America/Santiago',
  'Australia/Lord_Howe',
]

describe('the day of an instant', () => {
  it.each([
    ['UTC', '2026-11-21T10:00:00.000Z', '2026-11-21T00:00:00.000Z', '2026-11-22T00:00:00.000Z'],
    ['Europe/Berlin', '2026-11-21T23:30:00.000Z', '2026-11-21T23:00:00.000Z', '2026-11-22T23:00:00.000Z'],
    // Clocks go forward: 23 hours; and back: 25.
    ['Europe/Berlin', '2026-03-29T12:00:00.000Z', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T12:00:00.000Z', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    // A day that begins at one o'clock, since there is no midnight.
    ['Africa/Cairo', '2026-04-24T12:00:00.000Z', '2026-04-23T22:00:00.000Z', '2026-04-24T21:00:00.000Z'],
    // A date that there was not: the day before it ends where the one after it begins.
    ['Pacific/Apia', '2011-12-30T09:00:00.000Z', '2011-12-29T10:00:00.000Z', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-30T10:00:00.000Z', '2011-12-31T10:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.000Z', '2026-11-22T10:00:00.000Z'],
  ])('in %s at %s is from %s to %s', (zone, at, from, to) => {
    expect(dayOf(zone, at)).toEqual({ from, to })
  })

  it('holds the instant, has one date, and the next begins where it ends', () => {
    const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, date) => {
        const at = date.toISOString()
        const { from, to } = dayOf(zone, at)
        expect(from <= at && at < to).toBe(true)
        const before = new Date(Date.parse(to) - 1).toISOString()
        expect([dateIn(zone, from), dateIn(zone, before)]).toEqual([dateIn(zone, at), dateIn(zone, at)])
        expect(dayOf(zone, to).from).toBe(to)
      }),
      { numRuns: 200 },
    )
  })
})
