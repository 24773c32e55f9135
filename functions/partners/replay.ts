import { isReached } from '../../domain/partners/standing.ts'
import { fromMs } from '../../domain/time.ts'
import type { Envelope } from '../../events/envelope.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import type { Instant } from '../../schemas/time.ts'
import { environment } from '../platform/environment.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { send } from '../platform/queue.ts'
import { type KeptDelivery, listDeliveries } from '../platform/table/deliveries.ts'
import { redeliver, release } from '../platform/table/delivering.ts'
import { letNextGo } from '../platform/table/delivery-order.ts'
import { loadRecord } from '../platform/table/records.ts'
import { goOn, type KeptReplay, loadReplay, type Progress, type ReplayMessage } from '../platform/table/replays.ts'
import { subscriptions } from '../platform/table/subscriptions.ts'
import { enqueue } from '../platform/webhooks/handing.ts'
import { fromHistory } from './history.ts'

/** A message on the replays queue: that a subscription changed; the next of what was held for it; a piece of a replay. */
type ReplaysMessage = BusEvent | { release: string; after: string } | ReplayMessage

/** So many deliveries are one piece of work. */
const atOnce = 100

const later = (message: ReplaysMessage) => send(environment('REPLAYS_QUEUE_URL'), [message])

/** Sends again: each message is one short piece of work, which may come twice or late. */
export const handler = eachMessage<ReplaysMessage>(async (message) => {
  if ('source' in message) {
    if (message['replay-name']) return
    return releaseHeld((message.detail as Envelope).subject.id, '')
  }
  if ('release' in message) return releaseHeld(message.release, message.after)
  await proceed(message)
})

/** Lets what was held for a subscription that is active again go out, the oldest first. */
async function releaseHeld(id: string, after: string): Promise<void> {
  const subscription = await loadRecord(subscriptions, { id })
  if (subscription?.state !== 'active') return
  const { items, next } = await listDeliveries(id, { states: ['held', 'pending'] }, atOnce, after)
  const now = fromMs(Date.now())
  const held = items.filter(({ state }) => state === 'held')
  const released = await Promise.all(held.map(async (one) => ((await release(one, now)) ? [one] : [])))
  await enqueue([...released.flat(), ...(await orphaned(id, items, now))])
  if (next) await later({ release: id, after: next })
}

/** What waits for one that is gone, since it was held for longer than deliveries are kept, has its turn. */
async function orphaned(subscription: string, items: readonly KeptDelivery[], now: Instant) {
  const orders = new Set(items.flatMap(({ waitsFor, order }) => (waitsFor && order ? [order] : [])))
  const next = await Promise.all([...orders].map((of) => letNextGo(subscription, of, now)))
  return next.flatMap((id) => (id ? [{ subscription, id }] : []))
}

async function proceed({ subscription: id, replay: replayId }: ReplayMessage): Promise<void> {
  const replay = await loadReplay(id, replayId)
  if (replay?.state !== 'running') return
  const subscription = await loadRecord(subscriptions, { id })
  const progress = subscription && isReached(subscription) ? await whole(subscription, replay) : undefined
  const now = fromMs(Date.now())
  const isMine = await goOn(replay, progress ?? { looked: 0, given: 0 }, now, progress ? undefined : 'stopped')
  if (isMine && progress?.after !== undefined) await later({ subscription: id, replay: replayId })
}

/** A piece of work, of which nothing went nowhere: undefined where what was deployed was switched off meanwhile. */
async function whole(subscription: Subscription, replay: KeptReplay): Promise<Progress | undefined> {
  const progress = await piece(subscription, replay)
  if (subscription.target.kind === 'webhook') return progress
  const since = await loadRecord(subscriptions, { id: subscription.id })
  return since?.deployedAt === subscription.deployedAt ? progress : undefined
}

const piece = (subscription: Subscription, replay: KeptReplay): Promise<Progress> =>
  replay.of === 'history' ? fromHistory(subscription, replay) : again(subscription, replay)

/** Sends deliveries again that are there, each once for this request: those that were made under the approval that holds. */
async function again({ approval }: Subscription, replay: KeptReplay): Promise<Progress> {
  const { id, subscription, from, to, states, after } = replay
  const { items, next } = await listDeliveries(subscription, { states, from, to, again: id }, atOnce, after)
  const now = fromMs(Date.now())
  const allowed = items.filter((one) => one.approval === approval)
  const sent = await Promise.all(allowed.map(async (one) => ((await redeliver(one, now, id)) ? [one] : [])))
  await enqueue(sent.flat())
  return { looked: items.length, given: allowed.length, after: next }
}
