import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextOpening, openHoursOf } from '../../domain/business-time.ts'
import { fromMs, toMs } from '../../domain/time.ts'
import { Calendar } from '../../schemas/calendar.ts'

const hours = [{ from: '09:00', to: '18:00' }]
const week = { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours }
const aCalendar = (given: object = {}): Calendar =>
  Calendar.parse({ timeZone: 'Europe/London', weekly: week, ...given })
const opening = (calendar: Calendar, at: string) => nextOpening(calendar, new Date(at).toISOString())
const iso = (at: string) => new Date(at).toISOString()

describe('the next opening', () => {
  // 2026-11-23 is a Monday; London is on UTC in winter.
  it.each([
    ['in open hours is now', '2026-11-23T12:34:56.789Z', '2026-11-23T12:34:56.789Z'],
    ['at the opening is now', '2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z'],
    ['before the opening is the opening', '2026-11-23T08:59:59.999Z', '2026-11-23T09:00:00Z'],
    ['at closing time is the next day’s', '2026-11-23T18:00:00Z', '2026-11-24T09:00:00Z'],
    ['on a Friday evening is Monday’s', '2026-11-27T18:00:00.001Z', '2026-11-30T09:00:00Z'],
    ['on a Sunday is Monday’s', '2026-11-29T12:00:00Z', '2026-11-30T09:00:00Z'],
  ])('%s', (_, at, expected) => {
    expect(opening(aCalendar(), at)).toBe(iso(expected))
  })

  it('is local time: in summer an hour earlier in UTC', () => {
    expect(opening(aCalendar(), '2026-07-06T05:00:00Z')).toBe(iso('2026-07-06T08:00:00Z'))
    expect(opening(aCalendar({ timeZone: 'Asia/Kolkata' }), '2026-11-22T20:00:00Z')).toBe(iso('2026-11-23T03:30:00Z'))
  })

  it('knows several openings a day, and a day that ends at midnight', () => {
    const calendar = aCalendar({
      weekly: {
        monday: [
          { from: '20:00', to: '24:00' },
          { from: '09:00', to: '12:00' },
        ],
        tuesday: [{ from: '00:00', to: '02:00' }],
      },
    })
    expect(opening(calendar, '2026-11-23T12:00:00Z')).toBe(iso('2026-11-23T20:00:00Z'))
    for (const open of ['2026-11-23T23:59:59.999Z', '2026-11-24T00:00:00Z', '2026-11-24T01:59:00Z'])
      expect(opening(calendar, open)).toBe(iso(open))
    expect(opening(calendar, '2026-11-24T02:00:00Z')).toBe(iso('2026-11-30T09:00:00Z'))
  })

  it('passes over a holiday, and keeps the hours of one that has its own', () => {
    const calendar = aCalendar({
      holidays: [{ on: '2026-12-25' }, { on: '2026-12-28', open: [{ from: '11:00', to: '13:00' }] }],
    })
    expect(opening(calendar, '2026-12-24T18:00:00Z')).toBe(iso('2026-12-28T11:00:00Z'))
    expect(opening(calendar, '2026-12-28T13:00:00Z')).toBe(iso('2026-12-29T09:00:00Z'))
  })

  it('opens on a holiday that is a Sunday, where it says so', () => {
    const calendar = aCalendar({ holidays: [{ on: '2026-11-29', open: [{ from: '10:00', to: '11:00' }] }] })
    expect(opening(calendar, '2026-11-28T12:00:00Z')).toBe(iso('2026-11-29T10:00:00Z'))
  })

  it('that falls into the hour which is left out moves forward by the gap; one that comes twice is the first', () => {
    const night = { sunday: [{ from: '01:30', to: '03:00' }] }
    const calendar = aCalendar({ weekly: night })
    // 2026-03-29: 01:00 becomes 02:00 in London. 2026-10-25: 02:00 becomes 01:00 again.
    expect(opening(calendar, '2026-03-28T12:00:00Z')).toBe(iso('2026-03-29T01:30:00Z'))
    expect(opening(calendar, '2026-10-24T12:00:00Z')).toBe(iso('2026-10-25T00:30:00Z'))
    expect(opening(aCalendar({ weekly: { sunday: [{ from: '01:00', to: '02:00' }] } }), '2026-03-28T12:00:00Z')).toBe(
      iso('2026-04-05T00:00:00Z'),
    )
  })

  it('comes, however many holidays there are', () => {
    const holidays = Array.from({ length: 400 }, (_, at) => ({
      on: new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10),
    }))
    expect(opening(aCalendar({ holidays }), '2026-01-01T12:00:00Z')).toBe(iso('2027-02-05T09:00:00Z'))
  })
})

describe('open time', () => {
  const after = (calendar: Calendar, from: string, wait: string) => openHoursOf(calendar).after(iso(from), wait)

  it.each([
    ['counts open hours only', '2026-11-23T17:00:00Z', 'PT2H', '2026-11-24T10:00:00Z'],
    ['goes over the weekend', '2026-11-27T16:00:00Z', 'PT24H', '2026-12-02T13:00:00Z'],
    ['begins with the next opening', '2026-11-28T16:00:00Z', 'PT1H', '2026-11-30T10:00:00Z'],
    ['that is up at closing time is told at the next opening', '2026-11-23T09:00:00Z', 'PT9H', '2026-11-24T09:00:00Z'],
    ['of a day is the same time of the next open day', '2026-11-27T15:00:00Z', 'P1D', '2026-11-30T15:00:00Z'],
    ['of a day from a closed hour counts from the opening', '2026-11-28T03:00:00Z', 'P1D', '2026-12-01T09:00:00Z'],
  ])('%s', (_, from, wait, expected) => {
    expect(after(aCalendar(), from, wait)).toBe(iso(expected))
  })

  const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }).map(fromMs)
  const seconds = fc.integer({ min: 1, max: 200_000 })
  const zone = fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC')

  it('is never before what has to pass, always open, and later for more', () => {
    void fc.assert(
      fc.property(zone, instant, seconds, (timeZone, from, wait) => {
        const calendar = aCalendar({ timeZone })
        const at = openHoursOf(calendar).after(from, `PT${wait}S`)
        expect(toMs(at)).toBeGreaterThanOrEqual(toMs(from) + wait * 1000)
        expect(nextOpening(calendar, at)).toBe(at)
        expect(openHoursOf(calendar).after(from, `PT${wait + 1}S`) > at).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  it('that is always open is just time', () => {
    const always = Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [
        day,
        [{ from: '00:00', to: '24:00' }],
      ]),
    )
    void fc.assert(
      fc.property(zone, instant, seconds, (timeZone, from, wait) => {
        const calendar = aCalendar({ timeZone, weekly: always })
        expect(nextOpening(calendar, from)).toBe(from)
        expect(toMs(openHoursOf(calendar).after(from, `PT${wait}S`))).toBe(toMs(from) + wait * 1000)
      }),
      { numRuns: 100 },
    )
  })
})

describe('a calendar', () => {
  it.each([
    ['never opens', { weekly: {} }],
    ['never opens on any day', { weekly: { monday: [] } }],
    ['is in no zone', { timeZone: 'Europe/Nowhere' }],
    ['is in an offset, whose clocks never change', { timeZone: '+01:00' }],
    ['closes before it opens', { weekly: { monday: [{ from: '18:00', to: '09:00' }] } }],
    ['opens at midnight of the next day', { weekly: { monday: [{ from: '24:00', to: '24:00' }] } }],
    ['names a date twice', { holidays: [{ on: '2026-12-25' }, { on: '2026-12-25' }] }],
    ['names a date that does not exist', { holidays: [{ on: '2026-02-30' }] }],
  ])('that %s is refused', (_, wrong) => {
    expect(Calendar.safeParse({ timeZone: 'Europe/London', weekly: week, ...wrong }).success).toBe(false)
  })
})
