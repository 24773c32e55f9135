import { ulid } from 'ulid'
import { amended } from '../../domain/partners/standing.ts'
import { invalid, Refusal } from '../../domain/refusal.ts'
import type { Actor } from '../../schemas/actor.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type {
  changeSubscription,
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
} from '../../schemas/operations/subscriptions.ts'
import { type NewSubscription, type Subscription, SubscriptionFields } from '../../schemas/subscription.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { createRecord, patchRecord, readRecord, removeRecord } from '../platform/http/record.ts'
import { receiverGone } from '../platform/table/receivers.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import {
  subscriptions,
  subscriptionsChanged,
  subscriptionsNow,
  subscriptionsRevised,
} from '../platform/table/subscriptions.ts'
import { checkAsked } from './asking.ts'
import { judging, mayHave } from './seeing.ts'
import { tellingSecret } from './telling.ts'

/** Of one partner; and of all: a bus has room for 300 rules. */
const mostOfAnOwner = 20
const most = 250

const writes = () => [subscriptionsChanged()]

export async function listTheirs(request: Request<typeof listSubscriptions>): Promise<StoredAnswer> {
  const { actor, answer, query } = request
  const { limit, cursor, state, owner } = query
  const seal = `subscriptions ${actor.id} ${state ?? ''} ${owner ?? ''}`
  const after = cursor ? openCursor(cursor, seal) : ''
  const found = (await subscriptionsNow()).filter(
    (one) =>
      one.id > after && mayHave(actor, one) && (!state || one.state === state) && (!owner || one.owner === owner),
  )
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return answer({ items, ...(last && found.length > limit && { next: sealCursor(last.id, seal) }) })
}

export const makeOne = (request: Request<typeof createSubscription>): Promise<StoredAnswer> =>
  tellingSecret(request, async (named) => {
    const { actor, body } = request
    const id = `sub_${ulid()}`
    const owner = ownerFor(actor, body)
    const asked = { ...body, id, owner, personalData: false, state: 'pending' as const }
    await checkAsked(asked)
    const secret = asked.target.kind === 'webhook' ? { secret: named(id, 1) } : {}
    const answer = (made: Subscription, headers: Record<string, string>) =>
      request.answer({ ...made, ...secret }, headers)
    let revision = 0
    const handling = {
      records: subscriptions,
      answer,
      complete: async (fresh: Subscription) => {
        revision = await checkRoom(owner)
        return fresh
      },
      writes: () => [subscriptionsChanged(revision)],
    }
    return createRecord(request, handling, asked, `${basePath}/subscriptions/${id}`)
  })

/** A partner asks for themselves; an admin says for whom. */
function ownerFor(actor: Actor, { owner }: NewSubscription): string {
  if (actor.role === 'admin') {
    if (!owner) throw invalid('owner', 'is missing', 'the id of a partner')
    return owner
  }
  if (owner && owner !== actor.id) throw invalid('owner', 'is not you', 'nothing, or your own id')
  return actor.id
}

/** Refuses where there is no room for another, and gives the revision up to which there is: one is made at that, or looked anew. */
async function checkRoom(owner: string): Promise<number> {
  const { all, revision } = await subscriptionsRevised()
  const theirs = all.filter((one) => one.owner === owner).length
  if (theirs >= mostOfAnOwner) {
    throw new Refusal('conflict', `There are ${mostOfAnOwner} subscriptions already: take one away first.`)
  }
  if (all.length >= most)
    throw new Refusal('conflict', 'The desk has no room for more subscriptions: ask its operators.')
  return revision
}

export const readOne = (request: Request<typeof getSubscription>): Promise<StoredAnswer> =>
  readRecord(
    request,
    { records: subscriptions, answer: request.answer, judge: judging(request.actor) },
    { id: request.params.subscription },
  )

const complete = async (after: Subscription, before: Subscription | undefined): Promise<Subscription> => {
  if (!before) return after
  const amendment = amended(before, after)
  if (amendment !== after) await checkAsked(after)
  return amendment
}

export const changeOne = (request: Request<typeof changeSubscription>): Promise<StoredAnswer> =>
  patchRecord(
    request,
    { records: subscriptions, answer: request.answer, judge: judging(request.actor), complete, writes },
    { id: request.params.subscription },
    wholeTarget(request.body),
    SubscriptionFields,
  )

/** A target of another kind has other fields: what is given of a target is all of it. */
const wholeTarget = (patch: Record<string, unknown>): Record<string, unknown> => {
  const { target } = patch
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return patch
  return { ...patch, target: { url: null, arn: null, ...target } }
}

export const dropOne = (request: Request<typeof deleteSubscription>): Promise<StoredAnswer> =>
  removeRecord(
    request,
    {
      records: subscriptions,
      judge: judging(request.actor),
      writes: (before) => [...writes(), ...(before ? [receiverGone(before.id)] : [])],
    },
    { id: request.params.subscription },
  )
