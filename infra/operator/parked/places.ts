import { Misuse } from '../line/command.ts'
import type { Resources } from '../resources.ts'
import { deadLetterPlaces } from './dead-letters.ts'
import type { Place } from './place.ts'
import { queuesOf } from './queues.ts'
import { parkedEventsPlace, stoppedSubscriptionsPlace, troubledMailsPlace } from './table-places.ts'

/** Everywhere that something can wait for a person: queues as the stacks have them, then the parts of the table. */
export async function placesOf({ queues }: Resources): Promise<Place[]> {
  const queued = deadLetterPlaces(await queuesOf(queues))
  return [...queued, parkedEventsPlace, troubledMailsPlace, stoppedSubscriptionsPlace]
}

/** The place of a name, or of the one name that it begins. */
export function placeNamed(places: readonly Place[], name: string): Place {
  const exact = places.find((place) => place.name === name)
  const near = places.filter((place) => place.name.toLowerCase().includes(name.toLowerCase()))
  const found = exact ?? (near.length === 1 ? near[0] : undefined)
  if (found) return found
  const known = (near.length > 0 ? near : places).map((place) => place.name).join(', ')
  throw new Misuse(`${near.length > 0 ? `"${name}" is several places` : `There is no place "${name}"`}: ${known}.`)
}
