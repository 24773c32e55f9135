import { describe, expect, it } from 'vitest'
import {
  addCounts,
  countsOf,
  daysFrom,
  difference,
  type Facts,
  factsOf,
  figuresOf,
  totalOf,
  trendsOf,
} from '../../domain/statistics.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { facts } from './support/statistics.ts'

const places = (given = {}) => countsOf(facts(given))

describe('what a ticket adds to the counters', () => {
  it('is counted for the whole desk, its team and its customer', () => {
    const counts = places({ team: 'tea_1', customer: 'cus_1' })
    expect(new Set(Object.keys(counts).map((place) => place.split(' ')[0]))).toEqual(
      new Set(['ALL', 'TEAM#tea_1', 'CUSTOMER#cus_1']),
    )
    expect(counts['ALL NOW']).toEqual(counts['TEAM#tea_1 NOW'])
  })

  it('while open: by status, priority, category, channel and type', () => {
    expect(places()).toEqual({
      'ALL NOW': {
        'status.created': 1,
        open: 1,
        'priority.high': 1,
        'category.hardware': 1,
        'channel.portal': 1,
        'type.issue': 1,
      },
      'ALL DAY#2026-11-21': {
        created: 1,
        'priority.high': 1,
        'category.hardware': 1,
        'channel.portal': 1,
        'type.issue': 1,
      },
    })
  })

  it('once resolved: on the day of that, with how long it took; it is not open any more', () => {
    const counts = places({ status: 'resolved', resolved: { on: '2026-11-23', businessMs: 5, calendarMs: 9 } })
    expect(counts['ALL NOW']).toEqual({ 'status.resolved': 1 })
    expect(counts['ALL DAY#2026-11-21']).toMatchObject({ created: 1, completed: 1 })
    expect(counts['ALL DAY#2026-11-23']).toEqual({ resolved: 1, 'resolved.businessMs': 5, 'resolved.calendarMs': 9 })
  })

  it('of a cancelled one is that it was opened and cancelled', () => {
    const counts = places({ status: 'cancelled' })
    expect(counts['ALL NOW']).toEqual({ 'status.cancelled': 1 })
    expect(counts['ALL DAY#2026-11-21']).toMatchObject({ created: 1, cancelled: 1 })
  })

  it('is taken back by what it becomes: differences add up to the last', () => {
    const lives = [
      facts(),
      facts({ status: 'in_progress', team: 'tea_1' }),
      facts({ status: 'resolved', team: 'tea_2', resolved: { on: '2026-11-22', businessMs: 7, calendarMs: 8 } }),
      facts({ status: 'reopened', team: 'tea_2', priority: 'low' }),
    ]
    const sum = {}
    lives.forEach(
      (one, place) =>
        void addCounts(sum, difference(place > 0 ? countsOf(lives[place - 1] as Facts) : {}, countsOf(one))),
    )
    expect(sum).toEqual(countsOf(lives.at(-1) as never))
    expect(difference(countsOf(facts()), countsOf(facts()))).toEqual({})
  })
})

describe('the days of a ticket', () => {
  const ticket = {
    version: 1,
    createdAt: '2026-11-21T23:30:00.000Z',
    firstResponseAt: '2026-11-22T00:30:00.000Z',
    clocks: { response: { spentMs: 1000, endedAt: 'x' }, resolution: { spentMs: 0 } },
  } as unknown as Ticket

  it("are those of the desk's own zone", () => {
    expect(factsOf(ticket, 'UTC').createdOn).toBe('2026-11-21')
    expect(factsOf(ticket, 'Europe/Berlin').createdOn).toBe('2026-11-22')
    expect(factsOf(ticket, 'America/New_York').createdOn).toBe('2026-11-21')
  })

  it('come with how long an answer took, on the clock and on the wall', () => {
    expect(factsOf(ticket, 'UTC').responded).toEqual({ on: '2026-11-22', businessMs: 1000, calendarMs: 3_600_000 })
  })
})

describe('the figures of some days', () => {
  const total = totalOf([
    { created: 4, cancelled: 1, completed: 2, 'priority.high': 3, 'priority.low': 1 },
    {
      created: 1,
      closed: 2,
      resolved: 2,
      'resolved.businessMs': 7_200_000,
      'resolved.calendarMs': 9_000_000,
      'priority.low': 1,
    },
  ])

  it('are sums, shares and means', () => {
    expect(figuresOf(total)).toEqual({
      created: 5,
      resolved: 2,
      closed: 2,
      completionRate: 0.5,
      resolution: { tickets: 2, business: 'PT1H', calendar: 'PT1H15M' },
      byPriority: { high: 3, low: 2 },
      byCategory: {},
      byChannel: {},
      byType: {},
    })
  })

  it('of nothing have no rate and no means', () => {
    expect(figuresOf(totalOf([]))).toEqual({
      created: 0,
      resolved: 0,
      closed: 0,
      byPriority: {},
      byCategory: {},
      byChannel: {},
      byType: {},
    })
  })

  it('have trends against others, where those were something', () => {
    expect(
      trendsOf(
        { created: 4, resolved: 0, responded: 1, 'responded.businessMs': 100 },
        { ...total, responded: 2, 'responded.businessMs': 100 },
      ),
    ).toEqual({
      created: 0.25,
      response: -0.5,
    })
  })
})

it('days are counted with the first and the last, over the changes of clocks too', () => {
  expect(daysFrom('2026-10-24', '2026-10-26')).toBe(3)
  expect(daysFrom('2026-03-01', '2026-02-28')).toBe(0)
})
