import { weekdays } from '../schemas/calendar.ts'
import type { Duty, Override, Rotation } from '../schemas/on-call.ts'
import type { Instant } from '../schemas/time.ts'
import { dayMs, earlier, fromMs, later, minuteMs, toMs, weekMs } from './time.ts'
import { wallAround } from './time-zone.ts'

/** The local time of the first hand-over, as if the zone were UTC: that of the first such weekday from `startsOn`. */
function firstHandOver({ handOver: { day, at }, startsOn }: Rotation): number {
  const date = Date.parse(`${startsOn}T00:00:00Z`)
  // 1970 began with a Thursday.
  const weekday = (((date / dayMs + 3) % 7) + 7) % 7
  const wait = (weekdays.indexOf(day) - weekday + 7) % 7
  return date + wait * dayMs + (Number(at.slice(0, 2)) * 60 + Number(at.slice(3))) * minuteMs
}

/** The week of the rotation that an instant lies in: whose turn it is, from one hand-over to the next. */
function turnAt(rotation: Rotation, at: number): { person: string; from: number; until: number } {
  const { timeZone, members } = rotation
  const wall = wallAround(timeZone, at - 2 * weekMs, at + 2 * weekMs)
  const first = firstHandOver(rotation)
  const handOver = (week: number) => wall.instantOf(first + week * weekMs)
  let week = Math.floor((wall.localOf(at) - first) / weekMs)
  // Where the clocks change at the hand-over, what they show is up to a day off.
  if (at < handOver(week)) week -= 1
  else if (at >= handOver(week + 1)) week += 1
  const place = ((week % members.length) + members.length) % members.length
  return { person: members[place] as string, from: handOver(week), until: handOver(week + 1) }
}

/** What is left of a duty around an instant that none of these covers. */
function cut(duty: Duty, at: Instant, upper: readonly Override[]): Duty {
  let { from, until } = duty
  for (const other of upper) {
    if (other.until <= at) from = later(from, other.until)
    else until = earlier(until, other.from)
  }
  return { ...duty, from, until }
}

/**
 * Who is on call at an instant, from when to when: the override that covers it and was added last, else whose week it is. The
 * weeks go round without an end, also before `startsOn`: so nobody is waited for. A hand-over at a time that the clocks leave
 * out comes later by the gap; at one that they show twice, it is the first.
 */
export function dutyAt(rotation: Rotation, at: Instant): Duty {
  const { overrides } = rotation
  const place = overrides.findLastIndex(({ from, until }) => from <= at && at < until)
  const over = overrides[place]
  if (over) {
    const { id, person, from, until } = over
    return cut({ person, from, until, override: id }, at, overrides.slice(place + 1))
  }
  const { person, from, until } = turnAt(rotation, toMs(at))
  return cut({ person, from: fromMs(from), until: fromMs(until) }, at, overrides)
}

/** The duties that lie in `[from, to)` at least in part, whole and in order: one ends where the next begins. */
export function duties(rotation: Rotation, from: Instant, to: Instant): Duty[] {
  const found: Duty[] = []
  for (let at = from; at < to; ) {
    const duty = dutyAt(rotation, at)
    found.push(duty)
    at = duty.until
  }
  return found
}
