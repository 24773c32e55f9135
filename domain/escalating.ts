import type { GivenEscalation } from '../schemas/escalation.ts'
import { handTo } from './assignment.ts'
import { type Draft, record } from './draft.ts'
import { followUpOnAssignment } from './follow-ups.ts'
import { otherWay } from './moves.ts'
import { Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { setStatus } from './status.ts'
import { eventId } from './ticket.ts'

/** Whom it comes to: a person, or a team, in whose queue it waits. */
type Goal = { person: string; level?: number } | { team: string }

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
    handOver(draft, goal, { actor, causationId: eventId(ticket, seq) })
    const after = 'person' in goal ? status : 'created'
    if (ticket.status !== after) setStatus(draft, after, 'escalated', { actor, causationId: eventId(ticket, seq) })
    return undefined
  }

function handOver(draft: Draft, goal: Goal, by: Parameters<typeof record>[3]): void {
  const { ticket } = draft
  const previousAssignee = ticket.assignee
  const assignee = 'person' in goal ? goal.person : undefined
  handTo(draft, assignee, 'team' in goal ? goal.team : ticket.team)
  record(
    draft,
    'ticket.assigned',
    {
      ...(assignee && { assignee }),
      ...(ticket.team && { team: ticket.team }),
      ...(previousAssignee && { previousAssignee }),
      reason: 'escalated',
    },
    by,
  )
  if (assignee && !previousAssignee) followUpOnAssignment(draft)
}

function goalOf({ ticket, desk }: Draft, to: GivenEscalation['to']): Goal {
  if (to?.person) {
    if (to.person === ticket.assignee) throw conflict('They have it already.')
    return { person: to.person }
  }
  if (to?.team) {
    if (to.team === ticket.team) throw conflict('It is with this team already: escalate to a person, or to a level.')
    if (!desk.teams[to.team]?.supervisor) throw conflict('This team has no supervisor, who would hear of it.')
    return { team: to.team }
  }
  if (!ticket.team) throw conflict('The ticket is with no team, whose supervisor it could come to: name somebody.')
  const { supervisor, manager } = desk.teams[ticket.team] ?? {}
  return onLadder([supervisor, manager], ticket.assignee, to?.level)
}

/** The level that is asked for, or the next above whoever has the ticket at which there is somebody. */
function onLadder(ladder: readonly (string | undefined)[], assignee: string | undefined, asked?: number): Goal {
  const above = assignee ? ladder.lastIndexOf(assignee) + 1 : 0
  const level = asked ?? ladder.findIndex((person, step) => step >= above && person) + 1
  const person = ladder[level - 1]
  if (!person && asked) throw conflict(`The ticket's team has no ${asked === 1 ? 'supervisor' : 'manager'}.`)
  if (!person && above > 0)
    throw conflict('It is with the highest of its team already: escalate to a person or a team.')
  if (!person) throw conflict("The ticket's team has no supervisor and no manager: name somebody.")
  if (person === assignee) throw conflict('They have it already.')
  return { person, level }
}
