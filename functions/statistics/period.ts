import { invalid } from '../../domain/refusal.ts'
import { dateAfter, daysFrom } from '../../domain/statistics.ts'
import { mostDays } from '../../schemas/statistics.ts'

/** The days that are asked for: the last 30 where nothing is said. Refuses what is none, or too long. */
export function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, today: string) {
  const last = to ?? (from && from > today ? from : today)
  const first = from ?? dateAfter(last, -29)
  const days = daysFrom(first, last)
  if (days < 1) throw invalid('from', 'is after the last day', `${last} or earlier`)
  if (days > mostDays) throw invalid('from', 'is too far from the last day', `${mostDays} days at most`)
  if (first < '1900-01-01' || last > '9998-12-31') throw invalid('to', 'is not a day of a desk', 'a day from 1900 on')
  return { from: first, to: last, days }
}
