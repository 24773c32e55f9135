import { businessTime } from '../../../domain/business-time.ts'
import { calendar } from './calendar.ts'

const minute = 60_000
const hour = 60 * minute

/** Business time: two days of nine hours, and what such a year has of hours. */
export const lengths: readonly (readonly [name: string, ms: number])[] = [
  ['30 min', 30 * minute],
  ['2 days', 18 * hour],
  ['1 year', 2500 * hour],
]

/** So many of the starts are compared too: a year is the slowest library's 36 milliseconds. */
export const compared = 40

/** Whole minutes of a year, scattered, open and closed: some libraries know nothing finer. */
const starts = Array.from(
  { length: 500 },
  (_, place) => Date.UTC(2026, 0, 1) + ((place * 104_729 * 5) % (365 * 24 * 60)) * minute,
)

const hours = businessTime(calendar)

/** What each library is asked, in milliseconds: `ends[length][start]` is when that much time has passed. */
export const cases = {
  starts,
  lengths: lengths.map(([, ms]) => ms),
  ends: lengths.map(([, ms]) => starts.map((start) => hours.due(start, ms))),
}

/** What a library answered: calls a second by length, and the first `compared` answers by length. */
export interface Answers {
  library: string
  dueRates: number[]
  elapsedRates: number[]
  due: number[][]
  elapsed: number[][]
}
