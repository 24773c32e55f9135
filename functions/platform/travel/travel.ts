import { type Legs, legsBetween } from '../../../domain/travel.ts'
import type { TravelBy } from '../../../schemas/day-plan.ts'
import type { Coordinates } from '../../../schemas/site.ts'
import { logger } from '../telemetry.ts'
import { roadsBetween } from './osrm.ts'

/** All ways between some places, and what they are reckoned by. */
export interface Ways {
  legs: Legs
  by: TravelBy
}

/** A service that did not answer is left alone for so long: nobody else is to wait for it. */
const restMs = 30_000
let restsUntil = 0

/**
 * All ways between some places: by the routing service, where the function is given one (`ROUTING_URL`), else, and where it
 * does not answer, as the crow flies at a speed.
 */
export async function waysBetween(
  places: readonly (Coordinates | undefined)[],
  speedKmh: number,
  now = Date.now(),
): Promise<Ways> {
  const straight: Ways = { legs: legsBetween(places, speedKmh), by: { by: 'straight-line', speedKmh } }
  const service = process.env.ROUTING_URL
  const known = places.filter((place) => place !== undefined)
  if (!service || known.length < 2) return straight
  const instead = { ...straight, by: { ...straight.by, because: 'The routing service does not answer.' } }
  if (now < restsUntil) return instead
  try {
    const roads = await roadsBetween(service, known)
    const nth = places.map((place, at) => (place ? places.slice(0, at).filter(Boolean).length : undefined))
    const legs = straight.legs.map((row, from) => row.map((leg, to) => roads[nth[from] ?? -1]?.[nth[to] ?? -1] ?? leg))
    return { legs, by: { by: 'routing-service' } }
  } catch (fault) {
    restsUntil = now + restMs
    logger.warn('The routing service does not answer', fault as Error)
    return instead
  }
}
