import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { businessTime } from '../../domain/business-time.ts'
import { always } from '../../domain/hours.ts'
import { afterQuietHours, nextStartOfWork, nextTimeOfDay } from '../../domain/telling-time.ts'

const ms = (instant: string) => Date.parse(instant)
const said = (at: number) => new Date(at).toISOString()

describe('quiet hours', () => {
  it.each([
    ['20:00', '07:00', 'UTC', '2026-11-21T19:59:59.999Z', '2026-11-21T19:59:59.999Z'],
    ['20:00', '07:00', 'UTC', '2026-11-21T20:00:00.000Z', '2026-11-22T07:00:00.000Z'],
    ['20:00', '07:00', 'UTC', '2026-11-22T06:59:59.999Z', '2026-11-22T07:00:00.000Z'],
    ['20:00', '07:00', 'UTC', '2026-11-22T07:00:00.000Z', '2026-11-22T07:00:00.000Z'],
    ['12:00', '13:00', 'Europe/Berlin', '2026-07-01T10:30:00.000Z', '2026-07-01T11:00:00.000Z'],
    ['12:00', '13:00', 'Europe/Berlin', '2026-12-01T10:30:00.000Z', '2026-12-01T10:30:00.000Z'],
    ['22:00', '06:00', 'Asia/Tokyo', '2026-11-21T14:00:00.000Z', '2026-11-21T21:00:00.000Z'],
    // The night in which clocks go forward is an hour shorter, the one in which they go back an hour longer.
    ['22:00', '06:00', 'Europe/Berlin', '2026-03-28T21:30:00.000Z', '2026-03-29T04:00:00.000Z'],
    ['22:00', '06:00', 'Europe/Berlin', '2026-10-24T21:30:00.000Z', '2026-10-25T05:00:00.000Z'],
    // It is 02:30 twice: the end has been, when it comes again.
    ['22:00', '02:45', 'Europe/Berlin', '2026-10-25T01:30:00.000Z', '2026-10-25T01:30:00.000Z'],
  ])('from %s to %s in %s: at %s it is quiet until %s', (from, to, zone, at, until) => {
    expect(said(afterQuietHours(ms(at), { from, to }, zone))).toBe(until)
  })

  const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hours, minutes]) => {
    const two = (n: number) => String(n).padStart(2, '0')
    return `${two(hours)}:${two(minutes)}`
  })
  it('end within a day, and at their end they are over', () => {
    fc.assert(
      fc.property(
        clock,
        clock,
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'),
        fc.integer({ min: ms('2026-01-01T00:00:00.000Z'), max: ms('2027-12-31T00:00:00.000Z') }),
        (from, to, zone, at) => {
          fc.pre(from !== to)
          const until = afterQuietHours(at, { from, to }, zone)
          expect(until).toBeGreaterThanOrEqual(at)
          expect(until - at).toBeLessThanOrEqual(25 * 60 * 60 * 1000)
          expect(afterQuietHours(until, { from, to }, zone)).toBe(until)
        },
      ),
    )
  })
})

describe('the next digest', () => {
  it.each([
    ['08:00', 'UTC', '2026-11-21T07:59:59.999Z', '2026-11-21T08:00:00.000Z'],
    ['08:00', 'UTC', '2026-11-21T08:00:00.000Z', '2026-11-22T08:00:00.000Z'],
    ['08:00', 'America/New_York', '2026-11-21T10:00:00.000Z', '2026-11-21T13:00:00.000Z'],
    // 02:30 does not come on that day.
    ['02:30', 'Europe/Berlin', '2026-03-28T12:00:00.000Z', '2026-03-29T01:30:00.000Z'],
  ])('at %s in %s after %s is at %s', (time, zone, at, next) => {
    expect(said(nextTimeOfDay(ms(at), time, zone))).toBe(next)
  })

  const office = businessTime({
    timeZone: 'UTC',
    weekly: {
      mon: [
        { from: '09:00', to: '12:00' },
        { from: '13:00', to: '17:00' },
      ],
      wed: [{ from: '10:00', to: '12:00' }],
    },
    holidays: [],
  } as never)
  it.each([
    ['2026-11-21T10:00:00.000Z', '2026-11-23T09:00:00.000Z'],
    ['2026-11-23T08:59:00.000Z', '2026-11-23T09:00:00.000Z'],
    // After the break a day does not begin anew.
    ['2026-11-23T12:30:00.000Z', '2026-11-25T10:00:00.000Z'],
    ['2026-11-25T12:00:00.000Z', '2026-11-30T09:00:00.000Z'],
  ])('after %s comes when a day of work begins: %s', (at, next) => {
    expect(said(nextStartOfWork(ms(at), office, 'UTC') ?? 0)).toBe(next)
  })

  it('comes each midnight to who works always, and by no calendar to who does not work for a week', () => {
    expect(said(nextStartOfWork(ms('2026-11-21T10:00:00.000Z'), always, 'UTC') ?? 0)).toBe('2026-11-22T00:00:00.000Z')
    const closed = businessTime({ timeZone: 'UTC', weekly: {}, holidays: [] } as never)
    expect(nextStartOfWork(ms('2026-11-21T10:00:00.000Z'), closed, 'UTC')).toBeUndefined()
  })
})
