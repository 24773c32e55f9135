import { isPausing, nextTry, restsUntil, verdictOf } from '../../domain/partners/ladder.ts'
import { between, fromMs, later } from '../../domain/time.ts'
import type { UnsentBecause } from '../../schemas/delivery.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { eachMessage } from '../platform/messages.ts'
import type { KeptDelivery } from '../platform/table/deliveries.ts'
import { claim, postpone } from '../platform/table/delivering.ts'
import { keys } from '../platform/table/keys.ts'
import { countFailure, noteDelivered, type Receiver, receiverIn } from '../platform/table/receivers.ts'
import { recordIn } from '../platform/table/records.ts'
import { ownerOf } from '../platform/table/subscription-owners.ts'
import { subscriptions } from '../platform/table/subscriptions.ts'
import { readAll } from '../platform/table/tickets.ts'
import { count, milliseconds } from '../platform/telemetry.ts'
import { type DeliveryMessage, enqueue } from '../platform/webhooks/handing.ts'
import { stop } from './pausing.ts'
import { hold, settle } from './settling.ts'
import { type Tried, tryOnce } from './trying.ts'

/** A message waits on a queue no longer than this: what waits longer is found by the run of each minute. */
const longestDelayMs = 15 * 60_000

/**
 * Brings deliveries to their webhooks: each at least once, with the same id every time. What failed comes again by the
 * ladder; what is settled, or not due, is passed over, however often its message comes.
 */
export const handler = eachMessage<DeliveryMessage>(async (message, correlationId) => {
  const claimed = await claim(message.subscription, message.delivery, Date.now())
  if (!claimed) return
  const { subscription, receiver } = await whither(message.subscription)
  const now = fromMs(Date.now())
  // Gone with its subscription, or waiting until that is active again.
  if (!subscription) return settle(claimed, { state: 'failed' }, now)
  const because = await unsentBecause(claimed, subscription)
  if (because) return settle(claimed, { state: 'failed', because }, now)
  if (subscription.state !== 'active' || subscription.target.kind !== 'webhook') return hold(claimed, {}, now)
  const rest = restsUntil(failing(receiver, subscription), now, Math.random())
  if (rest) {
    await postpone(claimed, rest)
    return
  }
  const tried = await tryOnce(claimed, subscription.target.url, receiver)
  await follow({ claimed, subscription, receiver }, tried, correlationId)
})

interface Underway {
  claimed: KeptDelivery
  subscription: Subscription
  receiver: Receiver
}

/** Where it goes, and how that has answered of late: one request. */
async function whither(id: string): Promise<{ subscription: Subscription | undefined; receiver: Receiver }> {
  const found = await readAll([keys.subscription(id), keys.receiver(id)])
  const record = found.find(({ pk }) => pk === keys.subscription(id).pk)
  return {
    subscription: record && recordIn(subscriptions, record),
    receiver: receiverIn(found.find(({ pk }) => pk === keys.receiver(id).pk)),
  }
}

/**
 * Why a delivery does not go out any more: its subscription was changed, rejected or approved anew since it was made, so that
 * what it says, or where it goes, is not what is granted now; or its owner is gone.
 */
async function unsentBecause(
  { approval }: KeptDelivery,
  subscription: Subscription,
): Promise<UnsentBecause | undefined> {
  if (approval === undefined || approval !== subscription.approval) return 'approval-ended'
  return (await ownerOf(subscription.owner)) ? undefined : 'owner-gone'
}

/** What failed before a subscription was resumed counts no more. */
function failing({ failures, failingSince, failedAt }: Receiver, { activeSince = '' }: Subscription) {
  if (!failingSince || !failedAt || failedAt < activeSince) return undefined
  return { failures, since: later(failingSince, activeSince), lastAt: failedAt }
}

async function follow(underway: Underway, { log, retryAfter }: Tried, correlationId: string): Promise<void> {
  const { claimed, subscription, receiver } = underway
  const now = fromMs(Date.now())
  const verdict = verdictOf(log.status ?? 0)
  if (verdict === 'delivered') {
    await settle(claimed, { log, state: 'delivered' }, now)
    await noteDelivered(subscription.id, receiver, now)
    count('PartnerDeliveries')
    if (claimed.tries === 0 && !claimed.replay) milliseconds('PartnerDeliveryLag', between(claimed.createdAt, now))
    return
  }
  count('PartnerDeliveryFailures')
  // First what concerns the whole subscription: whoever comes after a crash finds it still to be tried, or held.
  if (verdict === 'gone') {
    await stop(subscription.id, 'gone', correlationId)
    return hold(claimed, { log }, now)
  }
  const nextTryAt = nextTry(claimed.tries + 1, now, Math.random(), retryAfter)
  const known = failing(await countFailure(subscription.id, now), subscription)
  const givenUp = nextTryAt ? undefined : { firstTriedAt: claimed.firstTriedAt ?? log.at }
  if (known && isPausing(known, now, givenUp)) await stop(subscription.id, 'failing', correlationId)
  await settle(claimed, { log, state: nextTryAt ? 'pending' : 'failed', nextTryAt }, now)
  const wait = nextTryAt ? between(now, nextTryAt) : longestDelayMs
  if (wait < longestDelayMs) await enqueue([claimed], Math.ceil(wait / 1000))
}
