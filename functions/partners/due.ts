import { fromMs } from '../../domain/time.ts'
import { environment } from '../platform/environment.ts'
import { send } from '../platform/queue.ts'
import { deliveriesUntil } from '../platform/table/delivering.ts'
import { replaysUntil } from '../platform/table/replays.ts'
import { count, observed } from '../platform/telemetry.ts'
import { enqueue } from '../platform/webhooks/handing.ts'

/** So many of a shard in a run: what is left over is found by the next. */
const most = 1000

/**
 * Every minute: finds deliveries whose next try has come, and what was left by somebody who died over it, and puts them on
 * the queue; replays likewise. What is found twice is done once all the same.
 */
export const handler = observed(async () => {
  const now = fromMs(Date.now())
  const [deliveries, replays] = await Promise.all([deliveriesUntil(now, most), replaysUntil(now)])
  count('PartnerDeliveriesDue', deliveries.length)
  await enqueue(deliveries)
  await send(environment('REPLAYS_QUEUE_URL'), replays)
  return { deliveries: deliveries.length, replays: replays.length }
})
