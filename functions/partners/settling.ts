import type { Instant } from '../../schemas/time.ts'
import { untilWon } from '../platform/retry.ts'
import type { KeptDelivery } from '../platform/table/deliveries.ts'
import { type Outcome, outcomeWrite, update } from '../platform/table/delivering.ts'
import { letGo, loadOrder, orderWrite } from '../platform/table/delivery-order.ts'
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
  const { subscription, id, order: of, expiresAt } = claimed
  /** Those that nobody has any more: nothing went out for longer than they are kept. */
  const gone = new Set<string>()
  const next = await untilWon(async () => {
    const order = await loadOrder(subscription, of)
    // Sent again by hand, it has had its turn.
    if (order.waiting[0] !== id) return update(write).then(() => [])
    const waiting = order.waiting.slice(1).filter((one) => !gone.has(one))
    const [first] = waiting
    const writes = [write, orderWrite(order, { seq: order.seq, waiting }, expiresAt)]
    const written = await transact(first ? [...writes, letGo(subscription, first, now)] : writes)
    if (written.is === 'committed') return first ? [{ subscription, id: first }] : []
    if (written.is === 'refused' && written.at === 0) return []
    if (written.is === 'refused' && written.at === 2 && first) gone.add(first)
    return undefined
  })
  await enqueue(next)
}
