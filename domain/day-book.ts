import type { Coordinates } from '../schemas/site.ts'
import type { Instant } from '../schemas/time.ts'
import type { Visit } from '../schemas/visit.ts'
import { dayMs, fromMs, hourMs, minuteMs, toMs } from './time.ts'
import { distanceKm, travelMinutes } from './travel.ts'

/** A visit as it keeps its technician's time. */
export interface Booked extends Pick<Visit, 'id' | 'ticket' | 'technician' | 'from' | 'until' | 'site'> {
  /** Where it is, where that is known. */
  at?: Coordinates
}

/** No way between two visits is reckoned longer: so far around a visit it is looked for others. */
export const mostTravelMs = 12 * hourMs

/** A visit that ended longer ago says nothing of where somebody sets out. */
const sameTripMs = 8 * hourMs

/** The UTC dates that `[from, until)` touches: over midnight, two. */
export function datesOf(from: Instant, until: Instant): string[] {
  const [first, last] = [Math.floor(toMs(from) / dayMs), Math.floor((toMs(until) - 1) / dayMs)]
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => fromMs((first + at) * dayMs).slice(0, 10))
}

/** The dates on which another visit could be in the way of one. */
export const datesAround = ({ from, until }: Pick<Booked, 'from' | 'until'>): string[] =>
  datesOf(fromMs(toMs(from) - mostTravelMs), fromMs(toMs(until) + mostTravelMs))

/** The minutes from one place to another at a speed; none where it is not known where one of them is. */
export const wayMinutes = (a: Coordinates | undefined, b: Coordinates | undefined, speedKmh: number): number =>
  a && b ? Math.min(travelMinutes(distanceKm(a, b), speedKmh), mostTravelMs / minuteMs) : 0

/**
 * The first visit that is in the way of one: at the same time, or so near before or after it that the way between them takes
 * longer. It asks all of them, not only the neighbours: so nothing is in the way of another after one between them is gone.
 */
export function inTheWay(
  visit: Pick<Booked, 'id' | 'from' | 'until' | 'at'>,
  others: readonly Booked[],
  speedKmh: number,
): Booked | undefined {
  const [from, until] = [toMs(visit.from), toMs(visit.until)]
  return others.find((other) => {
    if (other.id === visit.id) return false
    const [itsFrom, itsUntil] = [toMs(other.from), toMs(other.until)]
    if (from - itsUntil >= mostTravelMs || itsFrom - until >= mostTravelMs) return false
    const way = wayMinutes(other.at, visit.at, speedKmh) * minuteMs
    return from < itsUntil + way && itsFrom < until + way
  })
}

/** The way to a visit in minutes: from the visit before it, where that ended not long ago; else from the home base. */
export function wayTo(
  visit: Pick<Booked, 'id' | 'from' | 'at'>,
  others: readonly Booked[],
  home: Coordinates | undefined,
  speedKmh: number,
): number {
  const earliest = fromMs(toMs(visit.from) - sameTripMs)
  const before = others
    .filter(({ id, until, at }) => id !== visit.id && at && until <= visit.from && until > earliest)
    .toSorted((a, b) => (a.until < b.until ? 1 : -1))
  return wayMinutes(before[0]?.at ?? home, visit.at, speedKmh)
}
