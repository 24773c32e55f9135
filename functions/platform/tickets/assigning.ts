import { invalid } from '../../../domain/refusal.ts'
import { findTeam, worksHere } from '../table/people.ts'

/** Refuses an assignment to somebody who does not work here, or to a team that does not exist. */
export async function checkAssignment({
  technician,
  team,
}: {
  technician?: string | undefined
  team?: string | undefined
}): Promise<void> {
  if (technician && !(await worksHere(technician))) {
    throw invalid('technician', 'is not known', 'the id of somebody who works here')
  }
  if (team && !(await findTeam(team))) throw invalid('team', 'is not known', 'the id of a team')
}
