import { setPriority, tag } from '../../../domain/amendment.ts'
import { type MoveCommand, several } from '../../../domain/lifecycle.ts'
import type { Rule } from '../../../domain/rule.ts'
import type { Actor, ActorRole } from '../../../schemas/actor.ts'
import type { BulkAction, TicketAction } from '../../../schemas/bulk.ts'
import { mergeTicket } from '../../../schemas/operations/joining.ts'
import { type Operation, staff } from '../../../schemas/operations/operation.ts'
import * as tickets from '../../../schemas/operations/tickets.ts'
import type { Loaded } from '../table/tickets.ts'
import type { Effect } from './command.ts'
import { givingOf, outcomeWrites } from './giving.ts'

/** The operation that does to one ticket what an action does to many. */
const singles: Record<BulkAction['do'], Pick<Operation, 'roles'>> = {
  assign: tickets.assignTicket,
  unassign: tickets.unassignTicket,
  start: tickets.startTicket,
  pause: tickets.pauseTicket,
  resume: tickets.resumeTicket,
  resolve: tickets.resolveTicket,
  close: tickets.closeTicket,
  reopen: tickets.reopenTicket,
  cancel: tickets.cancelTicket,
  'set-priority': tickets.replaceTicket,
  tag: tickets.replaceTicket,
  comment: { roles: staff },
  merge: mergeTicket,
}

/** Who may do to one ticket what an action does to many. */
export const mayDo = (action: BulkAction, role: ActorRole): boolean =>
  (singles[action.do].roles as readonly ActorRole[]).includes(role)

/** What an action does to a ticket as it is. */
export async function stepOf(
  loaded: Loaded,
  action: TicketAction,
  actor: Actor,
  now: string,
): Promise<Pick<Effect, 'guard' | 'writes'> & { step: MoveCommand | Rule }> {
  if (action.do !== 'assign') return { step: plainStep(action) }
  const giving = await givingOf(loaded, action, actor, now)
  return { step: giving.command, guard: giving.guard, writes: (decision) => outcomeWrites(giving, decision) }
}

/** What actions do to a ticket, as one: all of them or none. */
export async function effectOf(
  loaded: Loaded,
  actions: readonly TicketAction[],
  actor: Actor,
  now: string,
): Promise<Effect> {
  const steps = await Promise.all(actions.map((action) => stepOf(loaded, action, actor, now)))
  return {
    command: several(steps.map(({ step }) => step)),
    teams: teamsOf(actions),
    mayChoosePolicy: choosesPolicy(actions),
    guard: steps.find(({ guard }) => guard)?.guard,
    writes: (decision) => steps.flatMap(({ writes }) => writes?.(decision) ?? []),
  }
}

function plainStep(action: Exclude<TicketAction, { do: 'assign' }>): MoveCommand | Rule {
  switch (action.do) {
    case 'set-priority':
      return setPriority(action.priority)
    case 'tag':
      return tag(action.add, action.remove)
    default:
      return stripped(action) as MoveCommand
  }
}

/** Without what was not given: a move's optional parts are absent, not undefined. */
const stripped = (given: object) => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))

/** The teams that actions bring in. */
export const teamsOf = (actions: readonly BulkAction[]): (string | undefined)[] =>
  actions.flatMap((action) => (action.do === 'assign' ? [action.team] : []))

/** Whether actions change fields by which a policy is chosen. */
export const choosesPolicy = (actions: readonly BulkAction[]): boolean =>
  actions.some((action) => action.do === 'set-priority' || action.do === 'tag')
