import type { Shift } from '../schemas/on-call.ts'
import type { Instant } from '../schemas/time.ts'
import { between, dayMs, fromMs, plus, toMs, weekMs } from './time.ts'
import { wallAround } from './time-zone.ts'

type Planned = Pick<Shift, 'technician' | 'from' | 'until'>

/** Whether two are of one person, and some time is of both. */
export const overlap = (a: Planned, b: Planned): boolean =>
  a.technician === b.technician && a.from < b.until && b.from < a.until

/** The same again so many weeks later, at the same time on the wall of a zone; as long as it is, also where the clocks change. */
export function weeksLater<Given extends Planned>(shift: Given, weeks: number, zone: string): Given {
  const from = toMs(shift.from)
  const moved = weeks * weekMs
  const wall = wallAround(zone, from, from + moved)
  const begin = fromMs(wall.instantOf(wall.localOf(from) + moved))
  return weeks === 0 ? shift : { ...shift, from: begin, until: plus(begin, between(shift.from, shift.until)) }
}

const mondayMs = 4 * dayMs

/** The Monday (of UTC) of the week that an instant lies in. 1970 began with a Thursday. */
export const weekOf = (at: Instant): string =>
  fromMs(Math.floor((toMs(at) - mondayMs) / weekMs) * weekMs + mondayMs).slice(0, 10)

/** The weeks in which a shift may begin that lies in `[from, until)` in part: none is longer than a day. */
export function weeksOf(from: Instant, until: Instant): string[] {
  const last = weekOf(plus(until, -1))
  const weeks = [weekOf(plus(from, -dayMs))]
  for (let week = weeks[0] as string; week < last; ) {
    week = plus(`${week}T00:00:00.000Z`, weekMs).slice(0, 10)
    weeks.push(week)
  }
  return weeks
}
