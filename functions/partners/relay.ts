import type { EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { subscriptionsNow } from '../platform/table/subscriptions.ts'
import { count } from '../platform/telemetry.ts'
import { relay } from './relaying.ts'

/** Sends what happens to tickets on to the partners who asked for it. What an archive plays again is not for them. */
export const handler = eachMessage<BusEvent>(async (message) => {
  if (message['replay-name']) return
  const subscriptions = await together()
  if (subscriptions.length === 0) return
  const said = { type: message['detail-type'] as EventType, event: message.detail as Envelope }
  const relayed = await relay(said, subscriptions, new Date().toISOString())
  if (relayed > 0) count('EventsRelayed', relayed)
})

let asking: Promise<readonly Subscription[]> | undefined

/** The messages of a batch come at once, and are answered by one request. */
function together(): Promise<readonly Subscription[]> {
  asking ??= subscriptionsNow().finally(() => {
    asking = undefined
  })
  return asking
}
