import { invalid } from '../../../domain/refusal.ts'
import type { FieldError } from '../../../schemas/problem.ts'
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

/** What is wrong with whom something is to come to: somebody who does not work here, a team that does not exist. */
export async function goalErrors(
  path: string,
  { person, team }: { person?: string | undefined; team?: string | undefined },
): Promise<FieldError[]> {
  const [isStaff, isTeam] = await Promise.all([!person || worksHere(person), !team || findTeam(team)])
  const unknown = (name: string, expected: string) => ({ path: `${path}.${name}`, message: 'is not known', expected })
  return [
    ...(isStaff ? [] : [unknown('person', 'the id of somebody who works here')]),
    ...(isTeam ? [] : [unknown('team', 'the id of a team')]),
  ]
}
