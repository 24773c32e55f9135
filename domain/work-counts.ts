import { addCounts, type Counts, scopeOf } from './statistics.ts'
import type { Took, Work } from './work.ts'

/**
 * So much of a ticket's work is counted together. Each entry is three counters (the person's day, the team's, the team's
 * people), those with the first response and the resolution two more for each: 22. Taken back and added anew in two
 * generations that is 88 writes, of the 100 of a transaction.
 */
const together = 6

/** The work on a ticket in parts, each small enough to be counted in one transaction; what is new is in the last ones. */
export const partsOf = (work: readonly Work[]): Work[][] =>
  Array.from({ length: Math.ceil(work.length / together) }, (_, part) =>
    work.slice(part * together, (part + 1) * together),
  )

/**
 * What a part of a ticket's work adds to each counter of its people and teams: a function of it and of nothing else. How
 * long things took is counted value by value, so that medians are exact (docs/adr/0027).
 */
export function countsOfWork(work: readonly Work[]): Counts {
  const sum: Counts = {}
  for (const { on, person, team, counts, responded, resolved } of work) {
    const scopes = [...(person ? [scopeOf.person(person)] : []), ...(team ? [scopeOf.team(team)] : [])]
    for (const scope of scopes) {
      const day = `${scope} WORK#${on}`
      addCounts(sum, { [day]: counts })
      if (responded) addCounts(sum, { [`${day}#responded`]: valuesOf(responded) })
      if (resolved) addCounts(sum, { [`${day}#resolved`]: valuesOf(resolved) })
    }
    if (person && team) addCounts(sum, { [`${scopeOf.team(team)} WORK#${on}#people`]: ofPerson(person, counts) })
  }
  return sum
}

/** Milliseconds in a short form: there are many in an item. */
const valuesOf = ({ businessMs, calendarMs }: Took) => ({
  [`b.${businessMs.toString(36)}`]: 1,
  [`c.${calendarMs.toString(36)}`]: 1,
})

/** What a team's people are compared by. */
const ofPerson = (person: string, { taken = 0, resolved = 0 }: Work['counts']) => ({
  ...(taken && { [`taken.${person}`]: taken }),
  ...(resolved && { [`resolved.${person}`]: resolved }),
})
