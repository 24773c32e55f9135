import { type Merged, mergeHolidays, type Offered } from '../../domain/holidays.ts'
import { invalid, notFound } from '../../domain/refusal.ts'
import { type CalendarRecord, mostHolidays } from '../../schemas/calendar.ts'
import { mostSkippedNamed, skipReasons, type Years } from '../../schemas/holiday-import.ts'
import type { importHolidays } from '../../schemas/operations/calendars.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag } from '../platform/http/etag.ts'
import { replaceRecord } from '../platform/http/record.ts'
import { calendars } from '../platform/table/calendars.ts'
import { loadRecord } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { bearing } from './bearing.ts'
import { refuseBuiltIn, writes } from './calendars.ts'
import { checkHours } from './checking.ts'
import { holidaysOf } from './country.ts'
import { holidaysIn } from './ics.ts'

/** Imports holidays into a calendar, or says what that would do. */
export async function takeHolidays(request: Request<typeof importHolidays>): Promise<StoredAnswer> {
  const { params, body, now } = request
  const id = params.calendar
  refuseBuiltIn(id)
  const before = await loadRecord(calendars, { id })
  if (!before) throw notFound()
  const thisYear = Number(now.slice(0, 4))
  const years = body.years ?? { from: thisYear, to: thisYear + 2 }
  const offered = body.ics === undefined ? await holidaysOf(body, years) : await holidaysIn(body.ics, years)
  const place = body.ics === undefined ? 'country' : 'ics'
  const answer = (merged: Merged, calendar: CalendarRecord, headers: Record<string, string>) =>
    request.answer(done(merged, body.dryRun, years, calendar), headers)
  const policies = bearing(place)
  if (body.dryRun) {
    const merged = merge(before, offered, now, place)
    await policies.check({ ...before, holidays: merged.holidays, updatedAt: now })
    return answer(merged, before, { etag: etag(before.version) })
  }
  let merged = mergeHolidays(before.holidays, offered)
  const complete = async (after: CalendarRecord, current: CalendarRecord = before) => {
    merged = merge(current, offered, now, place)
    if (merged.added.length + merged.changed.length === 0) return current
    const fuller = { ...after, ...partOf(current), holidays: merged.holidays }
    await policies.check(fuller)
    return fuller
  }
  const handling = {
    records: calendars,
    answer: (calendar: CalendarRecord, headers: Record<string, string>) => answer(merged, calendar, headers),
    complete,
    writes: (was: CalendarRecord | undefined, is: CalendarRecord | undefined) => [
      ...writes(was, is),
      ...policies.writes(),
    ],
  }
  return replaceRecord(request, handling, { id }, { ...partOf(before), holidays: before.holidays })
}

const partOf = ({ name, timeZone, weekly }: CalendarRecord) => ({ name, timeZone, weekly })

/** What the import makes of a calendar. Refuses what that could not be, by the field that has brought it. */
function merge(calendar: CalendarRecord, offered: readonly Offered[], now: string, place: string) {
  const merged = mergeHolidays(calendar.holidays, offered)
  if (merged.holidays.length > mostHolidays) {
    const said = `brings the calendar to ${merged.holidays.length} holidays`
    throw invalid(place, said, `at most ${mostHolidays}: fewer \`years\`, perhaps`)
  }
  checkHours({ ...calendar, holidays: merged.holidays }, now, place)
  return merged
}

const done = ({ added, changed, skipped }: Merged, dryRun: boolean, years: Years, calendar: CalendarRecord) => ({
  dryRun,
  years,
  added,
  changed,
  skipped: skipped
    .slice(0, mostSkippedNamed)
    .map(({ skipped: reason, ...offered }) => ({ ...offered, reason, because: skipReasons[reason] })),
  skippedCount: skipped.length,
  calendar,
})
