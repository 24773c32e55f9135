import type { Actor } from '../schemas/actor.ts'
import type { View } from '../schemas/view.ts'

type Whose = Pick<View, 'owner' | 'team'>

const isManager = ({ role }: Actor) => role === 'manager' || role === 'admin'

/** Whether a view exists for this person: their own, one of their teams', and for managers every team's. */
export const maySeeView = (actor: Actor, { owner, team }: Whose): boolean =>
  team ? isManager(actor) || !!actor.teams?.includes(team) : owner === actor.id

/** Whether they may make, change and remove it: a team's only who leads the team, or every one. */
export const mayKeepView = (actor: Actor, { owner, team }: Whose): boolean =>
  team ? isManager(actor) || (actor.role === 'supervisor' && !!actor.teams?.includes(team)) : owner === actor.id
