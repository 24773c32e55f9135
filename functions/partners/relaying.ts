import { asksFor } from '../../domain/partners/matching.ts'
import { toldTo } from '../../domain/partners/minimal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import type { Instant } from '../../schemas/time.ts'
import { listenerOf } from '../platform/table/subscription-owners.ts'
import { loadHead } from '../platform/table/tickets.ts'
import type { Said } from '../platform/webhooks/handing.ts'
import { sendOn } from './sending.ts'

/**
 * Sends an event of a ticket to each of some subscriptions that asks for it, as far as its owner sees that ticket now and
 * with no more in it than is granted; gives how many those are. Done again it does no harm: a webhook's delivery is
 * written once, and who listens to a bus or a queue tells one event by its id.
 */
export async function relay(
  { type, event }: Said,
  subscriptions: readonly Subscription[],
  now: Instant,
): Promise<number> {
  const asking = subscriptions.filter((one) => sends(one) && asksFor(one, type))
  if (asking.length === 0 || event.subject.kind !== 'ticket') return 0
  const head = await loadHead(event.subject.id)
  if (!head) return 0
  let sent = 0
  const faults: unknown[] = []
  // What keeps one from hearing keeps no other: those who have heard are told again with it, which does no harm.
  for (const subscription of asking) {
    try {
      if (await tellOne(subscription, head.ticket, { type, event }, now)) sent += 1
    } catch (fault) {
      faults.push(fault)
    }
  }
  if (faults.length > 0) throw faults[0]
  return sent
}

/** False where it is none of its business. */
async function tellOne(subscription: Subscription, ticket: Ticket, { type, event }: Said, now: Instant) {
  const listener = await listenerOf(subscription)
  if (!listener) return false
  const tell = (type: EventType, event: Envelope) => toldTo(listener, ticket, type, event)
  const told = tell(type, event)
  if (!told) return false
  await sendOn(subscription, [{ type, event: told }], { now, tell })
  return true
}

/** Of a webhook that is paused it is held: `handOver` writes it down, and it goes out when the webhook is resumed. */
const sends = ({ state, target }: Subscription): boolean =>
  state === 'active' || (state === 'paused' && target.kind === 'webhook')
