import type { Calendar, Holiday } from '../schemas/calendar.ts'
import type { Opening } from '../schemas/opening.ts'
import type { Hours } from './hours.ts'
import { dayMs, fromMs, toMs } from './time.ts'
import { offsetsOf } from './time-zone.ts'

/** A calendar may be closed for a year, not for ever: so far ahead its openings are looked for. */
const horizonMs = 3 * 366 * dayMs

/** Day and time on the wall of a zone: `2026-11-23T09:00`. */
function wallOf(timeZone: string): (ms: number) => string {
  const offsetAt = offsetsOf(timeZone)
  return (ms) => fromMs(ms + offsetAt(ms)).slice(0, 16)
}

type Named = NonNullable<Opening['holidays']>[number]
const named = ({ date, name, hours = [] }: Holiday): Named => ({
  date,
  ...(name !== undefined && { name }),
  open: hours.length > 0,
})

/**
 * The next openings from an instant on, so many at most, with the holidays that have a say in them: those whose own hours
 * an opening follows, and those that kept the desk closed before it. One that goes on beyond three years has no end.
 */
export function openingsOf(calendar: Calendar, hours: Hours, from: string, count: number): Opening[] {
  const wall = wallOf(calendar.timeZone)
  const holidays = new Map(calendar.holidays.map((holiday) => [holiday.date, named(holiday)]))
  const until = toMs(from) + horizonMs
  const found: Opening[] = []
  /** The holidays that were passed since the opening before. */
  let passed = new Map<string, Named>()
  for (const stretch of hours.stretches(toMs(from), until)) {
    if (!stretch.open) {
      const holiday = stretch.holiday && holidays.get(stretch.holiday.date)
      if (holiday && !holiday.open) passed.set(holiday.date, holiday)
      continue
    }
    const last = found.at(-1)
    if (last && last.to === fromMs(stretch.from)) {
      // It goes on under another name.
      Object.assign(last, ends(stretch.to, until, wall, last.local.from))
      continue
    }
    if (found.length === count) break
    for (const day of [wall(stretch.from), wall(stretch.to - 1)]) {
      const holiday = holidays.get(day.slice(0, 10))
      if (holiday?.open) passed.set(holiday.date, holiday)
    }
    const local = wall(stretch.from)
    found.push({
      from: fromMs(stretch.from),
      ...ends(stretch.to, until, wall, local),
      ...(passed.size > 0 && { holidays: [...passed.values()] }),
    })
    passed = new Map()
  }
  return found
}

const ends = (to: number, until: number, wall: (ms: number) => string, from: string): Pick<Opening, 'to' | 'local'> =>
  to === until ? { local: { from } } : { to: fromMs(to), local: { from, to: wall(to) } }
