import type { GivenEscalation } from '../schemas/escalation.ts'
import { assignTo } from './assignment.ts'
import { type Draft, record } from './draft.ts'
import { nextOfLadder } from './escalation.ts'
import { otherWay } from './moves.ts'
import { Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { setStatus } from './status.ts'
import { eventId } from './ticket.ts'

/** Whom it comes to: a person, or a team, in whose queue it waits. */
type Goal = { person: string; level?: number | undefined } | { team: string }

const conflict = (why: string) => new Refusal('conflict', why)

/**
 * Escalates by hand: to a person, a team, or a level of the ticket's team (1 supervisor, 2 manager); left out, to the next
 * above whoever has it. Moves no clock; the status moves as by reassigning, and a hold stays (docs/sla.md, "Escalation").
 * People and teams that it names exist. Refuses (`conflict`): the ticket has ended, there is nobody, they have it already,
 * or it is no ticket of the technician's.
 */
export const escalate =
  ({ reason, notes, to }: GivenEscalation): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    const status = otherWay('escalate', ticket.status)
    if (!status) throw conflict(`A ticket that is ${ticket.status} is not escalated: reopen it first.`)
    const isTheirs = ticket.assignee === actor.id || (ticket.team && actor.teams?.includes(ticket.team))
    if (actor.role === 'technician' && !isTheirs) {
      throw conflict("A technician escalates what is theirs or their team's: take it first.")
    }
    const goal = goalOf(draft, to)
    const from = ticket.assignee
    ticket.escalationLevel = Math.max(ticket.escalationLevel + 1, ('level' in goal && goal.level) || 0)
    const { seq } = record(
      draft,
      'ticket.escalated',
      {
        level: ticket.escalationLevel,
        outcome: 'handed-over',
        ...('person' in goal ? { to: goal.person } : { team: goal.team }),
        ...(from && { from }),
      },
      { actor, detail: { reason, ...(notes && { notes }) } },
    )
    const by = { actor, causationId: eventId(ticket, seq) }
    if ('person' in goal) assignTo(draft, goal.person, ticket.team, 'escalated', by)
    else {
      assignTo(draft, undefined, goal.team, 'escalated', by)
      delete ticket.routing
    }
    const after = 'person' in goal ? status : 'created'
    if (ticket.status !== after) setStatus(draft, after, 'escalated', by)
    return undefined
  }

function goalOf(draft: Draft, to: GivenEscalation['to']): Goal {
  const { ticket, desk } = draft
  if (to?.team) return teamGoal(draft, to.team)
  const own = ticket.team ? desk.teams[ticket.team] : undefined
  const goal: { person?: string | undefined; level?: number } = to?.person
    ? { person: to.person }
    : to?.level
      ? { person: to.level === 1 ? own?.supervisor : own?.manager, level: to.level }
      : nextOfLadder(draft)
  if (!goal.person) throw conflict(nobody(draft, to?.level))
  if (goal.person === ticket.assignee) throw conflict('They have it already.')
  return goal as Goal
}

function teamGoal({ ticket, desk }: Draft, team: string): Goal {
  if (team === ticket.team) throw conflict('It is with this team already: escalate to a person, or to a level.')
  if (!desk.teams[team]?.supervisor) throw conflict('This team has no supervisor, who would hear of it.')
  return { team }
}

function nobody(draft: Draft, level: number | undefined): string {
  if (!draft.ticket.team) return 'The ticket is with no team, whose supervisor it could come to: name somebody.'
  if (level) return `The ticket's team has no ${level === 1 ? 'supervisor' : 'manager'}.`
  return nextOfLadder(draft).isLast
    ? 'It is with the highest of its team already: escalate to a person or a team.'
    : "The ticket's team has no supervisor and no manager: name somebody."
}
