import type { Subscription } from '../../schemas/subscription.ts'
import { type Handing, handOver, type Said } from '../platform/webhooks/handing.ts'
import { putOnBus } from './bus.ts'

/** Sends what a subscription is told on its way, in the order in which it is given: to a webhook, or onto the partners' bus. */
export async function sendOn(subscription: Subscription, all: readonly Said[], handing: Handing): Promise<void> {
  if (subscription.target.kind !== 'webhook') return putOnBus(subscription, all, handing)
  for (const said of all) await handOver(subscription, said, handing)
}
