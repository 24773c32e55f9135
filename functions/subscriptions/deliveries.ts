import { ulid } from 'ulid'
import { notFound, Refusal } from '../../domain/refusal.ts'
import { testType } from '../../schemas/delivery.ts'
import type {
  getDelivery,
  listDeliveries,
  redeliverOne,
  testSubscription,
} from '../../schemas/operations/deliveries.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { listDeliveries as deliveriesOf, loadDelivery, newDelivery, shown } from '../platform/table/deliveries.ts'
import { startAnew } from '../platform/table/delivering.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { enqueue } from '../platform/webhooks/handing.ts'
import { subscriptionFor } from './seeing.ts'

export async function listTheirDeliveries(request: Request<typeof listDeliveries>): Promise<StoredAnswer> {
  const { actor, params, query } = request
  const { id } = await subscriptionFor(request, params.subscription)
  const { limit, cursor, state } = query
  const seal = `deliveries ${id} ${state ?? ''} ${actor.id}`
  const wanted = { newestFirst: true, ...(state && { states: [state] }) }
  const { items, next } = await deliveriesOf(id, wanted, limit, cursor && openCursor(cursor, seal))
  return request.answer({ items: items.map(shown), ...(next && { next: sealCursor(next, seal) }) })
}

export async function readDelivery(request: Request<typeof getDelivery>): Promise<StoredAnswer> {
  const { id, approval } = await subscriptionFor(request, request.params.subscription)
  const kept = await loadDelivery(id, request.params.delivery)
  if (!kept) throw notFound()
  const { contentType, body, log } = kept
  // What was granted then may not be now, and it may never have arrived.
  const isGranted = approval !== undefined && kept.approval === approval
  return request.answer({ ...shown(kept), ...(isGranted && { request: { contentType, body } }), log })
}

/** Refuses, as a conflict, what is no webhook, and what is in another state than these. */
export function checkWebhook({ target, state }: Subscription, states: readonly Subscription['state'][]): void {
  if (target.kind !== 'webhook') throw new Refusal('conflict', 'This subscription is no webhook.')
  if (!states.includes(state))
    throw new Refusal('conflict', `The subscription is ${state}: only ${states.join(' or ')} ones are sent to.`)
}

export async function redeliver(request: Request<typeof redeliverOne>): Promise<StoredAnswer> {
  const { now, once, params } = request
  const subscription = await subscriptionFor(request, params.subscription)
  const answer = await untilWon(async () => {
    const kept = await loadDelivery(subscription.id, params.delivery)
    if (!kept) throw notFound()
    checkWebhook(subscription, ['active', 'paused'])
    if (kept.approval !== subscription.approval) {
      throw new Refusal('conflict', 'It was made under an approval that has ended: a replay sends what is granted now.')
    }
    if (kept.waitsFor) throw new Refusal('conflict', `It waits for ${kept.waitsFor}: send that again.`)
    const { settledAt, because, ...rest } = shown(kept)
    const answer = request.answer({ ...rest, state: 'pending', tries: 0, nextTryAt: now })
    return settled(await commitOnce([{ Update: startAnew(kept, now) }], once, answer), once, answer)
  })
  await enqueue([{ subscription: subscription.id, id: params.delivery }])
  return answer
}

/** Sends what is no event of the desk, by the way that every event takes: signed, tried again, and written down. */
export async function sendTest(request: Request<typeof testSubscription>): Promise<StoredAnswer> {
  const { now, once, params } = request
  const subscription = await subscriptionFor(request, params.subscription)
  checkWebhook(subscription, ['active'])
  const id = `test.${ulid(Date.parse(now))}`
  const event = { id, type: testType, occurredAt: now }
  const body = JSON.stringify({ type: testType, timestamp: now, id, subscription: subscription.id, data: {} })
  const { approval } = subscription
  const outgoing = { subscription: subscription.id, event, contentType: 'application/json', body, approval }
  const write = newDelivery(outgoing, now)
  const delivery = write.Put.Item
  const answer = request.answer(shown(delivery))
  const done = await untilWon(async () => settled(await commitOnce([write], once, answer), once, answer))
  if (done === answer) await enqueue([delivery])
  return done
}
