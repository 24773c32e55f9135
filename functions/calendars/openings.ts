import { businessTime } from '../../domain/business-time.ts'
import { always } from '../../domain/hours.ts'
import { openingsOf } from '../../domain/openings.ts'
import { notFound } from '../../domain/refusal.ts'
import { toMs } from '../../domain/time.ts'
import type { Calendar } from '../../schemas/calendar.ts'
import type { listOpenings, previewCalendar } from '../../schemas/operations/calendars.ts'
import type { Request } from '../platform/http/edge.ts'
import { calendars } from '../platform/table/calendars.ts'
import { loadRecord } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { checkHours } from './checking.ts'

/** The next openings of a calendar that is saved, or of the built-in one. */
export async function openingsForStaff(request: Request<typeof listOpenings>): Promise<StoredAnswer> {
  const { params, query, now } = request
  if (params.calendar === 'always') return request.answer(openings('always', query, now))
  const calendar = await loadRecord(calendars, { id: params.calendar })
  if (!calendar) throw notFound()
  return request.answer(openings(calendar, query, now))
}

/** The next openings of a calendar as it was given. Refuses what would be refused if it were saved. */
export async function previewed(request: Request<typeof previewCalendar>): Promise<StoredAnswer> {
  const { body, query, now } = request
  checkHours(body, now)
  return request.answer(openings(body, query, now))
}

function openings(calendar: Calendar | 'always', query: { from?: string | undefined; count: number }, now: string) {
  const { from = now, count } = query
  const hours = calendar === 'always' ? always : businessTime(calendar)
  const known = calendar === 'always' ? { timeZone: 'UTC', weekly: {}, holidays: [] } : calendar
  return {
    timeZone: known.timeZone,
    openAt: hours.nextOpening(toMs(from)) === toMs(from),
    items: openingsOf(known, hours, from, count),
  }
}
