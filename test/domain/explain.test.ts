import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { businessTime } from '../../domain/business-time.ts'
import { clockOf, clocksOf } from '../../domain/clock.ts'
import { mostStretches } from '../../domain/course.ts'
import { explain } from '../../domain/explain.ts'
import { tell } from '../../domain/explain-text.ts'
import { holdUntil } from '../../domain/hold.ts'
import { mergeInto, undoMerge } from '../../domain/merging.ts'
import { pausesOf } from '../../domain/pauses.ts'
import type { Desk } from '../../domain/ticket.ts'
import type { Calendar } from '../../schemas/calendar.ts'
import { ClockReport, mostSpans, type SlaTracking } from '../../schemas/clock.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, aPolicy } from './support/desk.ts'
import { aLife, live } from './support/lives.ts'
import { aTicket, aTicketThatIs, type Story } from './support/story.ts'

// Many lives, perhaps on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 })

const ms = (instant: string) => Date.parse(instant)

/** Mondays to Fridays, nine to six, with a holiday of a name and a short one. Every test begins on a Saturday. */
const office: Calendar = {
  timeZone: 'Europe/London',
  weekly: Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri'].map((name) => [name, [{ from: '09:00', to: '18:00' }]]),
  ),
  holidays: [
    { date: '2026-11-24', name: 'Founders’ Day' },
    { date: '2026-11-25', hours: [{ from: '09:00', to: '12:00' }] },
  ],
}
const calendarId = `cal_${'1'.padStart(26, '0')}`

/** A desk that promises this, in the hours of the office or another calendar. */
function inOffice(targets: object, calendar = office): Desk {
  const all = { urgent: targets, high: targets, medium: targets, low: targets }
  return {
    ...aDesk({ policies: [aPolicy({ targets: all, calendar: calendarId })] }),
    calendars: { [calendarId]: 1 },
    versions: { policies: {}, hours: { [`${calendarId}#1`]: businessTime(calendar) } },
  }
}

/** The spans as a table: from, to, what, and the running sum. */
const told = (story: Story, kind: 'response' | 'resolution', when: number) =>
  story.explained(kind, when).spans.map(({ from, to, counts, reason, elapsed }) => {
    const { code, ...parameters } = reason
    const said = [code, ...Object.values(parameters)].join(' ')
    return `${from.slice(5, 16)} – ${to.slice(5, 16)} ${counts ? '+' : '-'} ${said} = ${elapsed}`
  })

const waits = { do: 'pause', status: 'pending_customer', reason: 'Which oven?' } as const

describe('the spans of a clock', () => {
  it('say of every stretch whether it counted, and why', () => {
    const story = aTicketThatIs('in_progress', { desk: inOffice({ resolution: 'PT20H' }) })
    story.does(2 * day + 2 * hour, 'technician', waits)
    story.does(2 * day + 4 * hour, 'technician', { do: 'resume' })
    expect(told(story, 'resolution', 4 * day + 4 * hour)).toEqual([
      '11-21T10:00 – 11-23T09:00 - closed = PT0S',
      '11-23T09:00 – 11-23T12:00 + open = PT3H',
      '11-23T12:00 – 11-23T14:00 - waiting-for-customer = PT3H',
      '11-23T14:00 – 11-23T18:00 + open = PT7H',
      '11-23T18:00 – 11-24T00:00 - closed = PT7H',
      '11-24T00:00 – 11-25T00:00 - holiday 2026-11-24 Founders’ Day = PT7H',
      '11-25T00:00 – 11-25T09:00 - holiday 2026-11-25 = PT7H',
      '11-25T09:00 – 11-25T12:00 + open = PT10H',
      '11-25T12:00 – 11-25T14:00 - holiday 2026-11-25 = PT10H',
    ])
  })

  it('tell a hold from its first instant to its last, however late its end is noticed', () => {
    const story = aTicketThatIs('in_progress', { desk: inOffice({ resolution: 'PT20H' }) })
    const until = at(2 * day + 3 * hour)
    story.does(2 * day + hour, 'agent', holdUntil(until, 'They are away'))
    story.wakes(2 * day + 6 * hour)
    const [, , held, after] = told(story, 'resolution', 2 * day + 6 * hour)
    expect(held).toBe(`11-23T11:00 – 11-23T13:00 - on-hold ${until} = PT2H`)
    expect(after).toBe('11-23T13:00 – 11-23T16:00 + open = PT5H')
    expect(story.explained('resolution', 2 * day + 6 * hour).pauses).toEqual([
      { from: at(2 * day + hour), to: until, reason: { code: 'on-hold', until } },
    ])
  })

  it('do not count the time in which a ticket was resolved, or merged away', () => {
    const story = aTicketThatIs('in_progress', { desk: inOffice({ resolution: 'PT20H' }) })
    story.does(2 * day, 'manager', { do: 'resolve', resolution: 'Switched on' })
    story.does(2 * day + hour, 'manager', { do: 'reopen', reason: 'Cold again' })
    story.does(2 * day + 2 * hour, 'manager', mergeInto({ ...aTicket().ticket, number: 'TKT000002' }, 'The same'))
    story.does(2 * day + 3 * hour, 'manager', undoMerge('Not the same'))
    expect(told(story, 'resolution', 2 * day + 4 * hour).slice(1)).toEqual([
      '11-23T09:00 – 11-23T10:00 + open = PT1H',
      '11-23T10:00 – 11-23T11:00 - resolved = PT1H',
      '11-23T11:00 – 11-23T12:00 + open = PT2H',
      '11-23T12:00 – 11-23T13:00 - cancelled = PT2H',
      '11-23T13:00 – 11-23T14:00 + open = PT3H',
    ])
  })

  it('keep the calendar that each was judged by', () => {
    const desk = inOffice({ resolution: 'PT20H' })
    const [policy] = desk.policies
    const story = aTicketThatIs('in_progress', { desk })
    const before = { [`${policy?.id}#1`]: aPolicy(policy) }
    story.desk = {
      ...desk,
      policies: [{ ...aPolicy(policy), version: 2, calendar: 'always' }],
      versions: { hours: desk.versions?.hours ?? {}, policies: before },
    }
    story.changes(2 * day + 2 * hour, 'agent', { priority: 'low' })
    const { spans } = story.explained('resolution', 3 * day)
    expect(spans.map(({ from, reason, calendar }) => [from, reason.code, calendar?.version])).toEqual([
      [at(0), 'closed', 1],
      [at(2 * day - hour), 'open', 1],
      [at(2 * day + 2 * hour), 'open', undefined],
    ])
  })

  it('of a life that is long are the newest thousand, after one that stands for the others', () => {
    const story = aTicketThatIs('in_progress', { desk: inOffice({ resolution: 'PT20H' }) })
    const began = process.cpuUsage()
    const { spans, elapsed } = story.explained('resolution', 150 * 365 * day)
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(5)
    expect(spans).toHaveLength(mostSpans + 1)
    expect(spans[0]).toMatchObject({ from: at(0), to: spans[1]?.from, reason: { code: 'folded' }, counts: true })
    expect(spans[0]).not.toHaveProperty('status')
    expect(spans.at(-1)).toMatchObject({ to: at(150 * 365 * day), elapsed })
    expect(spans[0]?.elapsed).toBe(story.explained('resolution', ms(spans[1]?.from ?? '') - ms(at(0))).elapsed)
  })

  it('of a life that has changed oftener than is kept begin with the sum of what is not', () => {
    const story = aTicketThatIs('in_progress')
    for (let turn = 0; turn < mostStretches; turn += 1) {
      story.does((2 * turn + 1) * minute, 'technician', waits)
      story.does((2 * turn + 2) * minute, 'technician', { do: 'resume' })
    }
    const { spans, elapsed } = story.explained('resolution', 2000 * minute)
    expect(spans).toHaveLength(mostStretches + 1)
    expect(spans[0]).toMatchObject({ from: at(0), to: spans[1]?.from, counts: true, reason: { code: 'not-kept' } })
    expect(spans[1]?.from).toBe(at(401 * minute))
    expect([spans[0]?.elapsed, spans.at(-1)?.elapsed, elapsed]).toEqual(['PT3H21M', 'PT26H40M', 'PT26H40M'])
  })
})

describe('where a target comes from', () => {
  const desk = aDesk({
    policies: [aPolicy({ name: 'Plant floor', targets: { high: { response: 'P1D', resolution: 'PT4H' } } })],
  })

  it('is a version of a policy, and a priority', () => {
    const { from, target, promised } = aTicket({ desk, priority: 'high' }).explained('response', 0)
    expect(from).toEqual({ policy: desk.policies[0]?.id, version: 1, name: 'Plant floor', priority: 'high' })
    expect([target, promised]).toEqual(['P1D', 'PT24H'])
  })

  it('stays what it was for a clock that has ended, as far as its record says it', () => {
    const story = aTicket({ desk, priority: 'high' })
    const held = { policy: story.ticket.policy, priority: story.ticket.priority, name: 'Plant floor' }
    story
      .does(hour, 'manager', { do: 'resolve', resolution: 'Switched on' })
      .changes(hour, 'agent', { priority: 'low' })
    expect(explain(story.ticket, 'response', desk, at(hour)).from).toBeUndefined()
    expect(explain(story.ticket, 'response', desk, at(hour), held)).toMatchObject({
      target: 'P1D',
      from: { name: 'Plant floor', priority: 'high' },
    })
  })

  it('is another than what was missed, where it has changed since', () => {
    const targets = { urgent: { resolution: 'PT1H' }, low: { resolution: 'P1D' } }
    const story = aTicket({ desk: aDesk({ policies: [aPolicy({ targets })] }), priority: 'urgent' })
    story.wakes(2 * hour).changes(2 * hour, 'agent', { priority: 'low' })
    expect(story.explained('resolution', 2 * hour)).toMatchObject({
      state: 'breached',
      target: 'P1D',
      promised: 'PT24H',
      missedPromise: 'PT1H',
      remaining: '-PT1H',
      dueAt: at(hour),
    })
    expect(tell(tracking(story, 2 * hour))).toContain('When it was missed, the promise was 1 hour of business time.')
    story.changes(3 * hour, 'agent', { priority: 'high' })
    const { remaining, target, missedPromise } = story.explained('resolution', 3 * hour)
    expect([target, missedPromise, remaining]).toEqual([undefined, 'PT1H', '-PT2H'])
  })

  it('converts whole days by the calendar', () => {
    expect(aTicket({ desk: inOffice({ response: 'P2D' }) }).explained('response', 0)).toMatchObject({
      target: 'P2D',
      promised: 'PT12H',
      dueAt: at(4 * day + 2 * hour),
      remaining: 'PT12H',
      calendarTime: { elapsed: 'PT0S', remaining: 'PT98H' },
    })
  })
})

const tracking = (story: Story, when: number): SlaTracking => ({
  ticket: story.ticket.number,
  at: at(when),
  policy: story.ticket.policy,
  ...(story.ticket.calendar && {
    calendar: { ...story.ticket.calendar, name: 'Office hours', timeZone: 'Europe/London' },
  }),
  clocks: clocksOf(story.ticket).map(([kind]) => story.explained(kind, when)),
})

describe('in sentences', () => {
  it('a clock says when it is due, why then, what counted, and what fired', () => {
    const story = aTicketThatIs('in_progress', { desk: inOffice({ response: 'PT1H', resolution: 'PT4H' }) })
    story.does(2 * day, 'technician', waits).does(2 * day + hour, 'technician', { do: 'resume' })
    story.wakes(2 * day + hour + 500)
    expect(
      tell(tracking(story, 2 * day + 2 * hour)),
    ).toBe(`TKT000001: its service levels on Mon 23 Nov 2026, 12:00 Europe/London (UTC).
Business time is that of the calendar "Office hours" (version 1,
Europe/London).

First response: late, and still owed; its light is red.
Promised: 1 hour of business time, by the policy "Policy"
(pol_00000000000000000000000001, version 1) for priority medium.
It started on Sat 21 Nov 2026, 10:00 Europe/London (UTC) and was due on Mon
23 Nov 2026, 10:00 Europe/London (UTC). It is late by 1 hour of business
time.
Of 50 hours on the wall 2 hours counted. What did not count: closed 47
hours, waiting for the customer 1 hour.
- 80 % was reached on Mon 23 Nov 2026, 09:48 Europe/London (UTC), and
  recorded 12 minutes later.
- 100 % was reached on Mon 23 Nov 2026, 10:00 Europe/London (UTC).
Its time, stretch by stretch:
- Sat 21 Nov 2026, 10:00 to Mon 23 Nov 2026, 09:00: in progress, closed; did
  not count.
- Mon 23 Nov 2026, 09:00 to 10:00: in progress, open; counted 1 hour, 1 hour
  in all.
- Mon 23 Nov 2026, 10:00 to 11:00: waiting for the customer; did not count.
- Mon 23 Nov 2026, 11:00 to 12:00: in progress, open; counted 1 hour, 2
  hours in all.

Resolution: running; its light is green.
Promised: 4 hours of business time, by the policy "Policy"
(pol_00000000000000000000000001, version 1) for priority medium.
It started on Sat 21 Nov 2026, 10:00 Europe/London (UTC) and is due on Mon
23 Nov 2026, 14:00 Europe/London (UTC): 2 hours are spent, and the other 2
hours will be then.
Of 50 hours on the wall 2 hours counted. What did not count: closed 47
hours, waiting for the customer 1 hour.
- 80 % will be reached on Mon 23 Nov 2026, 13:12 Europe/London (UTC).
- 100 % will be reached on Mon 23 Nov 2026, 14:00 Europe/London (UTC).
Its time, stretch by stretch:
- Sat 21 Nov 2026, 10:00 to Mon 23 Nov 2026, 09:00: in progress, closed; did
  not count.
- Mon 23 Nov 2026, 09:00 to 10:00: in progress, open; counted 1 hour, 1 hour
  in all.
- Mon 23 Nov 2026, 10:00 to 11:00: waiting for the customer; did not count.
- Mon 23 Nov 2026, 11:00 to 12:00: in progress, open; counted 1 hour, 2
  hours in all.
`)
  })

  const sentences = (story: Story, when: number) =>
    tell(tracking(story, when)).replace(/\n/g, ' ').replace(/ {2,}/g, ' ')

  it.each<[string, (story: Story) => void, number, string]>([
    ['just begun', () => {}, 0, 'is due on Sat 21 Nov 2026, 11:00 UTC: nothing of it is spent yet.'],
    ['running', () => {}, minute, '11:00 UTC: 1 minute is spent, and the other 59 minutes will be then.'],
    [
      'in time',
      (story) => story.does(30 * minute, 'agent', { do: 'resolve', resolution: 'On' }),
      hour,
      'ended on Sat 21 Nov 2026, 10:30 UTC, 30 minutes of business time before it was due.',
    ],
    [
      'too late',
      (story) => story.does(90 * minute, 'agent', { do: 'resolve', resolution: 'On' }),
      2 * hour,
      'ended on Sat 21 Nov 2026, 11:30 UTC: 30 minutes of business time too late.',
    ],
    [
      'just too late',
      (story) => story.does(hour, 'agent', { do: 'resolve', resolution: 'On' }),
      2 * hour,
      'in the very instant it was due, which is too late.',
    ],
    [
      'stopped',
      (story) => story.does(minute, 'manager', { do: 'cancel', reason: 'Twice' }),
      hour,
      'was stopped on Sat 21 Nov 2026, 10:01 UTC. It is neither met nor missed.',
    ],
    [
      'standing',
      (story) => story.does(45 * minute, 'manager', { do: 'start' }).does(45 * minute, 'manager', waits),
      2 * hour,
      'If it went on now, it would be due on Sat 21 Nov 2026, 12:15 UTC, when the other 15 minutes are spent.',
    ],
    [
      'waiting',
      (story) => story.does(45 * minute, 'manager', { do: 'start' }).does(45 * minute, 'manager', waits),
      2 * hour,
      'and stands with 45 minutes spent: waiting for the customer.',
    ],
    [
      'at rest',
      (story) => story.does(45 * minute, 'agent', holdUntil(at(26 * hour), 'Closed')),
      2 * hour,
      'and stands with 45 minutes spent: on hold until Sun 22 Nov 2026, 12:00.',
    ],
  ])('a clock that is %s says so', (_, lives, when, said) => {
    const targets = { response: 'PT1H' }
    const desk = aDesk({ policies: [aPolicy({ targets: { medium: targets } })] })
    const story = aTicket({ desk, priority: 'medium' })
    lives(story)
    expect(sentences(story, when)).toContain(said)
    expect(sentences(story, when)).toMatch(/Resolution: .* Nothing is promised by the policy "Policy"/)
  })

  it('keep a name on its line, and its letters in their order', () => {
    const policy = aPolicy({ name: 'Gold\n\nResolution: in time \u202eeht', targets: { medium: { response: 'PT1H' } } })
    const story = aTicket({ desk: aDesk({ policies: [policy] }), priority: 'medium' })
    expect(sentences(story, hour)).toContain('by the policy "Gold Resolution: in time eht"')
  })

  it('are no wider than a mail, and have no room for what has no value', () =>
    fc.assert(
      fc.property(aLife, fc.integer({ min: 0, max: 2 * day }), (life, later) => {
        const { story, last } = live(life)
        const text = tell(tracking(story, last + later - ms(at(0))))
        expect(text).not.toMatch(/undefined|NaN|null|\[object/)
        for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(76)
      }),
      { numRuns: 60 },
    ))
})

/** What is explained of a ticket at the end of any life; that its spans have no gaps, and what they sum up to, has the model. */
const always = (name: string, law: (report: ClockReport, story: Story, now: string) => void) =>
  it(name, () =>
    fc.assert(
      fc.property(aLife, (life) => {
        const { story, last } = live(life)
        const now = new Date(last).toISOString()
        for (const [kind] of clocksOf(story.ticket)) law(explain(story.ticket, kind, story.desk, now), story, now)
      }),
      { numRuns: 150 },
    ),
  )

describe('whatever happens to a ticket', () => {
  always('what is explained has the shape that was promised', (report) => {
    expect(ClockReport.parse(report)).toEqual(report)
  })

  always('two spans that follow each other differ', ({ spans }) => {
    for (const [place, span] of spans.entries()) {
      expect(span.to > span.from).toBe(true)
      const { from: _, to: __, elapsed: ___, ...said } = span
      const { from: ____, to: _____, elapsed: ______, ...before } = spans[place - 1] ?? span
      if (place > 0) expect(said).not.toEqual(before)
    }
  })

  always(
    'its pauses are the spans that did not count by its status or a hold',
    ({ clock, spans, pauses, startedAt, endedAt }, story, now) => {
      const end = endedAt ?? now
      const stood = spans.filter(({ reason }) => /^(waiting|on-hold)/.test(reason.code))
      const sum = (all: { from: string; to?: string | undefined }[]) =>
        all.reduce((all, { from, to = end }) => all + ms(to) - ms(from), 0)
      expect(sum(pauses)).toBe(sum(stood))
      expect(sum(pauses)).toBe(pausesOf(story.ticket.course, startedAt, end).ms)
      const open = pauses.filter(({ to }) => to === undefined)
      const { countsFrom } = clockOf(story.ticket, clock)
      expect(open).toHaveLength(!endedAt && !countsFrom && now > startedAt && stood.at(-1)?.to === now ? 1 : 0)
    },
  )

  always(
    'its milestones are each said once, in order, and agree with when it is due',
    ({ milestones, dueAt, firedPercent }) => {
      const percents = milestones.map(({ percent }) => percent)
      expect(percents).toEqual([...new Set(percents)].sort((a, b) => a - b))
      for (const { percent, at: planned, firedAt, skipped } of milestones) {
        expect(firedAt !== undefined || skipped !== undefined).toBe(percent <= firedPercent)
        if (percent === 100 && !firedAt && !skipped) expect(planned).toBe(dueAt)
        if (firedAt) expect(firedAt >= planned).toBe(true)
      }
    },
  )
})
