import type { Facts } from './statistics.ts'
import type { Work } from './work.ts'

/** What it is divided by. */
type Kind = Pick<Facts, 'channel' | 'priority'>

/** What has come about with a ticket since it was last counted; what was taken back meanwhile is in none. */
export interface Happened {
  created?: Kind
  resolved?: Kind
  /** First answers and resolutions, in time and too late. */
  met: number
  missed: number
}

/** By what the statistics know of it now, and knew before. */
export const happenedTo = (is: Facts, was: Facts | undefined): Happened => ({
  ...(!was && { created: kindOf(is) }),
  ...(is.resolved && !was?.resolved && { resolved: kindOf(is) }),
  met: 0,
  missed: 0,
})

const kindOf = ({ channel, priority }: Facts): Kind => ({ channel, priority })

/** By a part of the work on it: a clock that has ended is in it once, for whoever had it then. */
export const happenedIn = (is: readonly Work[], was: readonly Work[]): Happened => ({
  met: Math.max(0, ended(is, 'met') - ended(was, 'met')),
  missed: Math.max(0, ended(is, 'missed') - ended(was, 'missed')),
})

const ended = (work: readonly Work[], result: 'met' | 'missed'): number =>
  work
    .flatMap(({ counts }) => Object.entries(counts))
    .reduce((sum, [name, times]) => (name.startsWith('sla.') && name.endsWith(`.${result}`) ? sum + times : sum), 0)
