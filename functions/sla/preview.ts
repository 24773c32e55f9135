import { preview, type Saved } from '../../domain/preview.ts'
import { invalid } from '../../domain/refusal.ts'
import type { CalendarChoice } from '../../schemas/calendar.ts'
import type { previewSla } from '../../schemas/operations/sla.ts'
import type { Request } from '../platform/http/edge.ts'
import { calendarsNow } from '../platform/table/calendars.ts'
import { policiesNow } from '../platform/table/policies.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'

/** What would happen, by a policy and a calendar that are there, or that come with the question. Nothing is written. */
export async function previewForStaff(request: Request<typeof previewSla>): Promise<StoredAnswer> {
  return request.answer(preview(request.body, await savedOf(request.body)))
}

async function savedOf({ policy, policyId, calendar, calendarId }: Request<typeof previewSla>['body']): Promise<Saved> {
  const found = policyId && (await policiesNow()).find(({ id }) => id === policyId)
  if (policyId && !found) throw invalid('policyId', 'is not known', 'the id of a policy')
  const choice = calendar ? 'always' : (calendarId ?? (found || policy)?.calendar ?? 'always')
  const path = calendarId ? 'calendarId' : 'policy.calendar'
  return { ...(found && { policy: found }), ...(await calendarOf(choice, path)) }
}

async function calendarOf(choice: CalendarChoice, path: string): Promise<Pick<Saved, 'calendar'>> {
  if (choice === 'always') return {}
  const found = (await calendarsNow()).find(({ id }) => id === choice)
  if (!found) throw invalid(path, 'is not known', '`always`, or the id of a calendar')
  const { id, version, timeZone, weekly, holidays } = found
  return { calendar: { id, version, hours: { timeZone, weekly, holidays } } }
}
