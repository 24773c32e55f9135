import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { businessTime, never } from '../../domain/business-time.ts'
import type { Hours } from '../../domain/hours.ts'
import { Calendar, weekdays } from '../../schemas/calendar.ts'

const nineToSix = [{ from: '09:00', to: '18:00' }]
const week = { mon: nineToSix, tue: nineToSix, wed: nineToSix, thu: nineToSix, fri: nineToSix }
const calendarOf = (given: object = {}): Calendar =>
  Calendar.parse({ timeZone: 'Europe/London', weekly: week, ...given })
const hoursOf = (given: object = {}): Hours => businessTime(calendarOf(given))
const everyDay = (intervals: object[]) => Object.fromEntries(weekdays.map((name) => [name, intervals]))

const ms = (at: string) => Date.parse(at)
const iso = (at: number | string) => new Date(at).toISOString()
const opening = (hours: Hours, at: string) => iso(hours.nextOpening(ms(at)))
const due = (hours: Hours, at: string, target: string) => iso(hours.due(ms(at), hours.targetMs(target, ms(at))))
const elapsedHours = (hours: Hours, from: string, to: string) => hours.elapsed(ms(from), ms(to)) / 3_600_000

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
    expect(opening(hoursOf(), at)).toBe(iso(expected))
  })

  it('is local time: in summer an hour earlier in UTC', () => {
    expect(opening(hoursOf(), '2026-07-06T05:00:00Z')).toBe(iso('2026-07-06T08:00:00Z'))
    expect(opening(hoursOf({ timeZone: 'Asia/Kolkata' }), '2026-11-22T20:00:00Z')).toBe(iso('2026-11-23T03:30:00Z'))
  })

  it('knows several openings a day, in any order, and a day that ends at midnight', () => {
    const mon = [
      { from: '20:00', to: '24:00' },
      { from: '09:00', to: '12:00' },
    ]
    const hours = hoursOf({ weekly: { mon, tue: [{ from: '00:00', to: '02:00' }] } })
    expect(opening(hours, '2026-11-23T12:00:00Z')).toBe(iso('2026-11-23T20:00:00Z'))
    for (const open of ['2026-11-23T23:59:59.999Z', '2026-11-24T00:00:00Z', '2026-11-24T01:59:00Z'])
      expect(opening(hours, open)).toBe(iso(open))
    expect(opening(hours, '2026-11-24T02:00:00Z')).toBe(iso('2026-11-30T09:00:00Z'))
  })

  it('passes over a holiday, and keeps the hours of one that has its own', () => {
    const holidays = [{ date: '2026-12-25' }, { date: '2026-12-28', hours: [{ from: '11:00', to: '13:00' }] }]
    const hours = hoursOf({ holidays })
    expect(opening(hours, '2026-12-24T18:00:00Z')).toBe(iso('2026-12-28T11:00:00Z'))
    expect(opening(hours, '2026-12-28T13:00:00Z')).toBe(iso('2026-12-29T09:00:00Z'))
  })

  it('is on a holiday that is a Sunday, where it says so', () => {
    const hours = hoursOf({ holidays: [{ date: '2026-11-29', hours: [{ from: '10:00', to: '11:00' }] }] })
    expect(opening(hours, '2026-11-28T12:00:00Z')).toBe(iso('2026-11-29T10:00:00Z'))
  })

  it('comes, however many holidays there are', () => {
    const holidays = Array.from({ length: 400 }, (_, at) => ({
      date: new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10),
    }))
    expect(opening(hoursOf({ holidays }), '2026-01-01T12:00:00Z')).toBe(iso('2027-02-05T09:00:00Z'))
  })
})

describe('a target on Mon–Fri 9–18', () => {
  it.each([
    ['counts open hours only', '2026-11-23T17:00:00Z', 'PT2H', '2026-11-24T10:00:00Z'],
    ['goes over the weekend', '2026-11-27T16:00:00Z', 'PT24H', '2026-12-02T13:00:00Z'],
    ['from a closed hour counts from the opening', '2026-11-28T16:00:00Z', 'PT1H', '2026-11-30T10:00:00Z'],
    ['that ends at closing time is due at closing time', '2026-11-23T09:00:00Z', 'PT9H', '2026-11-23T18:00:00Z'],
    ['of a second more is due the next morning', '2026-11-23T09:00:00Z', 'PT9H1S', '2026-11-24T09:00:01Z'],
    ['keeps the milliseconds of its start', '2026-11-23T17:59:59.250Z', 'PT1S', '2026-11-24T09:00:00.250Z'],
    ['of a day is the same time of the next day', '2026-11-23T15:00:00Z', 'P1D', '2026-11-24T15:00:00Z'],
    ['of a day from Monday’s opening is its closing', '2026-11-23T09:00:00Z', 'P1D', '2026-11-23T18:00:00Z'],
    ['of a day from Friday is on Monday', '2026-11-27T15:00:00Z', 'P1D', '2026-11-30T15:00:00Z'],
    ['of a day from Saturday is Monday', '2026-11-28T03:00:00Z', 'P1D', '2026-11-30T18:00:00Z'],
    ['of two days from Friday evening is Tuesday', '2026-11-27T20:00:00Z', 'P2D', '2026-12-01T18:00:00Z'],
    ['of five days is a week', '2026-11-25T11:30:00Z', 'P5D', '2026-12-02T11:30:00Z'],
    [
      'of a day is nine hours also where clocks change meanwhile',
      '2026-10-23T16:00:00Z',
      'P1D',
      '2026-10-26T17:00:00Z',
    ],
  ])('%s', (_, from, target, expected) => {
    expect(due(hoursOf(), from, target)).toBe(iso(expected))
  })

  it('of days that end in a pause is due when the pause begins', () => {
    const tue = [
      { from: '09:00', to: '12:00' },
      { from: '13:00', to: '18:00' },
    ]
    expect(due(hoursOf({ weekly: { ...week, tue } }), '2026-11-23T12:30:00Z', 'P1D')).toBe(iso('2026-11-24T12:00:00Z'))
  })

  it('of days does not count a holiday, unless it has hours of its own', () => {
    const closed = { holidays: [{ date: '2026-11-24' }] }
    const open = { holidays: [{ date: '2026-11-24', hours: [{ from: '10:00', to: '12:00' }] }] }
    expect(due(hoursOf(closed), '2026-11-23T15:00:00Z', 'P1D')).toBe(iso('2026-11-25T15:00:00Z'))
    expect(due(hoursOf(open), '2026-11-23T15:00:00Z', 'P1D')).toBe(iso('2026-11-24T12:00:00Z'))
    expect(due(hoursOf(open), '2026-11-23T15:00:00Z', 'P2D')).toBe(iso('2026-11-25T15:00:00Z'))
  })
})

describe('a row of the page’s table', () => {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  const page = readFileSync('docs/sla.md', 'utf8')
  const rows = [...page.matchAll(/^\| `(P\w+)` \| (\w+) ([\d:]+) \| ([\w ,:–]+) \| (\w+) ([\d:]+) \|$/gm)]
  /** In London's winter, counted from Tuesday 2026-11-24; an hour of the week that is over means the next week's. */
  const tuesday = '2026-11-24'
  const at = (day = '', time = '') => ms('2026-11-23') + days.indexOf(day) * 86_400_000 + ms(`1970-01-01T${time}Z`)

  function holidaysOf(told = '') {
    const [, from, to] = /, ([\d:]+)–([\d:]+)$/.exec(told) ?? []
    return told === 'open' ? [] : [{ date: tuesday, ...(from && { hours: [{ from, to }] }) }]
  }

  it.each(rows.map((row) => [...row]))('%s', (_, target = '', startDay, startTime, told, dueDay, dueTime) => {
    const hours = hoursOf({ holidays: holidaysOf(told) })
    // Those that begin before the Tuesday in question do so in its week, or on the weekend before.
    const start = at(startDay, startTime) - (startDay === 'Saturday' ? 7 * 86_400_000 : 0)
    const expected = at(dueDay, dueTime)
    expect(iso(hours.due(start, hours.targetMs(target, start)))).toBe(
      iso(expected > start ? expected : expected + 7 * 86_400_000),
    )
  })

  it('is found', () => {
    expect(rows.length).toBeGreaterThan(10)
  })
})

describe('where clocks change', () => {
  const night = (from: string, to: string) => hoursOf({ weekly: { sun: [{ from, to }] } })

  it('a local time that is left out moves forward by the gap; one that comes twice is the first', () => {
    // 2026-03-29: 01:00 becomes 02:00 in London. 2026-10-25: 02:00 becomes 01:00 again.
    expect(opening(night('01:30', '03:00'), '2026-03-28T12:00:00Z')).toBe(iso('2026-03-29T01:30:00Z'))
    expect(opening(night('01:30', '03:00'), '2026-10-24T12:00:00Z')).toBe(iso('2026-10-25T00:30:00Z'))
    expect(elapsedHours(night('01:00', '01:30'), '2026-10-25T00:00:00Z', '2026-10-26T00:00:00Z')).toBe(0.5)
    expect(elapsedHours(night('01:30', '03:00'), '2026-10-25T00:00:00Z', '2026-10-26T00:00:00Z')).toBe(2.5)
  })

  it('an interval that is empty then is none that day, which is no day of a target either', () => {
    const hours = hoursOf({ weekly: { sun: [{ from: '01:00', to: '02:00' }], mon: nineToSix } })
    // 01:00 to 02:00 would be 02:00 to 02:00 on the wall.
    expect(opening(hours, '2026-03-28T12:00:00Z')).toBe(iso('2026-03-30T08:00:00Z'))
    expect(due(hours, '2026-03-23T12:00:00Z', 'P1D')).toBe(iso('2026-03-30T11:00:00Z'))
  })

  it('hours that come to lie on others count once', () => {
    const sun = [
      { from: '01:00', to: '01:45' },
      { from: '02:00', to: '02:30' },
    ]
    const hours = hoursOf({ weekly: { sun } })
    // On the wall 02:00 to 02:45, and 02:00 to 02:30.
    expect(elapsedHours(hours, '2026-03-29T00:00:00Z', '2026-03-30T00:00:00Z')).toBe(0.75)
  })

  it('an always-open day has 23 or 25 hours, and half of them where the zone says so', () => {
    const open = (timeZone: string) => hoursOf({ timeZone, weekly: everyDay([{ from: '00:00', to: '24:00' }]) })
    const dayMs = (timeZone: string, midnight: string) => open(timeZone).targetMs('P1D', ms(midnight)) / 3_600_000
    expect(dayMs('Europe/London', '2026-03-29T00:00:00Z')).toBe(23)
    expect(dayMs('Europe/London', '2026-10-24T23:00:00Z')).toBe(25)
    expect(dayMs('Australia/Lord_Howe', '2026-04-04T13:00:00Z')).toBe(24.5)
  })

  it('a day may begin at one o’clock', () => {
    // São Paulo, 2018-11-04: 00:00 became 01:00.
    const early = everyDay([{ from: '00:00', to: '02:00' }])
    const hours = hoursOf({ timeZone: 'America/Sao_Paulo', weekly: early })
    expect(opening(hours, '2018-11-03T12:00:00Z')).toBe(iso('2018-11-04T03:00:00Z'))
    expect(elapsedHours(hours, '2018-11-03T12:00:00Z', '2018-11-04T12:00:00Z')).toBe(1)
  })

  it('a date that a zone leaves out lends its hours to the next, where they count once', () => {
    // Apia went from Thursday 29 to Saturday 31 December 2011.
    const hours = hoursOf({ timeZone: 'Pacific/Apia', weekly: { ...week, sat: [{ from: '10:00', to: '12:00' }] } })
    expect(opening(hours, '2011-12-30T06:00:00Z')).toBe(iso('2011-12-30T19:00:00Z'))
    expect(elapsedHours(hours, '2011-12-30T06:00:00Z', '2011-12-31T12:00:00Z')).toBe(9)
  })
})

describe('stretches', () => {
  const told = (hours: Hours, from: string, to: string) =>
    [...hours.stretches(ms(from), ms(to))].map(
      ({ from, to, open, holiday }) =>
        `${iso(from).slice(5, 16)} ${iso(to).slice(5, 16)} ${open ? 'open' : (holiday?.name ?? holiday?.date ?? 'closed')}`,
    )
  const holidays = [
    { date: '2026-12-24', hours: [{ from: '09:00', to: '12:00' }] },
    { date: '2026-12-25', name: 'Christmas Day' },
    { date: '2026-12-28', name: 'Boxing Day, in lieu' },
  ]

  it('say why it is closed: on a holiday’s date which, else nothing', () => {
    expect(told(hoursOf({ holidays }), '2026-12-23T17:00:00Z', '2026-12-29T10:00:00Z')).toEqual([
      '12-23T17:00 12-23T18:00 open',
      '12-23T18:00 12-24T00:00 closed',
      '12-24T00:00 12-24T09:00 2026-12-24',
      '12-24T09:00 12-24T12:00 open',
      '12-24T12:00 12-25T00:00 2026-12-24',
      '12-25T00:00 12-26T00:00 Christmas Day',
      '12-26T00:00 12-28T00:00 closed',
      '12-28T00:00 12-29T00:00 Boxing Day, in lieu',
      '12-29T00:00 12-29T09:00 closed',
      '12-29T09:00 12-29T10:00 open',
    ])
  })

  it('go on over the end of a year, and are none of no time', () => {
    const open = hoursOf({ weekly: everyDay([{ from: '00:00', to: '24:00' }]) })
    expect(told(open, '2026-12-01T00:00:00Z', '2028-02-01T00:00:00Z')).toHaveLength(1)
    expect(told(hoursOf(), '2026-12-31T17:00:00Z', '2027-01-01T10:00:00Z')).toEqual([
      '12-31T17:00 12-31T18:00 open',
      '12-31T18:00 01-01T09:00 closed',
      '01-01T09:00 01-01T10:00 open',
    ])
    expect(told(open, '2026-12-01T00:00:00Z', '2026-12-01T00:00:00Z')).toEqual([])
  })
})

describe('what is very far away', () => {
  const mondays = hoursOf({ weekly: { mon: [{ from: '09:00', to: '09:01' }] } })

  it('is due never: no year after 2300 is looked at', () => {
    expect(due(mondays, '2026-11-23T09:00:00Z', 'PT999999H')).toBe('9999-12-31T23:59:59.999Z')
    expect(due(mondays, '2199-12-31T23:59:59.999Z', 'P9999D')).toBe('9999-12-31T23:59:59.999Z')
    expect(due(mondays, '2026-11-23T09:00:00Z', 'P9999D')).toMatch(/^2218-/)
    expect(mondays.nextOpening(ms('2301-01-01T00:00:00Z'))).toBe(never)
    expect(mondays.due(never, 1)).toBe(never)
    expect(mondays.elapsed(ms('1800-01-01'), never)).toBe(mondays.elapsed(0, ms('2301-01-01')))
    expect([...mondays.stretches(ms('2300-12-31T12:00:00Z'), never)]).toEqual([
      { from: ms('2300-12-31T12:00:00Z'), to: never, open: false },
    ])
  })
})

describe('a calendar', () => {
  it.each([
    ['never opens', { weekly: {} }],
    ['never opens on any day', { weekly: { mon: [] } }],
    ['is in no zone', { timeZone: 'Europe/Nowhere' }],
    ['is in an offset, whose clocks never change', { timeZone: '+01:00' }],
    ['closes before it opens', { weekly: { mon: [{ from: '18:00', to: '09:00' }] } }],
    ['opens at midnight of the next day', { weekly: { mon: [{ from: '24:00', to: '24:00' }] } }],
    ['names a date twice', { holidays: [{ date: '2026-12-25' }, { date: '2026-12-25' }] }],
    ['names a date that does not exist', { holidays: [{ date: '2026-02-30' }] }],
  ])('that %s is refused', (_, wrong) => {
    expect(Calendar.safeParse({ timeZone: 'Europe/London', weekly: week, ...wrong }).success).toBe(false)
  })
})
