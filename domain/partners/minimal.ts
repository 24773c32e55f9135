import { toldOutside } from '../../events/audiences.ts'
import type { EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { withoutPersonalData } from '../../events/personal.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Settings } from '../../schemas/settings.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { settingsOf } from '../brand.ts'
import { toldTo as withoutHiddenFields } from '../custom-fields.ts'
import { matches, type Told } from './matching.ts'

/** Who hears of something: as a subscription asks for it, as far as its owner sees. */
export interface Listener {
  readonly subscription: Pick<Subscription, 'types' | 'filter' | 'personalData'>
  readonly owner: Actor
  readonly settings: Settings
}

/**
 * An event as it goes out: what callers from outside read of it, and without personal data unless that is granted.
 * Undefined where it is not for this listener.
 */
export function toldTo(
  { subscription, owner, settings }: Listener,
  ticket: Told,
  type: EventType,
  event: Envelope,
): Envelope | undefined {
  if (!matches(subscription, owner, ticket, type, event)) return undefined
  const { customFields } = settingsOf(settings, event.brand)
  const seen = withoutHiddenFields(event, customFields, owner)
  if (!seen) return undefined
  // Whatever causes an event is internal.
  const { causationId: _, ...outside } = { ...seen, data: toldOutside(type, seen.data) }
  return subscription.personalData ? outside : withoutPersonalData(type, outside)
}
