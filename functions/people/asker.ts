import type { Asker } from '../../domain/people.ts'
import type { Actor } from '../../schemas/actor.ts'
import { teamsSince } from '../platform/table/teams.ts'

/** A caller with the teams that they lead: those that they are in, and those that name them. */
export async function askerOf({ id, role, teams = [] }: Actor): Promise<Asker> {
  if (role !== 'supervisor') return { id, role, leads: [] }
  const named = (await teamsSince()).filter(({ supervisor }) => supervisor === id)
  return { id, role, leads: [...teams, ...named.map((team) => team.id)] }
}
