import type { Listener } from '../../../domain/partners/minimal.ts'
import { actorOf } from '../../../domain/visibility.ts'
import type { Actor } from '../../../schemas/actor.ts'
import type { Subscription } from '../../../schemas/subscription.ts'
import { findPerson } from './people.ts'
import { settingsSince } from './settings.ts'

/** A partner, as their sight of tickets is judged; undefined where there is none, or none any more. */
export async function ownerOf(id: string): Promise<Actor | undefined> {
  const person = await findPerson(id)
  if (person?.role !== 'partner' || person.active === false || person.erasingAt) return undefined
  // A partner's program sees whatever is its customer's, as at the edge (functions/platform/http/caller.ts).
  return actorOf({ ...person, wholeCustomer: true })
}

/** Who hears of something by a subscription: nobody where its owner is none any more. */
export async function listenerOf(subscription: Subscription): Promise<Listener | undefined> {
  const owner = await ownerOf(subscription.owner)
  return owner && { subscription, owner, settings: await settingsSince() }
}
