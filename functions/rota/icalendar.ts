import ICAL from 'ical.js'
import type { KeptTechnician } from '../../schemas/technician.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Taken } from './taken.ts'

/** A property as jCal writes it (RFC 7265): name, parameters, type, value. */
type Property = [string, Record<string, string>, string, string]

// RFC 5545, 3.1: 75 octets a line, and the blank that a folded line begins with is one of them.
ICAL.foldLength = 74

interface Event {
  /** The same whenever it is read: by it a program knows the event again. */
  uid: string
  changedAt: Instant
  from: Instant
  until: Instant
  summary: string
  description?: string | undefined
  /** Whether it keeps other things out of this time. */
  busy: boolean
  confirmed?: boolean
}

/** Characters that are no TEXT (RFC 5545, 3.3.11), and line ends in the one form that is escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const plain = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')

const text = (name: string, value: string): Property => [name, {}, 'text', plain(value)]
/** To the second, as the format has it. */
const instant = (name: string, at: Instant): Property => [name, {}, 'date-time', `${at.slice(0, 19)}Z`]

const eventIn = ({ uid, changedAt, from, until, summary, description, busy, confirmed = true }: Event) => [
  'vevent',
  [
    text('uid', uid),
    instant('dtstamp', changedAt),
    instant('last-modified', changedAt),
    instant('dtstart', from),
    instant('dtend', until),
    text('summary', summary),
    ...(description === undefined ? [] : [text('description', description)]),
    text('status', confirmed ? 'CONFIRMED' : 'TENTATIVE'),
    text('transp', busy ? 'OPAQUE' : 'TRANSPARENT'),
  ],
  [],
]

/** A calendar has one component at least (RFC 5545, 3.6); this one says nothing. */
const nothing = [
  'vtimezone',
  [text('tzid', 'Etc/UTC')],
  [
    [
      'standard',
      [
        ['dtstart', {}, 'date-time', '1970-01-01T00:00:00'],
        ['tzoffsetfrom', {}, 'utc-offset', '+00:00'],
        ['tzoffsetto', {}, 'utc-offset', '+00:00'],
      ],
      [],
    ],
  ],
]

function eventsOf(technician: KeptTechnician, { visits, absences, shifts, onCall }: Taken): Event[] {
  return [
    ...visits.map(({ id, ticket, from, until, work, updatedAt, confirmedAt }) => ({
      ...{ uid: id, changedAt: updatedAt, from, until, busy: true },
      summary: `Visit ${ticket}`,
      description: work,
      confirmed: confirmedAt !== undefined,
    })),
    ...absences.map(({ id, from, until }) => ({
      ...{ uid: id, changedAt: technician.updatedAt, from, until, busy: true },
      summary: 'Absent',
    })),
    ...shifts.map(({ id, from, until, name, updatedAt }) => ({
      ...{ uid: id, changedAt: updatedAt, from, until, busy: false },
      summary: name ?? 'Shift',
    })),
    ...onCall.map(({ by, from, until }) => ({
      ...{ uid: `${by.id}-${from}`, changedAt: by.updatedAt, from, until, busy: false },
      summary: `On call: ${by.name}`,
    })),
  ]
}

/** Somebody's time as iCalendar (RFC 5545): the same, byte for byte, as long as nothing of it changes. */
export function icalendarOf(technician: KeptTechnician, taken: Taken): string {
  const events = eventsOf(technician, taken).map(eventIn)
  const calendar = [
    'vcalendar',
    [
      text('version', '2.0'),
      text('prodid', '-//Service desk//Calendar feed//EN'),
      text('calscale', 'GREGORIAN'),
      ['x-wr-calname', {}, 'text', plain(technician.name)],
      ['refresh-interval', {}, 'duration', 'PT15M'],
    ],
    events.length > 0 ? events : [nothing],
  ]
  return `${ICAL.stringify(calendar).trimEnd()}\r\n`
}
