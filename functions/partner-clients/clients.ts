import { ulid } from 'ulid'
import { invalid, notFound } from '../../domain/refusal.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type {
  changePartnerClient,
  createPartnerClient,
  deletePartnerClient,
  getPartnerClient,
  listPartnerClients,
} from '../../schemas/operations/partner-clients.ts'
import { type PartnerClient, PartnerClientTerms } from '../../schemas/partner-client.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import type { Request } from '../platform/http/edge.ts'
import { byOf, createRecord, patchRecord, readRecord, removeRecord } from '../platform/http/record.ts'
import { partnerClients, partnerClientsNow, partnerWrites } from '../platform/table/partner-clients.ts'
import { findCustomer } from '../platform/table/people.ts'
import { loadRecord } from '../platform/table/records.ts'
import { findRequest, type StoredAnswer } from '../platform/table/requests.ts'
import { subscriptionsGone, subscriptionsNow } from '../platform/table/subscriptions.ts'
import { transact } from '../platform/table/transaction.ts'
import { judgeRoom, openDoor } from './door.ts'
import { makeKey, removeKey } from './pool.ts'
import { quietly, toldAgain, toldOnce } from './telling.ts'
import { bringIntoLine } from './upkeep.ts'

/** Refuses, as not there, a client that is not the caller's own; admins see all. */
export const judgeOwn =
  ({ actor }: Pick<Request, 'actor'>) =>
  ({ person }: PartnerClient): void => {
    if (actor.role === 'partner' && person !== actor.id) throw notFound()
  }

export async function clientsFor(request: Request<typeof listPartnerClients>): Promise<StoredAnswer> {
  const { actor } = request
  const all = await partnerClientsNow()
  return request.answer({ items: all.filter(({ person }) => actor.role !== 'partner' || person === actor.id) })
}

export const clientFor = (request: Request<typeof getPartnerClient>): Promise<StoredAnswer> =>
  readRecord(
    request,
    { records: partnerClients, answer: request.answer, judge: judgeOwn(request) },
    { id: request.params.client },
  )

/**
 * Lets a program in: first its key in the user pool, then, in one transaction, its record and whose the key is. A try that ends
 * between the two leaves a key that belongs to nobody, gets nothing, and is taken away later (upkeep.ts).
 */
export async function letIn(request: Request<typeof createPartnerClient>): Promise<StoredAnswer> {
  const { body, now, once } = request
  const stored = once && (await findRequest(once))
  if (stored) return toldAgain(request, stored, once)
  if (!(await findCustomer(body.customer))) throw invalid('customer', 'is not known', 'the id of a customer')
  await judgeRoom()
  const key = await makeKey(ulid(), body.scopes)
  const id = `pcl_${ulid()}`
  const fresh = { ...body, id, person: `per_${ulid()}`, keys: [{ id: key, createdAt: now }] }
  const handling = { records: partnerClients, answer: quietly, writes: partnerWrites }
  const answer = await createRecord(request, handling, fresh, `${basePath}/partner-clients/${id}`)
  return toldOnce(request, answer)
}

export async function changeClient(request: Request<typeof changePartnerClient>): Promise<StoredAnswer> {
  const { now, params, body, answer } = request
  const handling = { records: partnerClients, answer, writes: partnerWrites }
  const changed = await patchRecord(request, handling, { id: params.client }, body, PartnerClientTerms)
  await bringIntoLine(now, await loadRecord(partnerClients, { id: params.client }))
  return changed
}

/**
 * Lets a program in no more: each call looks at the record, so the next one is refused. Its subscriptions go in the same
 * transaction, so nothing goes out to it any more; then its keys go, too.
 */
export async function shutOut(request: Request<typeof deletePartnerClient>): Promise<StoredAnswer> {
  let gone: PartnerClient['keys'] = []
  let person = ''
  let theirs: readonly Subscription[] = []
  const judge = async (client: PartnerClient) => {
    gone = client.keys
    person = client.person
    theirs = await subscriptionsOf(person)
  }
  const writes = (before: PartnerClient | undefined) => [
    ...partnerWrites(before, undefined),
    ...subscriptionsGone(theirs, byOf(request)),
  ]
  const handling = { records: partnerClients, judge, writes }
  const answer = await removeRecord(request, handling, { id: request.params.client })
  // What was made in that very moment, or was too much for one transaction.
  for (let left = await subscriptionsOf(person); left.length > 0; left = await subscriptionsOf(person))
    await transact(subscriptionsGone(left, byOf(request)))
  for (const { id } of gone) await removeKey(id)
  await openDoor()
  return answer
}

const subscriptionsOf = async (person: string): Promise<Subscription[]> =>
  (await subscriptionsNow()).filter(({ owner }) => owner === person)
