import { toldOutside } from '../../events/audiences.ts'
import type { EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { withoutPersonalData } from '../../events/personal.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { matches, type Told } from './matching.ts'

/**
 * An event as it goes out to a subscription: what callers from outside read of it, and without personal data unless that
 * is granted. Undefined where it is not for this subscription.
 */
export function toldTo(
  subscription: Pick<Subscription, 'types' | 'filter' | 'personalData'>,
  owner: Actor,
  ticket: Told,
  type: EventType,
  event: Envelope,
): Envelope | undefined {
  if (!matches(subscription, owner, ticket, type, event)) return undefined
  const outside = { ...event, data: toldOutside(type, event.data) }
  return subscription.personalData ? outside : withoutPersonalData(type, outside)
}
