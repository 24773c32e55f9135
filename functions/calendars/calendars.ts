import { isDeepStrictEqual } from 'node:util'
import { ulid } from 'ulid'
import { Refusal } from '../../domain/refusal.ts'
import { type CalendarRecord, type NewCalendar, weekdays } from '../../schemas/calendar.ts'
import type {
  createCalendar,
  deleteCalendar,
  getCalendar,
  listCalendars,
  replaceCalendar,
} from '../../schemas/operations/calendars.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag, notModified } from '../platform/http/etag.ts'
import { createRecord, readRecord, removeRecord, replaceRecord } from '../platform/http/record.ts'
import { calendars, mostCalendars, versionPut } from '../platform/table/calendars.ts'
import { keys } from '../platform/table/keys.ts'
import { listRecords } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { changeCounted } from '../platform/table/revised.ts'
import type { Write } from '../platform/table/transaction.ts'
import { bearing } from './bearing.ts'
import { checkHours } from './checking.ts'
import { notChanged, type Usage, usage } from './usage.ts'

/** The built-in calendar, as it is read. */
const always = {
  id: 'always',
  name: 'Always open',
  timeZone: 'UTC',
  weekly: Object.fromEntries(weekdays.map((day) => [day, [{ from: '00:00', to: '24:00' }]])),
  holidays: [],
  version: 1,
  createdAt: '1970-01-01T00:00:00.000Z',
  updatedAt: '1970-01-01T00:00:00.000Z',
}

/** What goes with every change: its immutable version, and that every new ticket hears of it. */
export const writes = (_: CalendarRecord | undefined, after: CalendarRecord | undefined): Write[] => [
  ...(after ? [versionPut(after)] : []),
  changeCounted('calendars'),
]

const { pk } = keys.calendar('')

export async function calendarsForStaff(request: Request<typeof listCalendars>): Promise<StoredAnswer> {
  const { limit, cursor } = request.query
  const owner = `calendars ${request.actor.id}`
  const { items, next } = await listRecords(calendars, { pk }, limit, cursor && openCursor(cursor, owner))
  return request.answer({ items, ...(next && { next: sealCursor(next, owner) }) })
}

/** Makes a calendar. Refuses one that never opens, and one more than a desk can have. */
export async function makeCalendar(request: Request<typeof createCalendar>): Promise<StoredAnswer> {
  checkHours(request.body, request.now)
  const { items } = await listRecords(calendars, { pk }, mostCalendars)
  if (items.length >= mostCalendars)
    throw new Refusal('conflict', `There are ${mostCalendars} calendars already: take one away first.`)
  const id = `cal_${ulid()}`
  const handling = { records: calendars, answer: request.answer, writes }
  return createRecord(request, handling, { id, ...request.body }, `${basePath}/calendars/${id}`)
}

export async function calendarForStaff(request: Request<typeof getCalendar>): Promise<StoredAnswer> {
  const { calendar } = request.params
  if (calendar === always.id) {
    return notModified(request.ifNoneMatch, always.version) ?? request.answer(always, { etag: etag(always.version) })
  }
  return readRecord(request, { records: calendars, answer: request.answer }, { id: calendar })
}

/** Replaces a calendar. What changes nothing but the order of what it says is not written. */
export async function changeCalendar(request: Request<typeof replaceCalendar>): Promise<StoredAnswer> {
  const { params, body, now } = request
  refuseBuiltIn(params.calendar)
  checkHours(body, now)
  const policies = bearing()
  const complete = async (after: CalendarRecord, before: CalendarRecord | undefined) => {
    if (before && isDeepStrictEqual(ordered(before), ordered(after))) return before
    await policies.check(after)
    return after
  }
  const handling = {
    records: calendars,
    answer: request.answer,
    complete,
    writes: (before: CalendarRecord | undefined, after: CalendarRecord | undefined) => [
      ...writes(before, after),
      ...policies.writes(),
    ],
  }
  return replaceRecord(request, handling, { id: params.calendar }, body)
}

export async function dropCalendar(request: Request<typeof deleteCalendar>): Promise<StoredAnswer> {
  const { calendar } = request.params
  refuseBuiltIn(calendar)
  let seen: Usage | undefined
  const judge = async () => {
    seen = await usage(calendar)
    if (seen.by.length === 0) return
    throw new Refusal('conflict', `It is in use: ${seen.by.join(', ')}. Give them another calendar first.`)
  }
  const handling = {
    records: calendars,
    judge,
    writes: () => [changeCounted('calendars'), ...(seen ? notChanged(seen) : [])],
  }
  return removeRecord(request, handling, { id: calendar })
}

/** Refuses a change of the calendar that belongs to nobody. */
export function refuseBuiltIn(id: string): void {
  if (id === always.id) throw new Refusal('conflict', '`always` is built in: it never closes, and cannot be changed.')
}

/** A calendar with everything in its order, and without days that say nothing. */
const ordered = ({ name, timeZone, weekly, holidays }: NewCalendar) => ({
  name,
  timeZone,
  weekly: weekdays.map((day) => (weekly[day] ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1))),
  holidays: holidays
    .map(({ date, name: called, hours = [] }) => ({
      date,
      called,
      hours: hours.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    }))
    .toSorted((a, b) => (a.date < b.date ? -1 : 1)),
})
