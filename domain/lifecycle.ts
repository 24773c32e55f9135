import { type Actor, aRole } from '../schemas/actor.ts'
import type { OutReason } from '../schemas/routing.ts'
import type { PendingStatus, Status, TicketReplacement } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import { refuseArchived } from './archive.ts'
import { assignTo, handTo } from './assignment.ts'
import { catchUp, isBehind } from './catch-up.ts'
import { type Draft, decision, draftOf, record } from './draft.ts'
import { endTicket, reopen } from './ending.ts'
import { actOn, firePassed } from './milestone.ts'
import { allowedMoves, type MoveName } from './moves.ts'
import { Refusal } from './refusal.ts'
import { replace } from './replacement.ts'
import type { Rule } from './rule.ts'
import { setStatus } from './status.ts'
import type { Decision, Desk, MilestoneEvent, Ticket } from './ticket.ts'
import { letRulesFind } from './wanting.ts'

/** How somebody was looked for, whom nobody has named: by which rule, by which strategy, and why it is them. */
interface Chosen {
  rule?: string | undefined
  by?: string | undefined
  because: string[]
}

/** What can be asked of a ticket. People and teams that it names exist: the handler has seen to that. */
export type TicketCommand =
  | { do: 'catch-up' }
  | { do: 'replace'; with: TicketReplacement; description: string }
  | { do: 'assign'; technician?: string; team?: string; reason?: string; chosen?: Chosen; forced?: OutReason[] }
  | { do: 'unassign'; reason: string }
  | { do: 'start' | 'resume' | 'close'; reason?: string }
  | { do: 'pause'; status: PendingStatus; reason: string }
  | { do: 'resolve'; resolution: string }
  | { do: 'reopen' | 'cancel'; reason: string }

/**
 * Decides what a command, or another rule, makes of a ticket: first the ticket catches up, then the command takes effect at `now`, then
 * what fired is acted on where its clock still goes. Pure. Throws a `Refusal` for what may not be done.
 */
export function decide(
  ticket: Ticket,
  command: TicketCommand | Rule,
  actor: Actor,
  desk: Desk,
  now: Instant,
): Decision {
  const earlier: Decision[] = []
  let draft = draftOf(ticket, desk, now)
  let fired = catchUp(draft)
  while (isBehind(draft)) {
    // What is still due is recorded next, in its order: not as what a change has put behind the clocks.
    actOn(draft, fired)
    earlier.push(decision(draft))
    draft = draftOf(draft.ticket, desk, now)
    fired = catchUp(draft)
  }
  const decided = afterCatchingUp(draft, fired, command, actor)
  return earlier.length > 0 ? { ...decided, earlier } : decided
}

function afterCatchingUp(draft: Draft, fired: MilestoneEvent[], command: TicketCommand | Rule, actor: Actor): Decision {
  const isRule = typeof command === 'function'
  if (isRule || command.do !== 'catch-up') refuseArchived(draft.ticket, !isRule)
  if (typeof command === 'function') return ended(draft, [...fired, ...(command(draft, actor) ?? [])])
  const description = command.do === 'replace' ? replace(draft, command.with, command.description, actor) : undefined
  if (command.do !== 'catch-up' && command.do !== 'replace') fired.push(...move(draft, command, actor))
  return ended(draft, fired, description)
}

/** A ticket that was just opened, and what is done to it in the same instant: one version of it. */
export function andThen(opened: Decision, rule: Rule, actor: Actor, desk: Desk, now: Instant): Decision {
  const { ticket, events } = decide(opened.ticket, rule, actor, desk, now)
  return { ...opened, ticket: { ...ticket, version: opened.ticket.version }, events: [...opened.events, ...events] }
}

/** What a change has put behind the clocks fires too; then everything that fired is acted on. */
function ended(draft: Draft, fired: readonly MilestoneEvent[], description?: string): Decision {
  actOn(draft, [...fired, ...firePassed(draft)])
  return decision(draft, description)
}

export type MoveCommand = Extract<TicketCommand, { do: MoveName }>
type Command<Move extends MoveName> = Extract<TicketCommand, { do: Move }>

/** Several moves and rules that take effect as one, in their order: each is judged by what the ones before have made of the ticket. */
export const several =
  (commands: readonly (MoveCommand | Rule)[]): Rule =>
  (draft, actor) =>
    commands.flatMap((command) =>
      typeof command === 'function' ? [...(command(draft, actor) ?? [])] : move(draft, command, actor),
    )

function move(draft: Draft, command: MoveCommand, actor: Actor): MilestoneEvent[] {
  const { ticket } = draft
  const to = allow(draft, command, actor)
  const reason = 'reason' in command && command.reason ? { detail: { reason: command.reason } } : {}
  const by = { actor, ...reason }
  switch (command.do) {
    case 'assign':
      assign(draft, command, actor)
      break
    case 'unassign':
      unassign(draft, actor, command.reason)
      break
    case 'start': {
      if (ticket.status !== 'assigned' && ticket.assignee !== actor.id)
        assignTo(draft, actor.id, ticket.team, 'taken', { actor })
      setStatus(draft, to, 'by-hand', by)
      break
    }
    case 'resolve': {
      const fired = endTicket(draft, 'resolved', { actor })
      ticket.resolution = command.resolution
      setStatus(draft, to, 'by-hand', { actor, detail: { resolution: command.resolution } })
      return fired
    }
    case 'cancel': {
      const fired = endTicket(draft, 'cancelled', { actor })
      setStatus(draft, to, 'by-hand', by)
      return fired
    }
    case 'close':
      ticket.closedAt = draft.now
      setStatus(draft, to, 'by-hand', by)
      break
    case 'reopen':
      reopen(draft, 'by-hand', by)
      break
    case 'pause':
    case 'resume':
      setStatus(draft, to, 'by-hand', by)
      break
  }
  return []
}

/** The status that the move leads to; refuses with the moves that are allowed. */
function allow({ ticket, desk, now }: Draft, command: MoveCommand, actor: Actor): Status {
  const allowed = allowedMoves(ticket, actor, desk.settings, now)
  const found = allowed.find(({ move, to }) => move === command.do && (command.do !== 'pause' || to === command.status))
  const beyond = command.do === 'assign' && actor.role === 'technician' && beyondTaking(command, ticket, actor)
  if (found && !beyond) return found.to as Status
  const what = command.do === 'pause' ? `pause to ${command.status}` : command.do
  const why = beyond || `${aRole(actor.role)} may not ${what} a ticket that is ${ticket.status}.`
  throw new Refusal('move-not-allowed', why, { allowed })
}

/** A technician takes a ticket for themselves, into a team of their own; anything more is for a dispatcher. */
function beyondTaking({ technician, team }: Command<'assign'>, ticket: Ticket, actor: Actor): string | undefined {
  if (technician !== actor.id) return 'A technician may give a ticket only to themselves.'
  if (team && team !== ticket.team && !actor.teams?.includes(team)) {
    return 'A technician may take a ticket only into a team of their own.'
  }
  return undefined
}

function assign(draft: Draft, command: Command<'assign'>, actor: Actor): void {
  const { technician, team = draft.ticket.team, reason, chosen, forced } = command
  // Somebody was looked for, and whoever has it already is the best for it.
  if (chosen && technician === draft.ticket.assignee && team === draft.ticket.team) return
  const how = chosen ? 'rule' : actor.id === technician ? 'taken' : 'by-hand'
  const detail = { ...(reason && { reason }), ...(chosen && { because: chosen.because }) }
  const event = assignTo(draft, technician, team, how, { actor, ...(Object.keys(detail).length > 0 && { detail }) })
  const { rule, by } = chosen ?? {}
  Object.assign(event.data, { ...(rule && { rule }), ...(by && { by }), ...(forced && { forced }) })
  const to = technician ? 'assigned' : 'created'
  if (draft.ticket.status !== to) setStatus(draft, to, 'handed-on', { actor })
  // With a team it waits for one of them to take it: the rules have nothing to say any more.
  if (!technician) delete draft.ticket.routing
}

function unassign(draft: Draft, actor: Actor, reason: string): void {
  const { ticket } = draft
  const previousAssignee = ticket.assignee
  handTo(draft, undefined, ticket.team)
  const declined = previousAssignee === actor.id
  record(
    draft,
    'ticket.unassigned',
    { ...(previousAssignee && { previousAssignee }), reason: declined ? 'declined' : 'by-hand' },
    { actor, detail: { reason } },
  )
  setStatus(draft, 'created', 'by-hand', { actor, detail: { reason } })
  // Whoever takes it from somebody has something in mind with it; whoever declines it has not.
  if (declined) letRulesFind(draft, actor.id)
}
