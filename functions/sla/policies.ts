import { ulid } from 'ulid'
import { builtInPolicies, defaultPolicy } from '../../domain/policy.ts'
import { notFound, Refusal, refuseFields } from '../../domain/refusal.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type * as operations from '../../schemas/operations/sla.ts'
import { mostPolicies, type PlacedPolicy, type SlaPolicy } from '../../schemas/sla-policy.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { etag, isKnown } from '../platform/http/etag.ts'
import { byOf, createRecord, removeRecord, replaceRecord } from '../platform/http/record.ts'
import { checkIfMatch } from '../platform/http/stale.ts'
import { untilWon } from '../platform/retry.ts'
import { calendarThere } from '../platform/table/calendars.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { eventPuts } from '../platform/table/events.ts'
import {
  keepBuiltIn,
  orderCounted,
  orderPut,
  policiesNow,
  policyGone,
  policyRecords,
  policyVersionPut,
  readPolicies,
} from '../platform/table/policies.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { changeCounted } from '../platform/table/revised.ts'
import { checkPolicy } from './policy-check.ts'

export async function policiesForStaff(request: Request<typeof operations.listSlaPolicies>): Promise<StoredAnswer> {
  const { policies, version } = await readPolicies()
  const headers = { etag: etag(version) }
  if (request.ifNoneMatch && isKnown(request.ifNoneMatch, version)) return { status: 304, headers, body: '' }
  return request.answer({ items: [...policies] }, headers)
}

export async function policyForStaff(request: Request<typeof operations.getSlaPolicy>): Promise<StoredAnswer> {
  const policy = await placed(request.params.policy)
  const headers = { etag: etag(policy.version) }
  if (request.ifNoneMatch && isKnown(request.ifNoneMatch, policy.version)) return { status: 304, headers, body: '' }
  return request.answer(policy, headers)
}

async function placed(id: string): Promise<PlacedPolicy> {
  const policy = (await policiesNow()).find((one) => one.id === id)
  if (!policy) throw notFound()
  return policy
}

/** What belongs into the transaction of every new version: it stays for good, and its calendar is there as long as it is. */
const versionWrites = (policy: SlaPolicy, position?: number) => [
  changeCounted('policies'),
  orderCounted(policy.id, position),
  policyVersionPut(policy),
  ...(policy.calendar === 'always' ? [] : [calendarThere(policy.calendar)]),
]

async function checked(policy: SlaPolicy): Promise<SlaPolicy> {
  await checkPolicy(policy)
  return policy
}

/** Makes a policy. Refuses one more than can be asked of every new ticket. */
export async function keepPolicy(request: Request<typeof operations.createSlaPolicy>): Promise<StoredAnswer> {
  const { position, ...terms } = request.body
  const own = (await policiesNow()).filter(({ id }) => !builtInPolicies.some((came) => came.id === id))
  if (own.length >= mostPolicies) {
    throw new Refusal('conflict', `There are ${mostPolicies} policies of your own already: take one away first.`)
  }
  const id = `pol_${ulid()}`
  const handling = {
    records: policyRecords,
    answer: (policy: SlaPolicy, headers: Record<string, string>) => request.answer({ ...policy, position }, headers),
    complete: checked,
    writes: (_: SlaPolicy | undefined, after: SlaPolicy | undefined) => (after ? versionWrites(after, position) : []),
  }
  return createRecord(request, handling, { id, ...terms } as SlaPolicy, `${basePath}/sla-policies/${id}`)
}

/** Replaces a policy by a new version of it. */
export async function replacePolicy(request: Request<typeof operations.replaceSlaPolicy>): Promise<StoredAnswer> {
  const { body, params } = request
  const { position } = await placed(params.policy)
  await keepBuiltIn(params.policy)
  const handling = {
    records: policyRecords,
    answer: (policy: SlaPolicy, headers: Record<string, string>) => request.answer({ ...policy, position }, headers),
    complete: checked,
    writes: (_: SlaPolicy | undefined, after: SlaPolicy | undefined) => (after ? versionWrites(after) : []),
  }
  return replaceRecord(request, handling, { id: params.policy }, body as Omit<SlaPolicy, 'id'>)
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

/** Puts all policies into the order that was given, at once; no version of any is touched. */
export function orderPolicies(request: Request<typeof operations.orderSlaPolicies>): Promise<StoredAnswer> {
  const { body, once, requestId } = request
  const wanted = body.policies
  return untilWon(async () => {
    const { policies, version } = await readPolicies()
    await checkIfMatch(request, version, orderHistory)
    checkOrder(wanted, policies)
    const had = policies.map(({ id }) => id)
    if ([...wanted, defaultPolicy.id].every((id, place) => had[place] === id)) {
      const answer = request.answer({ items: [...policies] }, { etag: etag(version) })
      return once ? settled(await commitOnce([], once, answer), once, answer) : answer
    }
    const at = (id: string) => wanted.indexOf(id)
    const items = policies
      .map((policy) => (policy.id === defaultPolicy.id ? policy : { ...policy, position: (at(policy.id) + 1) * 10 }))
      .toSorted((a, b) => a.position - b.position)
    const answer = request.answer({ items }, { etag: etag(version + 1) })
    const { actor, now } = byOf(request)
    const event = { type: 'sla-policy.ordered', seq: version + 1, occurredAt: now, actor, data: { policies: wanted } }
    const subject = { kind: 'sla-policy', id: 'order', brand: 'main', pk: orderHistory, version: version + 1 } as const
    const puts = eventPuts(subject, [event as Parameters<typeof eventPuts>[1][number]], requestId)
    const writes = [orderPut(wanted, version), changeCounted('policies'), ...puts]
    return settled(await commitOnce(writes, once, answer), once, answer)
  })
}

const orderHistory = 'SLA-POLICY#order'

/** Every policy but the default, once. */
function checkOrder(wanted: readonly string[], policies: readonly PlacedPolicy[]): void {
  const movable = policies.map(({ id }) => id).filter((id) => id !== defaultPolicy.id)
  const missing = movable.filter((id) => !wanted.includes(id))
  const expected = 'every policy but the default, once'
  refuseFields([
    ...wanted.flatMap((id, place) => {
      const path = `policies.${place}`
      if (id === defaultPolicy.id) return [{ path, message: 'is always the last', expected }]
      return movable.includes(id) ? [] : [{ path, message: 'is not known', expected: 'the id of a policy' }]
    }),
    ...(missing.length > 0 ? [{ path: 'policies', message: `leaves out ${missing.join(', ')}`, expected }] : []),
  ])
}
