import { businessTime } from '../../domain/business-time.ts'
import { invalid } from '../../domain/refusal.ts'
import { dayMs, toMs } from '../../domain/time.ts'
import type { Calendar } from '../../schemas/calendar.ts'

/** What every year's openings must not all be taken away from. */
const yearMs = 366 * dayMs

/** So much of a calendar, so that its item, and the event that tells of a change with both sides, have room (400 KB each). */
const mostBytes = 100_000

/**
 * Refuses hours that cannot be kept, or never open. Weekly hours come back for ever, and holidays end: so what can be known
 * is whether the next year has an opening. `path`: which field has brought the holidays.
 */
export function checkHours(calendar: Calendar, now: string, path = 'holidays'): void {
  const { timeZone, weekly, holidays } = calendar
  if (Buffer.byteLength(JSON.stringify({ timeZone, weekly, holidays })) > mostBytes)
    throw invalid(path, 'is too much', `a calendar of at most ${mostBytes} bytes in all`)
  if (businessTime(calendar).nextOpening(toMs(now)) - toMs(now) <= yearMs) return
  throw invalid(path, 'takes every opening of the next year away', 'at least one opening within a year from now')
}
