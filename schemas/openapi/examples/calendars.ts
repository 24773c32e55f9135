import type { CalendarRecord, NewCalendar } from '../../calendar.ts'
import type * as operations from '../../operations/calendars.ts'
import { cursor, type Examples, noParameter } from './example.ts'

const day = [{ from: '09:00', to: '18:00' }]
const given = {
  name: 'Office hours',
  timeZone: 'Europe/London',
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [{ from: '10:00', to: '14:00' }] },
  holidays: [
    { date: '2026-12-24', name: 'Christmas Eve', hours: [{ from: '09:00', to: '12:00' }] },
    { date: '2026-12-25', name: 'Christmas Day' },
  ],
} satisfies NewCalendar
const { name: _, ...hours } = given

const calendar: CalendarRecord = {
  id: 'cal_01JD000000000000000000CA01',
  ...given,
  version: 1,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
}
const boxingDay = { date: '2026-12-28', name: 'Boxing Day (substitute day)' }
const wrong = {
  path: 'weekly.mon.0',
  message: 'ends before it begins',
  expected: '`to` after `from`; one that passes midnight is two',
}
const tooMany = { path: 'count', message: 'is too much', expected: 'at most 50' }
const openings = {
  timeZone: 'Europe/London',
  openAt: false,
  items: [
    {
      from: '2026-12-24T09:00:00.000Z',
      to: '2026-12-24T12:00:00.000Z',
      local: { from: '2026-12-24T09:00', to: '2026-12-24T12:00' },
      holidays: [{ date: '2026-12-24', name: 'Christmas Eve', open: true }],
    },
    {
      from: '2026-12-26T10:00:00.000Z',
      to: '2026-12-26T14:00:00.000Z',
      local: { from: '2026-12-26T10:00', to: '2026-12-26T14:00' },
      holidays: [{ date: '2026-12-25', name: 'Christmas Day', open: false }],
    },
  ],
}
const query = { from: '2026-12-24T08:00:00Z', count: 2 }
const nameTaken = {
  detail: 'Another has this name already.',
  errors: [{ path: 'name', message: 'is taken', expected: 'one that nobody else has' }],
}

export const examples: Examples<typeof operations> = {
  listCalendars: {
    query: { limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 50' },
    answer: { items: [calendar] },
  },
  createCalendar: { body: given, wrong, answer: calendar, conflict: nameTaken },
  previewCalendar: { query, body: hours, wrong: tooMany, answer: openings },
  listHolidayCountries: {
    wrong: noParameter,
    answer: {
      items: [
        { country: 'FR', name: 'France' },
        { country: 'GB', name: 'United Kingdom', regions: [{ region: 'SCT', name: 'Scotland' }] },
      ],
    },
  },
  getCalendar: { wrong: noParameter, answer: calendar },
  replaceCalendar: {
    body: { ...given, name: 'Head office' },
    wrong,
    answer: { ...calendar, name: 'Head office', version: 2 },
    conflict: nameTaken,
  },
  deleteCalendar: {
    wrong: noParameter,
    conflict: { detail: 'It is in use: the policy Plant floor. Give them another calendar first.' },
  },
  listOpenings: { query, wrong: tooMany, answer: openings },
  importHolidays: {
    body: { country: 'GB', region: 'ENG', years: { from: 2026, to: 2026 } },
    wrong: {
      path: 'ics',
      message: 'or `country` must be given, and not both',
      expected: 'exactly one of: ics, country',
    },
    answer: {
      dryRun: false,
      years: { from: 2026, to: 2026 },
      added: [boxingDay],
      changed: [],
      skipped: [
        {
          date: '2026-12-25',
          name: 'Christmas Day',
          reason: 'there-already',
          because: 'The calendar has it already.',
        },
      ],
      skippedCount: 1,
      calendar: { ...calendar, holidays: [...given.holidays, boxingDay], version: 2 },
    },
    conflict: { detail: '`always` is built in: it never closes, and cannot be changed.' },
  },
}
