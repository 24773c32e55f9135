import { Team } from '../../../schemas/team.ts'
import { tableName } from './client.ts'
import { keys } from './keys.ts'
import { staffChanged } from './loads.ts'
import { type Records, recordsAt } from './records.ts'
import { revised } from './revised.ts'
import { staffChangedFrom } from './technicians.ts'
import type { Write } from './transaction.ts'

/** There are few, so they lie together: one Query. What every ticket's way needs of one lies at its own place, too. */
export const teamRecords: Records<Team> = {
  kind: 'team',
  schema: Team,
  key: ({ id }) => keys.listedTeam(id),
  claims: ({ name }) => [`name#team#${name.toLowerCase()}`],
}

/** A desk can have so many. */
export const mostTeams = 200

/** Every team as it is in the table now, oldest first. */
export const teamsNow = (): Promise<readonly Team[]> => recordsAt(teamRecords, keys.listedTeam('').pk)

/** The same, remembered; no older than so many changes (`loadsNow`). */
export const teamsSince = revised(teamsNow)

/** The short form of a team (schemas/people.ts), as an item. */
export const shortTeam = ({ id, name, supervisor, manager, email }: Team) => ({
  ...keys.team(id),
  ...{ id, name },
  ...(supervisor && { supervisor }),
  ...(manager && { manager }),
  ...(email && { email }),
})

/**
 * What goes with every change of a team, in its transaction: its short form, and that whoever routes hears of it. `seen`: it
 * fails where anything that routing goes by has changed since (`staffChanges`).
 */
export function teamWrites(before: Team | undefined, after: Team | undefined, seen?: number): Write[] {
  const TableName = tableName()
  const short: Write[] = after
    ? [{ Put: { TableName, Item: shortTeam(after) } }]
    : before
      ? [{ Delete: { TableName, Key: keys.team(before.id) } }]
      : []
  return [...short, ...(seen === undefined ? staffChanged() : [staffChangedFrom(seen)])]
}
