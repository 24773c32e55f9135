import type { Actor } from '../schemas/actor.ts'
import type { Macro } from '../schemas/macro.ts'

type Whose = Pick<Macro, 'scope' | 'owner'> & { team?: string | undefined }

const isManager = ({ role }: Actor) => role === 'manager' || role === 'admin'
const isIn = (actor: Actor, team: string | undefined) => !!team && !!actor.teams?.includes(team)

/** Whether a macro exists for this person: their own, one of their teams', a shared one; for managers every team's. */
export function maySeeMacro(actor: Actor, { scope, owner, team }: Whose): boolean {
  if (scope === 'personal') return owner === actor.id
  return scope === 'shared' || isManager(actor) || isIn(actor, team)
}

/** Whether they may make, change and remove it: a team's who leads the team, a shared one every supervisor; managers both. */
export function mayKeepMacro(actor: Actor, { scope, owner, team }: Whose): boolean {
  if (scope === 'personal') return owner === actor.id
  return isManager(actor) || (actor.role === 'supervisor' && (scope === 'shared' || isIn(actor, team)))
}
