import type { Facts } from './statistics.ts'
import type { Work } from './work.ts'

/** What has come about with a ticket since it was last counted; what was taken back meanwhile is in none. */
export interface Happened {
  created?: Pick<Facts, 'channel' | 'priority'>
  resolved: number
  /** First answers and resolutions, in time and too late. */
  met: number
  missed: number
}

/** By what the statistics know of it now, and knew before. */
export const happenedTo = (is: Facts, was: Facts | undefined): Happened => ({
  ...(!was && { created: { channel: is.channel, priority: is.priority } }),
  resolved: is.resolved && !was?.resolved ? 1 : 0,
  met: 0,
  missed: 0,
})

/** By a part of the work on it: a clock that has ended is in it once, for whoever had it then. */
export const happenedIn = (is: readonly Work[], was: readonly Work[]): Happened => ({
  resolved: 0,
  met: Math.max(0, ended(is, 'met') - ended(was, 'met')),
  missed: Math.max(0, ended(is, 'missed') - ended(was, 'missed')),
})

const ended = (work: readonly Work[], result: 'met' | 'missed'): number =>
  work
    .flatMap(({ counts }) => Object.entries(counts))
    .reduce((sum, [name, times]) => (name.startsWith('sla.') && name.endsWith(`.${result}`) ? sum + times : sum), 0)
