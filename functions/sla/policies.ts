import { ulid } from 'ulid'
import { defaultEscalation } from '../../domain/escalation-rules.ts'
import { defaultPolicy, isBuiltIn } from '../../domain/policy.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import type { CalendarVersion } from '../../schemas/calendar.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type * as operations from '../../schemas/operations/sla.ts'
import { mostPolicies, type PlacedPolicy, type SlaPolicy } from '../../schemas/sla-policy.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag, notModified } from '../platform/http/etag.ts'
import { createRecord, refuseOther, removeRecord, replaceRecord } from '../platform/http/record.ts'
import { calendarUnchanged } from '../platform/table/calendars.ts'
import {
  keepBuiltIn,
  orderCounted,
  policiesNow,
  policyGone,
  policyRecords,
  policyVersionPut,
  readPolicies,
} from '../platform/table/policies.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { changeCounted } from '../platform/table/revised.ts'
import { checkPolicy } from './policy-check.ts'
import { shownTo } from './policy-shown.ts'

export async function policiesForStaff(request: Request<typeof operations.listSlaPolicies>): Promise<StoredAnswer> {
  const { policies, version } = await readPolicies()
  const items = policies.map((policy) => shownTo(request.actor, policy))
  return notModified(request.ifNoneMatch, version) ?? request.answer({ items }, { etag: etag(version) })
}

export async function policyForStaff(request: Request<typeof operations.getSlaPolicy>): Promise<StoredAnswer> {
  const policy = await placed(request.params.policy)
  const shown = shownTo(request.actor, policy)
  return notModified(request.ifNoneMatch, policy.version) ?? request.answer(shown, { etag: etag(policy.version) })
}

async function placed(id: string): Promise<PlacedPolicy> {
  const policy = (await policiesNow()).find((one) => one.id === id)
  if (!policy) throw notFound()
  return policy
}

/** What belongs into the transaction of every new version: it stays for good. */
const versionWrites = (policy: SlaPolicy, position?: number) => [
  changeCounted('policies'),
  orderCounted(policy.id, position),
  policyVersionPut(policy),
]

/** How a policy is written that stands at `position`; `moved`: it comes to stand there by it. */
function handlingOf(
  request: Request<typeof operations.createSlaPolicy | typeof operations.replaceSlaPolicy>,
  position: number,
  moved: boolean,
) {
  let calendar: CalendarVersion | undefined
  return {
    records: policyRecords,
    answer: (policy: SlaPolicy, headers: Record<string, string>) => request.answer({ ...policy, position }, headers),
    async complete(given: SlaPolicy): Promise<SlaPolicy> {
      const policy = { ...given, escalation: given.escalation ?? defaultEscalation }
      calendar = await checkPolicy(policy)
      return policy
    },
    writes: (_: SlaPolicy | undefined, after: SlaPolicy | undefined) => [
      ...(after ? versionWrites(after, moved ? position : undefined) : []),
      // Its hours are those in which its targets were found to come due.
      ...(calendar ? [calendarUnchanged(calendar)] : []),
    ],
  }
}

/** Makes a policy. Refuses one more than can be asked of every new ticket. */
export async function keepPolicy(request: Request<typeof operations.createSlaPolicy>): Promise<StoredAnswer> {
  const { position, ...terms } = request.body
  const own = (await policiesNow()).filter(({ id }) => !isBuiltIn(id))
  if (own.length >= mostPolicies) {
    throw new Refusal('conflict', `There are ${mostPolicies} policies of your own already: take one away first.`)
  }
  const id = `pol_${ulid()}`
  const handling = handlingOf(request, position, true)
  return createRecord(request, handling, { id, ...terms } as SlaPolicy, `${basePath}/sla-policies/${id}`)
}

/** Replaces a policy by a new version of it. */
export async function replacePolicy(request: Request<typeof operations.replaceSlaPolicy>): Promise<StoredAnswer> {
  const { body, params } = request
  const { position: sent, ...terms } = body
  const { position } = await placed(params.policy)
  await keepBuiltIn(params.policy)
  const handling = handlingOf(request, position, false)
  const complete = (policy: SlaPolicy) => {
    refuseOther({ position: sent }, { position })
    return handling.complete(policy)
  }
  return replaceRecord(request, { ...handling, complete }, { id: params.policy }, terms as Omit<SlaPolicy, 'id'>)
}

/** Ends that a policy is chosen. Its versions stay, for the tickets that have them. */
export async function dropPolicy(request: Request<typeof operations.deleteSlaPolicy>): Promise<StoredAnswer> {
  const { policy: id } = request.params
  if (id === defaultPolicy.id) {
    throw new Refusal('conflict', 'The default is chosen where no other policy holds: replace it instead (PUT).')
  }
  await keepBuiltIn(id)
  const writes = () => [changeCounted('policies'), orderCounted(id, null), ...policyGone(id)]
  return removeRecord(request, { records: policyRecords, writes }, { id })
}
