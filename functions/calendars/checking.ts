import { always, type Hours } from '../../domain/hours.ts'
import { invalid } from '../../domain/refusal.ts'
import { toMs } from '../../domain/time.ts'
import type { Calendar } from '../../schemas/calendar.ts'

const dayMs = 24 * 60 * 60 * 1000
/** What every year's openings must not all be taken away from. */
const yearMs = 366 * dayMs

/** So much of a calendar, so that its item, and the event that tells of a change with both sides, have room (400 KB each). */
const mostBytes = 100_000

/** A calendar made ready to reckon with. */
export async function readyHours(calendar: Calendar | 'always'): Promise<Hours> {
  if (calendar === 'always') return always
  const { businessTime } = await import('../../domain/business-time.ts')
  return businessTime(calendar)
}

/**
 * Refuses hours that cannot be kept, or never open. Weekly hours come back for ever, and holidays end: so what can be known
 * is whether the next year has an opening. `path`: which field has brought the holidays.
 */
export async function checkHours(calendar: Calendar, now: string, path = 'holidays'): Promise<void> {
  if (Buffer.byteLength(JSON.stringify(calendar)) > mostBytes)
    throw invalid(path, 'is too much', `a calendar of at most ${mostBytes} bytes in all`)
  const hours = await readyHours(calendar)
  if (hours.nextOpening(toMs(now)) - toMs(now) <= yearMs) return
  throw invalid(path, 'takes every opening of the next year away', 'at least one opening within a year from now')
}
