import type { EventData } from '../events/catalogue.ts'
import { assignTo } from './assignment.ts'
import { type Draft, record } from './draft.ts'
import type { Routing } from './routing.ts'
import type { Rule } from './rule.ts'
import { isOpen } from './selection.ts'
import { setStatus } from './status.ts'
import { eventId } from './ticket.ts'

/**
 * Puts a ticket where the rules have found that it belongs: with somebody, in a team's queue, or with the supervisor. Of no
 * effect on one that somebody has got meanwhile, that has ended, or that the rules are not to place any more.
 */
export const settle =
  (routing: Routing): Rule =>
  (draft) => {
    const { ticket } = draft
    if (ticket.assignee || !isOpen(ticket.status) || !ticket.routing) return undefined
    const { outcome, technician, team = ticket.team } = routing
    if (outcome === 'assigned') give(draft, routing, technician, team)
    else if (outcome === 'escalated') escalate(draft, routing, technician, team)
    else if (outcome === 'queued' || outcome === 'waits') {
      if (team !== ticket.team) give(draft, routing, undefined, team)
      if (outcome === 'queued') delete ticket.routing
    }
    return undefined
  }

/** Whether it would change anything about the ticket: what only waits on, does not. */
export const settles = ({ outcome, team }: Routing, ticket: Draft['ticket']): boolean =>
  outcome === 'waits' ? team !== undefined && team !== ticket.team : outcome !== 'nobody'

function give(
  draft: Draft,
  { rule, by, says }: Routing,
  person: string | undefined,
  team: string | undefined,
  causationId?: string,
): void {
  const cause = causationId && { causationId }
  const event = assignTo(draft, person, team, 'rule', { detail: { because: says }, ...cause })
  Object.assign(event.data, { ...(rule && { rule }), ...(by && { by }) } satisfies Partial<
    EventData<'ticket.assigned'>
  >)
  // What waits for the customer or a part goes on waiting: it counts again when a person takes it up.
  if (person && ['created', 'reopened'].includes(draft.ticket.status)) {
    setStatus(draft, 'assigned', 'handed-on', { ...cause })
  }
}

/** Nobody fits, and that is what the rule says is to be done then. */
function escalate(draft: Draft, routing: Routing, person: string | undefined, team: string | undefined): void {
  const { ticket } = draft
  ticket.escalationLevel = Math.max(ticket.escalationLevel, 1)
  const { seq } = record(
    draft,
    'ticket.escalated',
    { level: ticket.escalationLevel, outcome: 'handed-over', ...(person && { to: person }) },
    { detail: { because: routing.says } },
  )
  give(draft, routing, person, team, eventId(ticket, seq))
}
