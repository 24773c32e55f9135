import { actorOf } from '../../../domain/visibility.ts'
import type { Actor } from '../../../schemas/actor.ts'
import { findPerson } from './people.ts'

/** A partner, as their sight of tickets is judged; undefined where there is none, or none any more. */
export async function ownerOf(id: string): Promise<Actor | undefined> {
  const person = await findPerson(id)
  if (person?.role !== 'partner' || person.active === false || person.erasingAt) return undefined
  // A partner's program sees whatever is its customer's, as at the edge (functions/platform/http/caller.ts).
  return actorOf({ ...person, wholeCustomer: true })
}
