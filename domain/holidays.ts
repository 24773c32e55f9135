import type { Holiday } from '../schemas/calendar.ts'
import type { SkipReason } from '../schemas/holiday-import.ts'

/** What an import offers: a date that is closed, or something that is none, and why. */
export interface Offered {
  date?: string
  name?: string
  skipped?: SkipReason
}

export interface Merged {
  holidays: Holiday[]
  added: Holiday[]
  changed: (Holiday & { was?: string })[]
  skipped: (Offered & { skipped: SkipReason })[]
}

/**
 * Merges by date what an import offers into the holidays that are there. Hours that somebody has given a date stay, and
 * whatever is there and not offered does; a closed date gets the name that it is offered under.
 */
export function mergeHolidays(there: readonly Holiday[], offered: readonly Offered[]): Merged {
  const known = new Map(there.map((holiday) => [holiday.date, holiday]))
  const seen = new Set<string>()
  const merged: Merged = { holidays: [], added: [], changed: [], skipped: [] }
  for (const one of offered) {
    const reason = one.skipped ?? refusalOf(one, seen, known)
    if (reason || one.date === undefined) merged.skipped.push({ ...one, skipped: reason ?? 'no-date' })
    else take({ date: one.date, ...(one.name !== undefined && { name: one.name }) }, known, merged)
    if (!one.skipped && one.date) seen.add(one.date)
  }
  merged.holidays = [...known.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1))
  return merged
}

function refusalOf(
  { date = '', name }: Offered,
  seen: Set<string>,
  known: Map<string, Holiday>,
): SkipReason | undefined {
  if (seen.has(date)) return 'same-date'
  const holiday = known.get(date)
  if (holiday?.hours?.length) return 'own-hours'
  if (holiday && (name === undefined || name === holiday.name)) return 'there-already'
  return undefined
}

function take(holiday: Holiday, known: Map<string, Holiday>, { added, changed }: Merged): void {
  const before = known.get(holiday.date)
  known.set(holiday.date, holiday)
  if (!before) added.push(holiday)
  else changed.push({ ...holiday, ...(before.name !== undefined && { was: before.name }) })
}
