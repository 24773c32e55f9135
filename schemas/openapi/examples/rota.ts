import type { Rotation, Shift } from '../../on-call.ts'
import type * as operations from '../../operations/rota.ts'
import { type Examples, noParameter } from './example.ts'

const technician = 'per_01JD0000000000000000TECHN1'
const other = 'per_01JD0000000000000000TECHN2'
const recorded = { version: 1, createdAt: '2026-11-21T09:00:00.000Z', updatedAt: '2026-11-21T09:00:00.000Z' }
const feed = '/api/v1/service-desk/calendar-feeds/0nA2vQb7yJ3kL5m9pR1sT4uW6xZ8cD0eF2gH4iJ6kL8'

const given = {
  name: 'Network, nights and weekends',
  team: 'tea_01JD0000000000000000TEAM01',
  timeZone: 'Europe/London',
  handOver: { day: 'mon' as const, at: '09:00' },
  members: [technician, other],
  startsOn: '2026-11-23',
}
const rotation: Rotation = { id: 'rot_01JD0000000000000000R0TA01', ...given, overrides: [], ...recorded }
const override = {
  id: 'ovr_01JD00000000000000000VRRD1',
  person: other,
  from: '2026-12-24T09:00:00.000Z',
  until: '2026-12-27T09:00:00.000Z',
  reason: 'Christmas',
}
const now = { person: technician, from: '2026-11-23T09:00:00.000Z', until: '2026-11-30T09:00:00.000Z' }
const next = { person: other, from: '2026-11-30T09:00:00.000Z', until: '2026-12-07T09:00:00.000Z' }
const wrongDay = {
  path: 'startsOn',
  message: 'is no day of hand-over',
  expected: 'a date on the weekday of `handOver.day`',
}
const nameTaken = {
  detail: 'Another has this name already.',
  errors: [{ path: 'name', message: 'is taken', expected: 'one that nobody else has' }],
}

const shift: Shift = {
  id: 'shf_01JD0000000000000000SHFT01',
  technician,
  from: '2026-11-30T14:00:00.000Z',
  until: '2026-11-30T22:00:00.000Z',
  name: 'Late',
  ...recorded,
}
const planned = { technician, from: '2026-11-30T14:00:00Z', until: '2026-11-30T22:00:00Z', name: 'Late' }
const tooLong = {
  path: 'shifts.0.until',
  message: 'is not after from, or more than a day',
  expected: 'an instant up to 24 hours after from',
}
const overlaps = (path: string) => ({
  detail: 'One person has one shift at a time.',
  errors: [
    {
      path,
      message:
        'overlaps the shift shf_01JD0000000000000000SHFT02, from 2026-11-30T20:00:00.000Z until 2026-12-01T04:00:00.000Z',
      expected: 'time in which they have no shift',
    },
  ],
})
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' }
const backwards = (days: number) => ({
  path: 'to',
  message: `is not after from, or more than ${days} days`,
  expected: `an instant up to ${days} days after from`,
})
const visit = { from: '2026-11-24T10:00:00.000Z', until: '2026-11-24T11:00:00.000Z' }
const setsOut = '2026-11-24T09:35:00.000Z'

export const examples: Examples<typeof operations> = {
  listOnCall: {
    query: { team: given.team, at: '2026-11-24T20:00:00Z' },
    wrong: { path: 'at', message: 'is not an instant', expected: 'an instant, as 2026-11-21T10:00:00Z' },
    answer: { items: [{ rotation: rotation.id, name: given.name, team: given.team, now, next }] },
  },
  createRotation: { body: given, wrong: wrongDay, answer: rotation, conflict: nameTaken },
  getRotation: { wrong: noParameter, answer: rotation },
  replaceRotation: {
    body: { ...given, members: [other, technician] },
    wrong: wrongDay,
    answer: { ...rotation, members: [other, technician], version: 2 },
    conflict: nameTaken,
  },
  deleteRotation: {
    wrong: noParameter,
    conflict: { detail: 'It is in use: the assignment rule After hours. Give them another rotation first.' },
  },
  addOverride: {
    body: { person: other, from: '2026-12-24T09:00:00Z', until: '2026-12-27T09:00:00Z', reason: 'Christmas' },
    wrong: {
      path: 'until',
      message: 'is not after from, or more than 92 days',
      expected: 'an instant up to 92 days after from',
    },
    answer: { ...rotation, overrides: [override], version: 2 },
    conflict: { detail: 'There are 200 overrides already: take one away first.' },
  },
  removeOverride: { wrong: noParameter, answer: { ...rotation, version: 3 } },
  listDuties: { query: week, wrong: backwards(400), answer: { items: [now] } },
  planShifts: {
    body: { shifts: [planned], weeks: 1 },
    wrong: tooLong,
    answer: { items: [shift] },
    conflict: overlaps('shifts.0'),
  },
  listShifts: {
    query: { ...week, technician, team: given.team },
    wrong: backwards(62),
    answer: { items: [shift] },
  },
  getShift: { wrong: noParameter, answer: shift },
  changeShift: {
    body: { from: '2026-11-30T15:00:00Z', until: '2026-11-30T23:00:00Z' },
    wrong: { ...noParameter, expected: 'one of: technician, from, until, name' },
    answer: { ...shift, from: '2026-11-30T15:00:00.000Z', until: '2026-11-30T23:00:00.000Z', version: 2 },
    conflict: overlaps('from'),
  },
  deleteShift: { wrong: noParameter },
  getTechnicianCalendar: {
    query: { from: '2026-11-24T00:00:00Z', to: '2026-11-25T00:00:00Z' },
    wrong: backwards(62),
    answer: {
      technician,
      timeZone: 'Europe/London',
      from: '2026-11-24T00:00:00.000Z',
      until: '2026-11-25T00:00:00.000Z',
      working: [{ from: '2026-11-24T09:00:00.000Z', until: '2026-11-24T17:00:00.000Z' }],
      absences: [],
      shifts: [],
      onCall: [{ ...now, rotation: rotation.id, name: given.name }],
      visits: [
        {
          id: 'vis_01JD0000000000000000V1S1T1',
          ticket: 'TKT000123',
          ...visit,
          travelMinutes: 25,
          status: 'planned',
          work: 'Change the oven’s display',
        },
      ],
      busy: [{ from: setsOut, until: visit.until }],
      free: [
        { from: '2026-11-24T09:00:00.000Z', until: setsOut },
        { from: visit.until, until: '2026-11-24T17:00:00.000Z' },
      ],
    },
  },
  makeCalendarFeed: { wrong: noParameter, answer: { path: feed, createdAt: '2026-11-21T09:00:00.000Z' } },
  revokeCalendarFeed: { wrong: noParameter },
  readCalendarFeed: {},
}
