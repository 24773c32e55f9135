import type { Instant } from '../schemas/time.ts'
import { dateIn } from './number.ts'
import { dayMs, fromMs, toMs } from './time.ts'
import { type Wall, wallAround } from './time-zone.ts'

/** The date of an instant on a wall, from its midnight to the next: in 23 hours or 25 where the clocks change. */
export function dayAt(wall: Wall, at: number): { from: number; to: number } {
  const date = Math.floor(wall.localOf(at) / dayMs)
  const next = wall.instantOf((date + 1) * dayMs)
  // Clocks that go back over midnight show a date again that has ended.
  return at < next
    ? { from: wall.instantOf(date * dayMs), to: next }
    : { from: next, to: wall.instantOf((date + 2) * dayMs) }
}

/** The day of an instant in a zone: from its first instant to the first of the next, which may be 23 or 25 hours later. */
export function dayOf(zone: string, at: Instant): { from: Instant; to: Instant } {
  const ms = toMs(at)
  const { from, to } = dayAt(wallAround(zone, ms, ms), ms)
  return { from: fromMs(from), to: fromMs(to) }
}

/** A date in a zone, from its first instant to the first of the next; one that the zone has left out is the day around its noon in UTC. */
export function dayOn(zone: string, date: string): { from: Instant; to: Instant } {
  const within = ['12:00', '00:00', '23:59'].map((time) => `${date}T${time}:00.000Z`)
  const noon = within[0] as Instant
  return dayOf(zone, within.find((at) => dateIn(zone, at) === date) ?? noon)
}
