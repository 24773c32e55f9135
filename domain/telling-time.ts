import type { QuietHours } from '../schemas/mail-settings.ts'
import type { Hours } from './hours.ts'
import { dayMs, hourMs, minuteMs } from './time.ts'
import { wallAround } from './time-zone.ts'

// Instants are whole milliseconds since 1970.

const timeOfDayMs = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * hourMs + minutes * minuteMs
}

/** The wall of a zone around an instant, and the midnight before it on that wall. */
function today(timeZone: string, at: number) {
  const wall = wallAround(timeZone, at - 2 * dayMs, at + 3 * dayMs)
  const local = wall.localOf(at)
  return { wall, local, midnight: Math.floor(local / dayMs) * dayMs }
}

/** The end of the quiet hours in which an instant lies; the instant itself where it lies in none. Their end is not of them. */
export function afterQuietHours(at: number, { from, to }: QuietHours, timeZone: string): number {
  const { wall, local, midnight } = today(timeZone, at)
  for (const day of [midnight - dayMs, midnight]) {
    const begins = day + timeOfDayMs(from)
    const ends = day + timeOfDayMs(to) + (to < from ? dayMs : 0)
    // Where clocks are set back, the end on the wall may have been already.
    if (local >= begins && local < ends) return Math.max(at, wall.instantOf(ends))
  }
  return at
}

/** The next time after an instant at which a wall shows a time of day. */
export function nextTimeOfDay(at: number, clock: string, timeZone: string): number {
  const { wall, midnight } = today(timeZone, at)
  const times = [0, 1, 2].map((days) => wall.instantOf(midnight + days * dayMs + timeOfDayMs(clock)))
  return times.find((time) => time > at) as number
}

/** Nobody waits longer for a digest: who does not work for so long reads it at the usual time of day. */
const longestMs = 7 * dayMs

/** The next time after an instant at which a day of work begins: the first opening of a date on the wall. Nothing where there is none for a week. */
export function nextStartOfWork(at: number, hours: Hours, timeZone: string): number | undefined {
  const { wall, midnight } = today(timeZone, at)
  const starts = [0, 1].map((days) => hours.nextOpening(wall.instantOf(midnight + days * dayMs)))
  const next = starts.find((start) => start > at)
  return next !== undefined && next - at <= longestMs ? next : undefined
}
