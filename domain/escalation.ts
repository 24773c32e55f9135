import type { ResolvedAction } from '../events/sla-events.ts'
import type { ClockKind } from '../schemas/clock.ts'
import { handTo } from './assignment.ts'
import { type Draft, record } from './draft.ts'
import { followUpOnAssignment } from './follow-ups.ts'
import { setStatus } from './status.ts'
import type { Desk, MilestoneEvent, Team, Ticket } from './ticket.ts'

type Action = Pick<ResolvedAction, 'action' | 'who'>

/** What is done when a milestone fires (docs/sla.md, "Escalation"): data, in the order of doing. */
const rules: readonly { clock: ClockKind; atPercent: number; actions: readonly Action[] }[] = [
  { clock: 'response', atPercent: 80, actions: [{ action: 'notify', who: 'supervisor' }] },
  {
    clock: 'response',
    atPercent: 100,
    actions: [
      { action: 'notify', who: 'assignee' },
      { action: 'notify', who: 'supervisor' },
      { action: 'notify', who: 'manager' },
      { action: 'assign', who: 'supervisor' },
    ],
  },
  { clock: 'resolution', atPercent: 80, actions: [{ action: 'notify', who: 'manager' }] },
  {
    clock: 'resolution',
    atPercent: 100,
    actions: [
      { action: 'mark-escalated' },
      { action: 'notify', who: 'supervisor' },
      { action: 'notify', who: 'manager' },
    ],
  },
]

/** The actions of a milestone with the people they come to, as they are at this moment; without a person where there is none. */
export function actionsOf({ ticket, desk }: Draft, clock: ClockKind, percent: number): ResolvedAction[] {
  const team = teamOf(ticket, desk)
  const people = { assignee: ticket.assignee, supervisor: team?.supervisor, manager: team?.manager }
  const actions = rules.find((rule) => rule.clock === clock && rule.atPercent === percent)?.actions ?? []
  return actions.map(({ action, who }) => {
    const person = who && people[who]
    return { action, ...(who && { who }), ...(person && { person }) }
  })
}

/** Does what commits with the ticket itself; telling people is done by those who hear the event. */
export function act(draft: Draft, { data }: MilestoneEvent, causationId: string): void {
  for (const action of data.actions) {
    if (action.action === 'assign') {
      const to = handOver(draft, data, causationId)
      if (to) action.person = to
      else delete action.person
    }
    if (action.action === 'mark-escalated') {
      draft.ticket.escalationLevel = Math.max(draft.ticket.escalationLevel, 1)
      recordEscalation(draft, data, causationId, { outcome: 'marked' })
    }
  }
}

const teamOf = ({ team }: Ticket, { teams }: Desk): Team | undefined => (team ? teams[team] : undefined)

/** Who has a ticket after whom: the supervisor, then the manager. */
const ladder = (team: Team | undefined) => [team?.supervisor, team?.manager]

/** Gives the ticket to the next of the team's ladder above whoever has it, and gives that person; says so where there is nobody. */
function handOver(draft: Draft, data: MilestoneEvent['data'], causationId: string): string | undefined {
  const { ticket, desk } = draft
  const from = ticket.assignee
  const steps = ladder(teamOf(ticket, desk))
  const above = from ? steps.lastIndexOf(from) + 1 : 0
  const level = steps.findIndex((person, step) => step >= above && person) + 1
  const to = steps[level - 1]
  if (!to) {
    const outcome = above > 0 ? 'already-theirs' : 'nobody-to-hand-to'
    recordEscalation(draft, data, causationId, { outcome })
    return undefined
  }
  handTo(draft, to, ticket.team)
  ticket.escalationLevel = Math.max(ticket.escalationLevel, level)
  recordEscalation(draft, data, causationId, { outcome: 'handed-over', to, ...(from && { from }) })
  record(
    draft,
    'ticket.assigned',
    {
      assignee: to,
      ...(ticket.team && { team: ticket.team }),
      ...(from && { previousAssignee: from }),
      reason: 'escalated',
    },
    { causationId },
  )
  if (!from) followUpOnAssignment(draft)
  // A pending ticket stays so: only a person's reassigning makes it count again.
  if (['created', 'in_progress', 'reopened'].includes(ticket.status))
    setStatus(draft, 'assigned', 'escalated', { causationId })
  return to
}

function recordEscalation(
  draft: Draft,
  { clock, percent }: MilestoneEvent['data'],
  causationId: string,
  result: { outcome: 'handed-over' | 'marked' | 'already-theirs' | 'nobody-to-hand-to'; to?: string; from?: string },
): void {
  record(draft, 'ticket.escalated', { level: draft.ticket.escalationLevel, clock, percent, ...result }, { causationId })
}
