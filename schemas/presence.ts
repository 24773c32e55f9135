import * as z from 'zod'
import { PersonId } from './actor.ts'
import { Instant } from './time.ts'

export const PresenceState = z.enum(['viewing', 'typing']).meta({ id: 'PresenceState' })

/** A client says every 30 s that somebody is there still; one beat may be late by half of that. */
export const presentForMs = 45 * 1000

export const Presence = z
  .strictObject({
    person: PersonId,
    state: PresenceState,
    since: Instant.meta({ description: 'When it was last said' }),
    until: Instant.meta({ description: 'When it is forgotten, unless it is said again' }),
  })
  .meta({ id: 'Presence', description: 'Somebody of the desk who has a ticket open' })
export type Presence = z.infer<typeof Presence>
