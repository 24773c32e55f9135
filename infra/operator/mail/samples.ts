import type { EventData } from '../../../events/catalogue.ts'
import { eventExamples } from '../../../events/examples.ts'
import type { NoticeKind, Tellings } from '../../../functions/notifications/tellings.ts'
import type { Quote } from '../../../functions/platform/mail/letter.ts'
import type { Visit } from '../../../schemas/visit.ts'

const link = (name: string) => `https://desk.example/v1/track/c2FtcGxl${name}`
const at = '2026-11-24T08:00:00.000Z'

const quote: Quote = {
  is: 'quote',
  of: 'com_01JD0000000000000000C0MME1',
  text: 'Which oven is it?\n\n- The left one has a red light.\n- The right one has none.\n\nPlease write down what its label says: <https://help.example/labels>',
  html: '<p>Which <strong>oven</strong> is it?</p>\n<ul>\n<li>The left one has a red light.</li>\n<li>The right one has none.</li>\n</ul>\n<p>Please write down <a href="https://help.example/labels" rel="noopener noreferrer nofollow">what its label says</a>.</p>',
}
const how: Quote = {
  is: 'quote',
  of: 'resolution',
  text: 'A new fuse, and the display is on again.\nWe have tried all programs.',
}

const visit: Visit = {
  id: 'vis_01JD0000000000000000V1S1T1',
  ticket: 'TKT000123',
  technician: 'per_01JD0000000000000000TECHN1',
  status: 'planned',
  from: at,
  until: '2026-11-24T09:00:00.000Z',
  durationMinutes: 60,
  travelMinutes: 20,
  version: 1,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
}
const technician = 'Our technician'
const window = { from: at, until: '2026-11-24T11:00:00.000Z' }

const reached = (type: 'sla.warned' | 'sla.breached', now: string): Tellings['milestone'] => ({
  type,
  data: eventExamples[type].data as EventData<'sla.warned'>,
  policyName: 'Plant floor',
  now: Date.parse(now),
})

const undelivered = {
  address: 'reception@bakery.example',
  name: 'Our reception',
  subject: 'Re: [TKT000123] The oven display is dark',
  sentAt: '2026-11-21T10:30:00.000Z',
}

/** Each letter with a matter of its own, and its other forms: to look at, and for the tests. */
export const samples: { readonly [Kind in NoticeKind]: readonly Tellings[Kind][] } = {
  opened: [
    { expected: { response: '2026-11-21T11:00:00.000Z', resolution: '2026-11-23T16:00:00.000Z' } },
    { follows: 'TKT000100' },
  ],
  reminder: [
    { again: false, settles: 'P3D' },
    { again: true, settles: 'after-a-while' },
  ],
  answered: [{ quote, files: ['label printer.jpg', 'Handbuch für Öfen.pdf'] }, {}],
  resolved: [{ how, closesAfter: 'PT72H', approve: link('A'), reject: link('R') }, { closesAfter: 'P3D' }],
  resolvedElsewhere: [{}],
  milestoneForCustomer: [{ isLate: true }, { isLate: false }],
  survey: [{ scores: [1, 2, 3, 4, 5].map((score) => `${link('S')}/survey?score=${score}`) }],
  visitBooked: [
    { visit: { ...visit, window }, technician },
    { visit: { ...visit, confirmedAt: '2026-11-21T12:00:00.000Z' } },
  ],
  visitMoved: [
    { visit, technician, before: { from: '2026-11-23T08:00:00.000Z', wasConfirmed: true } },
    { visit, before: { from: '2026-11-23T08:00:00.000Z', wasConfirmed: false } },
  ],
  visitCancelled: [{ visit }],
  visitReminded: [{ visit: { ...visit, window }, technician }],
  moved: [{ to: 'in_progress' }, { to: 'resolved' }],
  movedForCustomer: [{ to: 'in_progress' }],
  assignedForCustomer: [{ technician }, {}],
  answeredForWatchers: [{ quote }, { quote, isTheirs: true }],
  mentioned: [{}],
  followUpDue: [{ dueAt: '2026-11-21T14:00:00.000Z' }],
  escalated: [
    { level: 1, team: false },
    { level: 2, team: true },
  ],
  assigned: [
    { team: false, priority: 'urgent', dueAt: '2026-11-21T11:00:00.000Z' },
    { team: true, priority: 'low' },
  ],
  milestone: [reached('sla.warned', '2026-11-21T10:48:00.000Z'), reached('sla.breached', '2026-11-21T11:05:00.000Z')],
  bounced: [
    { ...undelivered, permanent: true, diagnostic: 'smtp; 550 5.1.1 user unknown' },
    { ...undelivered, permanent: false, diagnostic: 'smtp; 452 4.2.2 mailbox full' },
  ],
  complained: [{ address: 'reception@bakery.example' }, undelivered],
  poorScore: [{ score: 1, comment: { is: 'quote', of: 'survey', text: 'Nobody ever called back.' } }],
  gathered: [
    {
      parts: [
        { kind: 'movedForCustomer', said: { to: 'in_progress' } },
        { kind: 'answered', said: { quote } },
      ],
    },
    {
      parts: [
        { kind: 'moved', said: { to: 'in_progress' } },
        { kind: 'moved', said: { to: 'pending_parts' } },
      ],
    },
    {
      parts: [
        { kind: 'mentioned', said: {} },
        { kind: 'followUpDue', said: { dueAt: '2026-11-21T14:00:00.000Z' } },
      ],
    },
  ],
  subscriptionStopped: [
    { name: 'Tickets into our ERP', isGone: false },
    { name: 'Tickets into our ERP', isGone: true },
  ],
  digest: [
    {
      since: '2026-11-20T07:00:00.000Z',
      entries: [
        { number: 'TKT000123', title: 'The oven display is dark', kind: 'moved', at: '2026-11-20T16:12:00.000Z' },
        { number: 'TKT000120', kind: 'mentioned', at: '2026-11-21T06:40:00.000Z' },
      ],
      atRisk: [
        { number: 'TKT000123', title: 'The oven display is dark', dueAt: '2026-11-21T11:00:00.000Z', light: 'yellow' },
        { number: 'TKT000119', light: 'red' },
      ],
    },
  ],
}

/** What every one of them is about. */
export const about = {
  number: 'TKT000123',
  title: 'The oven display is dark',
  track: link('T'),
  timeZone: 'Europe/Berlin',
} as const

const toStaff = { ...about, track: undefined, answersGoOut: { command: '#internal' } }
const ofStaff: readonly NoticeKind[] = [
  'assigned',
  'escalated',
  'mentioned',
  'followUpDue',
  'bounced',
  'complained',
  'poorScore',
  'milestone',
]
/** People of the desk have no page, and their answers go out. */
export const aboutOf = (kind: NoticeKind, said: object) =>
  ofStaff.includes(kind) || 'isTheirs' in said ? toStaff : about

export const unsubscribe = link('U')
