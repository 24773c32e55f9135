import type { Instant } from '../../schemas/time.ts'
import { untilWon } from '../platform/retry.ts'
import type { KeptDelivery } from '../platform/table/deliveries.ts'
import { type Outcome, outcomeWrite, release, update } from '../platform/table/delivering.ts'
import { letGo, letNextGo, loadOrder, orderWrite, stillWaiting } from '../platform/table/delivery-order.ts'
import { loadRecord } from '../platform/table/records.ts'
import { subscriptions } from '../platform/table/subscriptions.ts'
import { transact } from '../platform/table/transaction.ts'
import { enqueue } from '../platform/webhooks/handing.ts'

/**
 * Writes down what a try came to. Where that settles a delivery that others wait for, the next of its ticket is on its way
 * by the same transaction, whether this one arrived or was given up.
 */
export async function settle(claimed: KeptDelivery, outcome: Outcome, now: Instant): Promise<void> {
  const write = outcomeWrite(claimed, outcome, now)
  const isOver = outcome.state === 'delivered' || outcome.state === 'failed'
  if (!claimed.order || !isOver) {
    await update(write)
    return
  }
  const { subscription, id, order: of } = claimed
  /** Whether some are gone by now: nothing went out for longer than they are kept. */
  let isTorn = false
  const next = await untilWon(async () => {
    const order = await loadOrder(subscription, of)
    // Sent again by hand, it has had its turn.
    if (order.waiting[0] !== id) return update(write).then(() => '')
    const rest = order.waiting.slice(1)
    const waiting = isTorn ? await stillWaiting(subscription, rest) : rest
    const [first] = waiting
    const writes = [write, orderWrite(order, { seq: order.seq, waiting }, now)]
    const written = await transact(first ? [...writes, letGo(subscription, first, now)] : writes)
    if (written.is === 'committed') return first ?? ''
    // Somebody else has it by now; or it has expired meanwhile.
    if (written.is === 'refused' && written.at === 0) return letNextGo(subscription, of, now)
    isTorn ||= written.is === 'refused' && written.at === 2
    return undefined
  })
  if (next) await enqueue([{ subscription, id: next }])
}

/**
 * Holds a delivery until its subscription is active again. Where that has happened just now, whoever let go what was held has
 * not seen this one: it goes on.
 */
export async function hold(claimed: KeptDelivery, outcome: Pick<Outcome, 'log'>, now: Instant): Promise<void> {
  await settle(claimed, { ...outcome, state: 'held' }, now)
  const subscription = await loadRecord(subscriptions, { id: claimed.subscription })
  if (subscription?.state !== 'active' || subscription.target.kind !== 'webhook') return
  if (await release(claimed, now)) await enqueue([claimed])
}
