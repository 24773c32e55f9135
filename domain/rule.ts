import type { Actor } from '../schemas/actor.ts'
import type { Draft } from './draft.ts'
import type { MilestoneEvent } from './ticket.ts'

/**
 * What a command does to a ticket that has caught up: changes the draft and records what happened; gives the milestones
 * that fired on the way, if any. Throws a `Refusal` for what may not be done.
 */
export type Rule = (draft: Draft, actor: Actor) => readonly MilestoneEvent[] | undefined
