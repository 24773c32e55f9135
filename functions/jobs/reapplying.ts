import type { About } from '../../domain/reapplying.ts'
import { invalid, notFound, Refusal } from '../../domain/refusal.ts'
import type { Calendar } from '../../schemas/calendar.ts'
import type { reapplyCalendar, reapplySlaPolicy } from '../../schemas/operations/reapplying.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'
import type { Request } from '../platform/http/edge.ts'
import { refuseOther } from '../platform/http/record.ts'
import { calendarKnown, calendars, calendarsNow } from '../platform/table/calendars.ts'
import { policiesNow, policyKnown } from '../platform/table/policies.ts'
import { loadRecord } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { type Revisions, revisionsNow } from '../platform/table/revised.ts'
import { beginJob } from './beginning.ts'

/** What a policy would be replaced by. */
type PolicyEdit = Omit<SlaPolicy, 'id' | 'version' | 'createdAt' | 'updatedAt'>

/** What the job needs to know of the request: the edit, too, that is only tried. It goes by what was so when it was asked for, or later. */
export interface Asked extends About, Revisions {
  edit?: { policy?: PolicyEdit; calendar?: Calendar }
}

/** Also a policy that is gone: its tickets are given to those that there are. */
export async function beginPolicy(request: Request<typeof reapplySlaPolicy>): Promise<StoredAnswer> {
  const { policy } = request.params
  const { dryRun, policy: edit } = request.body
  if (!(await policyKnown(policy))) throw notFound()
  if (edit && edit.calendar !== 'always' && !(await calendarsNow()).some(({ id }) => id === edit.calendar)) {
    throw invalid('policy.calendar', 'is not known', '`always`, or the id of a calendar')
  }
  if (edit) refuseOther(edit, (await policiesNow()).find(({ id }) => id === policy) ?? {}, 'policy.')
  return begin(request, dryRun, { policy, ...(edit && { edit: { policy: edit as PolicyEdit } }) })
}

export async function beginCalendar(request: Request<typeof reapplyCalendar>): Promise<StoredAnswer> {
  const { calendar } = request.params
  const { dryRun, calendar: edit } = request.body
  if (calendar === 'always') {
    throw new Refusal(
      'conflict',
      '`always` never changes: there is nothing to reapply. A policy that goes by it can be.',
    )
  }
  if (!(await calendarKnown(calendar))) throw notFound()
  if (edit) refuseOther(edit, (await loadRecord(calendars, { id: calendar })) ?? {}, 'calendar.')
  return begin(request, dryRun, { calendar, ...(edit && { edit: { calendar: edit } }) })
}

async function begin(
  request: Request<typeof reapplySlaPolicy> | Request<typeof reapplyCalendar>,
  dryRun: boolean,
  about: Omit<Asked, keyof Revisions>,
): Promise<StoredAnswer> {
  const asked: Asked = { ...about, ...(await revisionsNow()) }
  return beginJob(request, { kind: 'reapply-sla', request: asked, dryRun })
}
