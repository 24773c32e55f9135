import type * as operations from '../../operations/visits.ts'
import type { VisitRepresentation } from '../../visit.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { customer, opened, technician } from './story.ts'

const ticket = opened.number
const site = 'sit_01JD00000000000000000S1TE1'
const from = '2026-11-24T09:00:00.000Z'
const until = '2026-11-24T10:30:00.000Z'
const planned: VisitRepresentation = {
  id: 'vis_01JD0000000000000000V1S1T1',
  ticket,
  technician,
  technicianName: 'Technician',
  site,
  service: 'wifi-survey',
  status: 'planned',
  from,
  until,
  durationMinutes: 90,
  window: { from, until: '2026-11-24T10:00:00.000Z' },
  travelMinutes: 25,
  work: 'Measure all rooms on floor 2',
  version: 1,
  createdAt: '2026-11-21T10:30:00.000Z',
  updatedAt: '2026-11-21T10:30:00.000Z',
}
const { window: _, ...atOnce } = planned
const since = (updatedAt: string, version: number) => ({ updatedAt, version })
const setOut: VisitRepresentation = {
  ...planned,
  status: 'on_the_way',
  confirmedAt: '2026-11-21T11:00:00.000Z',
  onTheWayAt: '2026-11-24T08:30:00.000Z',
  ...since('2026-11-24T08:30:00.000Z', 3),
}
const arrived: VisitRepresentation = {
  ...setOut,
  status: 'arrived',
  arrivedAt: '2026-11-24T08:57:00.000Z',
  ...since('2026-11-24T08:57:00.000Z', 4),
}
const note = 'Access point replaced, all rooms measured'
const reason = 'Nobody opened'

const noFrom = { path: 'from', message: 'is required', expected: 'a string' }
const isOver = (status: string) => ({
  detail: `A technician may not go there: the visit is ${status}.`,
  allowed: [],
})
const late = {
  detail:
    'It is less than 24 hours until this visit: it is moved or cancelled by the desk only. Please call our dispatchers on +44 1632 960000.',
}
const over = { refusedMove: isOver('cancelled'), conflict: { detail: `${ticket} was merged into another ticket.` } }

export const examples: Examples<typeof operations> = {
  listSlots: {
    query: {
      service: 'wifi-survey',
      ticket,
      customer,
      site,
      technician,
      from: '2026-11-24T00:00:00Z',
      to: '2026-11-25T00:00:00Z',
    },
    wrong: {
      path: 'service',
      message: 'must be up to 40 lower-case letters, digits and hyphens',
      expected: 'up to 40 lower-case letters, digits and hyphens',
    },
    answer: { items: [{ from, until, technician, technicianName: 'Technician', travelMinutes: 25 }] },
    conflict: { detail: 'They do not work here any more.' },
  },
  listVisits: {
    query: {
      ...{ ticket, technician, site, team: 'tea_01JD0000000000000000TEAM01', status: 'planned', limit: 25, cursor },
      ...{ from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' },
    },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: { items: [planned], next: cursor },
  },
  bookVisit: {
    body: {
      ticket,
      from: '2026-11-24T09:00:00Z',
      durationMinutes: 90,
      window: { from: '2026-11-24T09:00:00Z', until: '2026-11-24T10:00:00Z' },
      work: 'Measure all rooms on floor 2',
    },
    wrong: noFrom,
    answer: planned,
    conflict: {
      detail:
        'They have another visit then, or are on the way to one. Free next: 2026-11-24T11:00:00.000Z (Tue 24 Nov 2026, 11:00 Europe/London).',
    },
  },
  getVisit: { wrong: noParameter, answer: planned },
  moveVisit: {
    body: { from: '2026-11-25T13:00:00Z', tellCustomer: true, reason: 'The parts come a day later' },
    wrong: noFrom,
    answer: {
      ...atOnce,
      from: '2026-11-25T13:00:00.000Z',
      until: '2026-11-25T14:30:00.000Z',
      ...since('2026-11-21T12:00:00.000Z', 2),
    },
    refusedMove: { detail: 'An agent may not move a visit that is done.', allowed: [] },
    conflict: late,
  },
  confirmVisit: {
    wrong: noParameter,
    answer: { ...planned, confirmedAt: '2026-11-21T11:00:00.000Z', ...since('2026-11-21T11:00:00.000Z', 2) },
    refusedMove: { detail: 'A customer may not confirm a visit that is cancelled.', allowed: [] },
    conflict: { detail: 'It was confirmed before (2026-11-21T11:00:00.000Z).' },
  },
  cancelVisit: {
    body: { reason: 'Nobody is there on that day' },
    wrong: { path: 'because', message: 'is not known here', expected: 'one of: reason' },
    answer: {
      ...planned,
      status: 'cancelled',
      endedAt: '2026-11-21T12:00:00.000Z',
      ...since('2026-11-21T12:00:00.000Z', 2),
    },
    refusedMove: { detail: 'A customer may not cancel a visit that is on the way.', allowed: [] },
    conflict: late,
  },
  setOutForVisit: { wrong: noParameter, answer: setOut, ...over },
  arriveAtVisit: { wrong: noParameter, answer: arrived, ...over },
  completeVisit: {
    body: { note },
    wrong: { path: 'note', message: 'is required', expected: 'a string' },
    answer: {
      ...arrived,
      status: 'done',
      endedAt: '2026-11-24T10:20:00.000Z',
      note,
      ...since('2026-11-24T10:20:00.000Z', 5),
    },
    ...over,
  },
  missVisit: {
    body: { reason },
    wrong: { path: 'reason', message: 'is required', expected: 'a string' },
    answer: {
      ...arrived,
      status: 'missed',
      endedAt: '2026-11-24T09:20:00.000Z',
      note: reason,
      ...since('2026-11-24T09:20:00.000Z', 5),
    },
    ...over,
  },
}
