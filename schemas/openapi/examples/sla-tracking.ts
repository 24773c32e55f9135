import type * as z from 'zod'
import type { ClockReport, SlaTracking, Span } from '../../clock.ts'
import type { SlaPreview, SlaPreviewRequest } from '../../preview.ts'
import { opened, rest } from './story.ts'

const policy = 'pol_01JD0000000000000000PCY001'
const time = (at: string) => `2026-11-21T${at}:00.000Z`
const counted = (from: string, to: string, status: Span['status'], elapsed: string): Span => ({
  from: time(from),
  to: time(to),
  status,
  counts: true,
  reason: { code: 'open' },
  elapsed,
})
const life = [
  counted('10:00', '10:12', 'created', 'PT12M'),
  counted('10:12', '10:20', 'assigned', 'PT20M'),
  counted('10:20', '10:50', 'in_progress', 'PT50M'),
]

const response: ClockReport = {
  clock: 'response',
  cycle: 1,
  state: 'running',
  paused: false,
  light: 'yellow',
  target: 'PT1H',
  promised: 'PT1H',
  from: { policy, version: 1, name: 'Plant floor', priority: 'high' },
  startedAt: opened.createdAt,
  dueAt: time('11:00'),
  warnsAt: time('10:48'),
  elapsed: 'PT50M',
  remaining: 'PT10M',
  calendarTime: { elapsed: 'PT50M', remaining: 'PT10M' },
  firedPercent: 80,
  pauses: [],
  milestones: [
    { percent: 80, at: time('10:48'), firedAt: '2026-11-21T10:48:00.412Z', lateness: 'PT0.412S' },
    { percent: 100, at: time('11:00') },
  ],
  spans: life,
}

export const tracking: SlaTracking = {
  ticket: opened.number,
  at: time('10:50'),
  policy: rest.policy,
  clocks: [
    response,
    {
      ...response,
      clock: 'resolution',
      light: 'green',
      target: 'PT8H',
      promised: 'PT8H',
      dueAt: time('18:00'),
      warnsAt: time('16:24'),
      remaining: 'PT7H10M',
      calendarTime: { elapsed: 'PT50M', remaining: 'PT7H10M' },
      firedPercent: 0,
      milestones: [
        { percent: 80, at: time('16:24') },
        { percent: 100, at: time('18:00') },
      ],
    },
  ],
}

export const inSentences = `TKT000123: its service levels on Sat 21 Nov 2026, 10:50 UTC.
Every hour counts: the calendar is always open.

First response: running; its light is yellow.
Promised: 1 hour of business time, by the policy "Plant floor" (pol_01JD0000000000000000PCY001,
version 1) for priority high.
It started on Sat 21 Nov 2026, 10:00 UTC and is due on Sat 21 Nov 2026, 11:00 UTC: 50 minutes are
spent, and the other 10 minutes will be then.
Of 50 minutes on the wall 50 minutes counted.
- 80 % was reached on Sat 21 Nov 2026, 10:48 UTC, and recorded 0.412 seconds later.
- 100 % will be reached on Sat 21 Nov 2026, 11:00 UTC.
Its time, stretch by stretch:
- Sat 21 Nov 2026, 10:00 to 10:12: created, open; counted 12 minutes.
- Sat 21 Nov 2026, 10:12 to 10:20: assigned, open; counted 8 minutes, 20 minutes in all.
- Sat 21 Nov 2026, 10:20 to 10:50: in progress, open; counted 30 minutes, 50 minutes in all.
`

export const previewed = {
  calendar: { timeZone: 'Europe/London', weekly: { mon: [{ from: '09:00', to: '18:00' }] } },
  policy: { targets: { urgent: { response: 'PT30M' } }, pauseOn: ['pending_customer'] },
  priority: 'urgent',
  start: '2026-11-21T10:00:00Z',
  changes: [{ at: '2026-11-23T09:10:00Z', status: 'pending_customer' }],
  at: '2026-11-23T12:00:00Z',
} satisfies z.input<typeof SlaPreviewRequest>

const noon = '2026-11-23T12:00:00.000Z'
const opening = '2026-11-23T09:00:00.000Z'
const asked = '2026-11-23T09:10:00.000Z'

export const preview: SlaPreview = {
  at: noon,
  status: 'pending_customer',
  priority: 'urgent',
  clocks: [
    {
      clock: 'response',
      cycle: 1,
      state: 'paused',
      paused: true,
      light: 'green',
      target: 'PT30M',
      promised: 'PT30M',
      startedAt: time('10:00'),
      dueAt: '2026-11-23T12:20:00.000Z',
      warnsAt: '2026-11-23T12:14:00.000Z',
      elapsed: 'PT10M',
      remaining: 'PT20M',
      calendarTime: { elapsed: 'PT50H', remaining: 'PT20M' },
      firedPercent: 0,
      pauses: [{ from: asked, reason: { code: 'waiting-for-customer' } }],
      milestones: [
        { percent: 80, at: '2026-11-23T12:14:00.000Z' },
        { percent: 100, at: '2026-11-23T12:20:00.000Z' },
      ],
      spans: [
        {
          from: time('10:00'),
          to: opening,
          status: 'created',
          counts: false,
          reason: { code: 'closed' },
          elapsed: 'PT0S',
        },
        { from: opening, to: asked, status: 'created', counts: true, reason: { code: 'open' }, elapsed: 'PT10M' },
        {
          from: asked,
          to: noon,
          status: 'pending_customer',
          counts: false,
          reason: { code: 'waiting-for-customer' },
          elapsed: 'PT10M',
        },
      ],
    },
  ],
  nextOpening: opening,
}
