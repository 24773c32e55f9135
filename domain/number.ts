import type { NumberFormat, Settings } from '../schemas/settings.ts'
import type { Instant } from '../schemas/time.ts'

/** The date at an instant on the wall of a zone: `2026-11-21`. */
export function dateIn(timeZone: string, at: Instant): string {
  const parts = dates(timeZone)
    .formatToParts(new Date(at))
    .map(({ type, value }) => [type, value] as const)
  const { year = '', month = '', day = '' } = Object.fromEntries(parts)
  return `${year.padStart(4, '0')}-${month}-${day}`
}

/** Making one takes a hundred times as long as using it. */
const made = new Map<string, Intl.DateTimeFormat>()
function dates(timeZone: string): Intl.DateTimeFormat {
  const found = made.get(timeZone)
  if (found) return found
  const fresh = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  made.set(timeZone, fresh)
  return fresh
}

/**
 * What numbers are counted under: the prefix, with the desk's own year where the format has one. Each stem has a count of
 * its own, whichever brand draws from it, so that no number is given twice and each year begins anew.
 */
export const stemOf = ({ number, timeZone }: Pick<Settings, 'number' | 'timeZone'>, now: Instant): string =>
  number.year ? `${number.prefix}-${dateIn(timeZone, now).slice(0, 4)}` : number.prefix

/** How a ticket number looks: `TKT000123`, `CWS-2024-001`; a count that outgrows the width is longer. */
export const numberOf = ({ width, year }: NumberFormat, stem: string, count: number): string =>
  `${stem}${year ? '-' : ''}${String(count).padStart(width, '0')}`
