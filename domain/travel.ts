import type { Coordinates } from '../schemas/site.ts'

/** The mean radius of the earth, (2a + b) / 3 of WGS 84 (IUGG). */
const earthKm = 6371.0088

const radians = (degrees: number) => (degrees * Math.PI) / 180
/** Half of the versine: `sin²(angle / 2)`. */
const haversine = (angle: number) => Math.sin(angle / 2) ** 2

/** Kilometres between two places as the crow flies, by the haversine formula: within 0.6 % of those on the ellipsoid. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const [here, there] = [radians(a.latitude), radians(b.latitude)]
  const across = Math.cos(here) * Math.cos(there) * haversine(radians(b.longitude - a.longitude))
  return 2 * earthKm * Math.asin(Math.sqrt(Math.min(1, haversine(there - here) + across)))
}

/** Minutes for so many kilometres at a speed, rounded up to whole ones. */
export const travelMinutes = (km: number, speedKmh: number): number => Math.ceil((km / speedKmh) * 60)

/** Kilometres as they are told, to one decimal: nobody drives by metres. */
export const toldKm = (km: number): number => Math.round(km * 10) / 10

/** A way between two places. */
export interface Leg {
  km: number
  minutes: number
}

/** From each of some places (the row) to each (the column); where the coordinates of one are not known, there is no way said. */
export type Legs = readonly (readonly Leg[])[]

const noWay: Leg = { km: 0, minutes: 0 }

/** All ways between some places as the crow flies, at a speed; no time where it is not known where a place is. */
export const legsBetween = (places: readonly (Coordinates | undefined)[], speedKmh: number): Legs =>
  places.map((a) =>
    places.map((b) => {
      if (!a || !b) return noWay
      const km = distanceKm(a, b)
      return { km, minutes: travelMinutes(km, speedKmh) }
    }),
  )
