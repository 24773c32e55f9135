import * as fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type * as z from 'zod'
import { preview } from '../../domain/preview.ts'
import { validate } from '../../functions/platform/http/input.ts'
import type { Calendar } from '../../schemas/calendar.ts'
import type { ClockKind } from '../../schemas/clock.ts'
import { mostChanges, SlaPreview, SlaPreviewRequest } from '../../schemas/preview.ts'
import { type Priority, priorities, type Status } from '../../schemas/ticket.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { calendars } from './support/lives.ts'
import { choosing, toAll } from './support/plain-desk.ts'
import { PlainTicket } from './support/plain-ticket.ts'
import { shownIn } from './support/retold.ts'
import type { Happening } from './support/telling.ts'

// Many lives, perhaps on a machine that has other work.
vi.setConfig({ testTimeout: 120_000 })

type Asked = z.input<typeof SlaPreviewRequest>

/** Asks as a caller does, and checks the answer by its own schema. */
const ask = (asked: Asked) => SlaPreview.parse(preview(validate(SlaPreviewRequest, asked)))

function errorsOf(asked: unknown): { path: string; message: string }[] {
  try {
    preview(validate(SlaPreviewRequest, asked))
  } catch (refusal) {
    return (refusal as { details: { errors: { path: string; message: string }[] } }).details.errors
  }
  return []
}

// As the requirement has it.
const mondays: Asked['calendar'] = {
  timeZone: 'Europe/London',
  weekly: { mon: [{ from: '09:00', to: '18:00' }] },
  holidays: [
    { date: '2026-12-25', name: 'Christmas Day' },
    { date: '2026-12-24', hours: [{ from: '09:00', to: '12:00' }] },
  ],
}
const policy: Asked['policy'] = {
  targets: {
    urgent: { response: 'PT30M', nextResponse: 'PT1H', resolution: 'PT4H' },
    high: { response: 'PT2H', resolution: 'PT8H' },
  },
  pauseOn: ['pending_customer'],
}
const urgent = { policy, priority: 'urgent', start: at(0) } as const

/** The figures of each clock that a test looks at. */
const figures = (asked: Asked) =>
  Object.fromEntries(
    ask(asked).clocks.map(({ clock, state, paused, light, dueAt, elapsed }) => [
      clock,
      [state, ...(paused ? ['paused'] : []), light, dueAt, elapsed].join(' '),
    ]),
  )

describe('a preview', () => {
  it('says what becomes of every clock, by a calendar and changes', () => {
    const asked: Asked = {
      ...urgent,
      calendar: mondays,
      changes: [
        { at: '2026-11-21T10:10:00Z', status: 'pending_customer' },
        { at: '2026-11-23T09:30:00Z', status: 'in_progress' },
        { at: '2026-11-23T09:40:00Z', reply: 'staff' },
        { at: '2026-11-23T10:00:00Z', reply: 'customer' },
        { at: '2026-11-23T10:30:00Z', priority: 'high' },
        { at: '2026-11-23T11:00:00Z', holdUntil: '2026-11-23T11:30:00Z' },
      ],
      at: '2026-11-23T12:00:00Z',
    }
    expect(ask(asked)).toMatchObject({
      nextOpening: '2026-11-23T09:00:00.000Z',
      status: 'in_progress',
      priority: 'high',
    })
    expect(figures(asked)).toEqual({
      response: 'met green 2026-11-23T10:00:00.000Z PT10M',
      nextResponse: 'untargeted green  PT1H30M',
      resolution: 'running green 2026-11-23T18:00:00.000Z PT2H',
    })
    const [response] = ask(asked).clocks
    expect(response).toMatchObject({ target: 'PT30M', startedAt: '2026-11-21T10:00:00.000Z', remaining: 'PT20M' })
    expect(response?.milestones).toEqual([
      { percent: 80, at: '2026-11-23T09:54:00.000Z' },
      { percent: 100, at: '2026-11-23T10:00:00.000Z' },
    ])
    expect(response?.spans.map(({ reason, counts }) => [reason.code, counts])).toEqual([
      ['closed', false],
      ['waiting-for-customer', false],
      ['open', true],
    ])
  })

  it('is always open where nothing else is said, and looks at the last change', () => {
    expect(ask({ policy, start: '2026-11-21T11:00:00+01:00', priority: 'urgent' })).toMatchObject({
      at: at(0),
      nextOpening: at(0),
      clocks: [
        { clock: 'response', state: 'running', dueAt: at(30 * minute), remaining: 'PT30M' },
        { clock: 'resolution', state: 'running', dueAt: at(4 * hour) },
      ],
    })
    expect(ask({ ...urgent, calendar: 'always', changes: [{ at: at(hour), reply: 'staff' }] }).at).toBe(at(hour))
  })

  it('has a clock for each target that is given, and no other', () => {
    const given = { policy: { targets: { urgent: { resolution: 'PT54000S' } } }, start: at(0) } as const
    expect(figures({ ...given, priority: 'urgent' })).toEqual({ resolution: `running green ${at(15 * hour)} PT0S` })
    expect(figures({ ...given, priority: 'low' })).toEqual({ resolution: 'untargeted green  PT0S' })
  })

  it('takes changes in any order, and makes none that is later than it looks', () => {
    const changes = [
      { at: at(20 * minute), status: 'in_progress' },
      { at: at(10 * minute), status: 'pending_customer' },
      { at: at(2 * hour), reply: 'staff' },
    ] as const
    expect(figures({ ...urgent, changes: [...changes], at: at(hour) })).toEqual({
      response: `breached red ${at(40 * minute)} PT50M`,
      resolution: `running green ${at(4 * hour + 10 * minute)} PT50M`,
    })
  })

  it.each<[string, Asked['changes'], Record<string, string>]>([
    [
      'an answer in time',
      [{ at: at(20 * minute), reply: 'staff' }],
      { response: `met green ${at(30 * minute)} PT20M` },
    ],
    [
      'one in the instant of the breach',
      [{ at: at(30 * minute), reply: 'staff' }],
      { response: `missed red ${at(30 * minute)} PT30M` },
    ],
    [
      'the customer’s word before an answer',
      [{ at: at(minute), reply: 'customer' }],
      { response: `breached red ${at(30 * minute)} PT5H` },
    ],
    [
      'a second question',
      [
        { at: at(minute), reply: 'staff' },
        { at: at(hour), reply: 'customer' },
        { at: at(2 * hour), reply: 'staff' },
        { at: at(4 * hour + 30 * minute), reply: 'customer' },
      ],
      { nextResponse: `running green ${at(5 * hour + 30 * minute)} PT30M` },
    ],
    [
      'resolving',
      [{ at: at(hour), status: 'resolved' }],
      { response: `missed red ${at(30 * minute)} PT1H`, resolution: `met green ${at(4 * hour)} PT1H` },
    ],
    ['closing, which resolves', [{ at: at(hour), status: 'closed' }], { resolution: `met green ${at(4 * hour)} PT1H` }],
    [
      'reopening',
      [
        { at: at(hour), status: 'resolved' },
        { at: at(2 * hour), status: 'closed' },
        { at: at(3 * hour), status: 'reopened' },
      ],
      { response: `missed red ${at(30 * minute)} PT1H`, resolution: `running green ${at(6 * hour)} PT3H` },
    ],
    [
      'the customer’s word once it is closed, however late',
      [
        { at: at(hour), status: 'closed' },
        { at: at(4 * hour), reply: 'customer' },
      ],
      { nextResponse: `breached red ${at(5 * hour)} PT1H`, resolution: `running green ${at(7 * hour)} PT2H` },
    ],
    [
      'cancelling',
      [{ at: at(10 * minute), status: 'cancelled' }],
      { response: `stopped green ${at(30 * minute)} PT10M`, resolution: `stopped green ${at(4 * hour)} PT10M` },
    ],
    [
      'a word on what is cancelled, which changes nothing',
      [
        { at: at(10 * minute), status: 'cancelled' },
        { at: at(20 * minute), reply: 'customer' },
        { at: at(30 * minute), holdUntil: at(hour) },
      ],
      { response: `stopped green ${at(30 * minute)} PT10M` },
    ],
    [
      'taking a cancellation back',
      [
        { at: at(10 * minute), status: 'cancelled' },
        { at: at(4 * hour + 50 * minute), status: 'assigned' },
      ],
      {
        response: `running green ${at(5 * hour + 10 * minute)} PT20M`,
        resolution: `running green ${at(8 * hour + 40 * minute)} PT20M`,
      },
    ],
    [
      'standing',
      [{ at: at(10 * minute), status: 'pending_customer' }],
      { response: `paused paused green ${at(5 * hour + 20 * minute)} PT10M` },
    ],
    [
      'waiting for parts, which does not pause',
      [{ at: at(10 * minute), status: 'pending_parts' }],
      { resolution: `breached red ${at(4 * hour)} PT5H` },
    ],
    [
      'a hold, and its end',
      [{ at: at(10 * minute), holdUntil: at(4 * hour + 50 * minute) }],
      { response: `running green ${at(5 * hour + 10 * minute)} PT20M` },
    ],
    [
      'a breached clock that stands',
      [{ at: at(hour), status: 'pending_customer' }],
      { response: `breached paused red ${at(30 * minute)} PT1H` },
    ],
    [
      'a laxer target',
      [{ at: at(20 * minute), priority: 'high' }],
      { response: `breached red ${at(2 * hour)} PT5H`, resolution: `running green ${at(8 * hour)} PT5H` },
    ],
  ])('shows %s', (_, changes, expected) => {
    expect(figures({ ...urgent, changes, at: at(5 * hour) })).toMatchObject(expected)
  })

  it('does what the rules of the policy do with the ticket itself, at the very instant', () => {
    const escalation = [
      { clock: 'resolution' as const, atPercent: 50, actions: [{ action: 'raise-priority' as const }] },
    ]
    const asked: Asked = { ...urgent, priority: 'high', policy: { ...policy, escalation }, at: at(4 * hour) }
    expect(ask(asked)).toMatchObject({ priority: 'urgent' })
    expect(ask(asked).clocks.find(({ clock }) => clock === 'resolution')).toMatchObject({
      state: 'breached',
      dueAt: at(4 * hour),
      milestones: [
        { percent: 50, at: at(4 * hour), lateness: 'PT0S' },
        { percent: 80, skipped: true },
        { percent: 100, at: at(4 * hour) },
      ],
    })
  })

  it('tells what an ended clock ended under, whatever came after', () => {
    const saved = { policy: { ...policyOf('Plant floor'), targets: policy.targets as never } }
    const asked = validate(SlaPreviewRequest, {
      policyId: saved.policy.id,
      start: at(0),
      priority: 'urgent',
      changes: [
        { at: at(minute), reply: 'staff' },
        { at: at(2 * minute), priority: 'high' },
      ],
    })
    const { clocks } = preview(asked, saved)
    expect(clocks.map(({ clock, target, from }) => [clock, target, from])).toEqual([
      ['response', 'PT30M', { policy: saved.policy.id, version: 3, priority: 'urgent' }],
      ['resolution', 'PT8H', { policy: saved.policy.id, version: 3, name: 'Plant floor', priority: 'high' }],
    ])
  })
})

const policyOf = (name: string) => ({
  id: `pol_${'7'.padStart(26, '0')}`,
  version: 3,
  name,
  conditions: { tags: ['somebody-elses'] },
  pauseOn: ['pending_customer' as const],
  calendar: 'always' as const,
  createdAt: at(0),
  updatedAt: at(0),
})

describe('a preview refuses', () => {
  it.each<[string, object, string[]]>([
    ['no policy', { policy: undefined }, ['policy is required']],
    ['two policies', { policyId: 'pol_default' }, ['policyId is given beside another']],
    ['two calendars', { calendar: mondays, calendarId: 'always' }, ['calendarId is given beside another']],
    ['no calendar', { calendar: 'office' }, ['calendar is none of what it may be']],
    [
      'what is wrong in a calendar, by its name',
      { calendar: { timeZone: 'Europe/Londn', weekly: { mon: [{ from: '18:00', to: '09:00' }] } } },
      ['calendar.timeZone is not a time zone', 'calendar.weekly.mon.0 ends before it begins'],
    ],
    ['no start', { start: undefined }, ['start is required']],
    ['a start that is no instant', { start: 'tomorrow' }, ['start is not an instant']],
    ['a look before the start', { at: at(-1) }, ['at is before the start']],
    [
      'a change before the start',
      {
        changes: [
          { at: at(1), reply: 'staff' },
          { at: at(-1), reply: 'staff' },
        ],
      },
      ['changes.1.at is before the start'],
    ],
    ['a change of nothing', { changes: [{ at: at(1) }] }, ['changes.0 says nothing that happens, or several things']],
    [
      'a change of several things',
      { changes: [{ at: at(1), reply: 'staff', status: 'resolved' }] },
      ['changes.0 says nothing that happens, or several things'],
    ],
    [
      'a status that does not exist',
      { changes: [{ at: at(1), status: 'done' }] },
      ['changes.0.status is not one of the values that exist'],
    ],
    [
      'a hold that is over',
      { changes: [{ at: at(1), holdUntil: at(1) }] },
      ['changes.0.holdUntil is not in the future'],
    ],
    [
      'a hold of more than a year',
      { changes: [{ at: at(0), holdUntil: at(365 * day + 1) }] },
      ['changes.0.holdUntil is too far ahead'],
    ],
    [
      'more changes than anybody reads',
      { changes: Array.from({ length: mostChanges + 1 }, () => ({ at: at(1), reply: 'staff' })) },
      ['changes is too much'],
    ],
    [
      'a target of nothing',
      { policy: { targets: { urgent: { response: 'PT0S' } } } },
      ['policy.targets.urgent.response must be longer than nothing'],
    ],
    [
      'a target that the calendar never reaches',
      { calendar: mondays, policy: { targets: { low: { resolution: 'PT999999H' } } } },
      ['policy.targets.low.resolution is never due on this calendar'],
    ],
    ['a start beyond the year 2200', { start: '2201-01-01T00:00:00Z' }, ['start is too far away']],
    ['what it does not know', { colour: 'red' }, ['colour is not known here']],
  ])('%s', (_, given, expected) => {
    expect(errorsOf({ ...urgent, ...given }).map(({ path, message }) => `${path} ${message}`)).toEqual(expected)
  })
})

describe('a preview of two centuries', () => {
  const holidays = Array.from({ length: 1000 }, (_, place) => ({
    date: new Date(Date.UTC(2026, 0, 1) + place * day).toISOString().slice(0, 10),
    name: `Holiday ${place}`,
  }))
  const busy = [
    { from: '08:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ]
  const weekly: Calendar['weekly'] = { mon: busy, tue: busy, wed: busy, thu: busy, fri: busy, sat: busy, sun: busy }

  it('is answered at once, and is not long', () => {
    const began = process.cpuUsage()
    const changes = Array.from({ length: mostChanges }, (_, place) => ({
      at: new Date(Date.UTC(1970 + place, 5, 1)).toISOString(),
      ...(place % 3 === 0 ? { reply: 'customer' as const } : { priority: priorities[place % 4] as Priority }),
    }))
    const answer = ask({
      calendar: { timeZone: 'Europe/London', weekly, holidays },
      policy: { targets: toAll({ response: 'PT30M', nextResponse: 'PT1H', resolution: 'P2D' }) },
      start: '1970-01-01T00:00:00Z',
      changes,
      at: '2200-12-31T23:59:59Z',
    })
    // The processor's time: others may be at work, too.
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(6)
    expect(answer.clocks.map(({ state }) => state)).toEqual(['breached', 'breached'])
    expect(JSON.stringify(answer).length).toBeLessThan(1_000_000)
  })
})

/** What may be supposed to happen, and the same in the words of the plain model. */
interface Supposed {
  change: Omit<NonNullable<Asked['changes']>[number], 'at'> | { hold: number }
  means: (from: Status, now: number) => Happening[]
}

const statusIs = (to: Status): Supposed => ({
  change: { status: to },
  means: (from) => {
    if (to === from) return []
    if (to === 'resolved') return [{ is: 'resolve' }]
    if (from === 'resolved') return [{ is: 'reopen' }, ...(to === 'reopened' ? [] : [{ is: 'moved', to } as const])]
    return [{ is: 'moved', to }]
  },
})

const something: fc.Arbitrary<Supposed> = fc.oneof(
  fc
    .constantFrom<Status>(
      'created',
      'assigned',
      'in_progress',
      'pending_customer',
      'pending_parts',
      'resolved',
      'reopened',
    )
    .map(statusIs),
  fc.constantFrom<Supposed>(
    { change: { reply: 'staff' }, means: () => [{ is: 'answer' }] },
    { change: { reply: 'customer' }, means: () => [{ is: 'customer-writes' }] },
  ),
  fc
    .constantFrom<Priority>(...priorities)
    .map((priority): Supposed => ({ change: { priority }, means: () => [{ is: 'changed', to: { priority } }] })),
  fc.integer({ min: 1, max: 5 * hour }).map(
    (hold): Supposed => ({
      change: { hold },
      means: (from, now) => (from === 'resolved' ? [] : [{ is: 'hold', until: now + hold }]),
    }),
  ),
)

const aTarget = fc.oneof(
  fc.integer({ min: 1, max: 600 }).map((minutes) => `PT${minutes}M`),
  fc.constantFrom('P1D', 'P2D'),
)
const targets = fc.record({ response: aTarget, nextResponse: aTarget, resolution: aTarget })

it('whatever is supposed to happen, a preview says what the plain model of the rules says', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...calendars),
      fc.subarray<'pending_customer' | 'pending_parts'>(['pending_customer', 'pending_parts']),
      fc.array(targets, { minLength: 4, maxLength: 4 }),
      fc.constantFrom<Priority>(...priorities),
      fc.integer({ min: 0, max: 10 * day }),
      fc.array(fc.record({ after: fc.integer({ min: 0, max: 6 * hour }), what: something }), { maxLength: 15 }),
      fc.integer({ min: 0, max: 3 * day }),
      (calendar, pauseOn, all, priority, opens, supposed, lookAfter) => {
        const byPriority = Object.fromEntries(priorities.map((one, place) => [one, all[place] ?? {}]))
        const start = Date.parse(at(opens))
        const plain = new PlainTicket(
          start,
          { priority, tags: [] },
          choosing([{ calendar, pauseOn, targets: byPriority, rules: [] }]),
        )
        let now = start
        const changes: NonNullable<Asked['changes']> = []
        for (const { after, what } of supposed) {
          now += after
          const iso = new Date(now).toISOString()
          const { change } = what
          changes.push(
            'hold' in change
              ? { at: iso, holdUntil: new Date(now + change.hold).toISOString() }
              : { at: iso, ...change },
          )
          // One change is one command, whatever it goes through: what a clock passes that counts no more after it, it passes later.
          plain.happens(now, ...what.means(plain.now().status, now))
        }
        const looked = now + lookAfter
        const { clocks } = ask({
          calendar,
          policy: { targets: byPriority, pauseOn, escalation: [] },
          priority,
          start: new Date(start).toISOString(),
          changes,
          at: new Date(looked).toISOString(),
        } as Asked)
        const kinds: ClockKind[] = ['response', 'nextResponse', 'resolution']
        expect(clocks.map(shownIn)).toEqual(
          plain
            .at(looked)
            .reports()
            .filter(({ clock }) => kinds.includes(clock)),
        )
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 200) },
  ))
