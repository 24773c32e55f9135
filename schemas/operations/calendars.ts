import * as z from 'zod'
import { Calendar, CalendarRecord, CalendarReplacement, NewCalendar } from '../calendar.ts'
import { HolidayCountry, HolidayImport, HolidayImportDone } from '../holiday-import.ts'
import { Openings } from '../opening.ts'
import { words } from '../text.ts'
import { GivenInstant } from '../time.ts'
import { operation, staff } from './operation.ts'
import { Cursor, page } from './paging.ts'

const read = { roles: staff, tag: 'Calendars' } as const
const write = { roles: ['manager', 'admin'], tag: 'Calendars' } as const

const CalendarParams = z.strictObject({
  calendar: z.string().min(1).max(64).meta({ example: 'cal_01JD000000000000000000CA01' }),
})

/** The built-in calendar that never closes can be read like any other. */
const Readable = CalendarRecord.extend({ id: z.string() }).meta({ id: 'ReadableCalendar' })

const OpeningsQuery = z.strictObject({
  from: GivenInstant.optional().meta({ description: 'Left out: now', example: '2026-12-24T08:00:00Z' }),
  count: z.coerce.number().int().min(1).max(50).default(10),
})

export const listCalendars = operation({
  ...read,
  method: 'get',
  path: '/calendars',
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(25), cursor: Cursor }),
  answer: page(CalendarRecord).meta({ id: 'CalendarList' }),
  summary: 'The calendars of the desk, oldest first',
  description: 'Beside them there is `always`, which never closes.',
})

export const createCalendar = operation({
  ...write,
  method: 'post',
  path: '/calendars',
  body: NewCalendar,
  status: 201,
  etag: true,
  answer: CalendarRecord,
  refusals: ['conflict'],
  summary: 'Make a calendar',
  done: 'Done: this is the calendar, in its first version.',
  description:
    'Refused where it never opens: without weekly hours, or with every opening of the next year taken away by holidays.',
})

export const previewCalendar = operation({
  ...read,
  method: 'post',
  path: '/calendars/preview',
  query: OpeningsQuery,
  body: Calendar.safeExtend({ name: words(100).optional() }).meta({ id: 'PreviewedCalendar' }),
  answer: Openings,
  summary: 'The next openings of a calendar that is not saved',
  done: 'When it would open. Nothing is saved.',
})

export const listHolidayCountries = operation({
  ...read,
  method: 'get',
  path: '/calendars/countries',
  answer: z.strictObject({ items: z.array(HolidayCountry) }).meta({ id: 'HolidayCountryList' }),
  summary: 'The countries and regions whose holidays can be imported',
})

export const getCalendar = operation({
  ...read,
  method: 'get',
  path: '/calendars/{calendar}',
  params: CalendarParams,
  etag: true,
  answer: Readable,
  summary: 'A calendar',
  description: '`always` is the one that never closes.',
})

export const replaceCalendar = operation({
  ...write,
  method: 'put',
  path: '/calendars/{calendar}',
  params: CalendarParams,
  body: CalendarReplacement,
  ifMatch: 'optional',
  etag: true,
  answer: CalendarRecord,
  refusals: ['conflict'],
  summary: 'Replace a calendar',
  done: 'Done: this is the calendar, in its next version.',
  description:
    'What is left out is gone; what `GET` has given may be sent back. Tickets under way keep the version that they were measured by; those opened after the answer get this one. What changes nothing makes no version.',
})

export const deleteCalendar = operation({
  ...write,
  method: 'delete',
  path: '/calendars/{calendar}',
  params: CalendarParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  refusals: ['conflict'],
  summary: 'Take a calendar away',
  done: 'Done: it is gone. Tickets that were measured by it still are.',
  description:
    'Not while a policy, the settings, a brand, an assignment rule or somebody’s working hours use it: 409 names them.',
})

export const listOpenings = operation({
  ...read,
  method: 'get',
  path: '/calendars/{calendar}/openings',
  params: CalendarParams,
  query: OpeningsQuery,
  answer: Openings,
  summary: 'The next openings of a calendar',
  description: 'If it is open at `from`, the first begins there.',
})

export const importHolidays = operation({
  ...write,
  method: 'post',
  path: '/calendars/{calendar}/import-holidays',
  params: CalendarParams,
  body: HolidayImport,
  ifMatch: 'optional',
  etag: true,
  answer: HolidayImportDone,
  refusals: ['conflict'],
  summary: 'Import holidays, from a file or of a country',
  done: 'Done: what was added, changed and skipped, and why.',
  description:
    'Merged by date: a date that is there keeps its hours. From a file, whole days are taken, also several in a row, and those that repeat yearly; what has times of day is skipped.',
})
