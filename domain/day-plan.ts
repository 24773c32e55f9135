import type { DayTotals, DayVisit } from '../schemas/day-plan.ts'
import type { Coordinates } from '../schemas/site.ts'
import type { Instant } from '../schemas/time.ts'
import type { Visit } from '../schemas/visit.ts'
import type { WorkSpan } from './day-stops.ts'
import { fromMs, minuteMs, toMs } from './time.ts'
import { type Leg, type Legs, toldKm } from './travel.ts'

/** The visits of somebody's day that are driven to, and the ways between them. */
export interface Day {
  visits: readonly Visit[]
  /** Where each is, in the same order, and where the day begins and ends; undefined where that is not known. */
  places: readonly (Coordinates | undefined)[]
  home: Coordinates | undefined
  /** Place 0 is home, visit `n` lies at `n + 1`. */
  legs: Legs
  work: readonly WorkSpan[]
}

/** A visit at its time of the plan, as far as the order of the day says it. */
export type Planned = Pick<
  DayVisit,
  'from' | 'until' | 'travel' | 'leaveAt' | 'gapMinutes' | 'lateMinutes' | 'outsideHours' | 'map'
> & { visit: Visit }

export interface Plan {
  visits: Planned[]
  back?: Leg
  totals: DayTotals
}

/** The way from one place to another; undefined where it is not known where one of the two is. */
function legOf({ legs, places, home }: Day, from: number, to: number): Leg | undefined {
  const placeOf = (at: number) => (at === 0 ? home : places[at - 1])
  return placeOf(from) && placeOf(to) ? legs[from]?.[to] : undefined
}

const coordinate = (degrees: number) => String(Number(degrees.toFixed(6)))
const pair = ({ latitude, longitude }: Coordinates) => `${coordinate(latitude)},${coordinate(longitude)}`

/** A `geo:` link (RFC 5870), and the way there by car on OpenStreetMap, where it is known from where. */
const mapOf = (from: Coordinates | undefined, to: Coordinates): NonNullable<DayVisit['map']> => ({
  geo: `geo:${pair(to)}`,
  ...(from && {
    directions: `https://www.openstreetmap.org/directions?engine=fossgis_osrm_car&route=${encodeURIComponent(`${pair(from)};${pair(to)}`)}`,
  }),
})

const kept = ({ km, minutes }: Leg) => ({ km: toldKm(km), minutes })

/** The day in the order of its times: `at` says when each visit begins, those that it does not name as they are booked. */
export function planOf(day: Day, at: ReadonlyMap<string, Instant> = new Map()): Plan {
  const order = day.visits
    .map((visit, place) => ({ visit, place: place + 1, from: at.get(visit.id) ?? visit.from }))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.visit.id < b.visit.id ? -1 : 1))
  const totals: DayTotals = {
    ...{ visits: order.length, workMinutes: 0, travelMinutes: 0, km: 0, gapMinutes: 0, lateMinutes: 0 },
  }
  const visits: Planned[] = []
  let here = { place: 0, ends: undefined as number | undefined }
  const travelled = (leg: Leg | undefined) => {
    totals.travelMinutes += leg?.minutes ?? 0
    totals.km += leg?.km ?? 0
  }
  for (const { visit, place, from } of order) {
    const begins = toMs(from)
    const ends = begins + visit.durationMinutes * minuteMs
    const leg = legOf(day, here.place, place)
    const leaves = begins - (leg?.minutes ?? 0) * minuteMs
    const free = here.ends === undefined ? 0 : Math.floor((leaves - here.ends) / minuteMs)
    const to = day.places[place - 1]
    travelled(leg)
    totals.workMinutes += visit.durationMinutes
    totals.gapMinutes += Math.max(0, free)
    totals.lateMinutes += Math.max(0, -free)
    visits.push({
      visit,
      from,
      until: fromMs(ends),
      ...(to && { map: mapOf(here.place === 0 ? day.home : day.places[here.place - 1], to) }),
      ...(leg && { travel: kept(leg) }),
      leaveAt: fromMs(Math.max(leaves, here.ends ?? leaves)),
      ...(free > 0 && { gapMinutes: free }),
      ...(free < 0 && { lateMinutes: -free }),
      ...(!day.work.some((span) => span.from <= begins && ends <= span.to) && { outsideHours: true as const }),
    })
    here = { place, ends: Math.max(ends, here.ends ?? ends) }
  }
  const back = here.place === 0 ? undefined : legOf(day, here.place, 0)
  travelled(back)
  return { visits, ...(back && { back: kept(back) }), totals: { ...totals, km: toldKm(totals.km) } }
}
