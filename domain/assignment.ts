import type { EventData } from '../events/catalogue.ts'
import { type Draft, record } from './draft.ts'
import { followUpOnAssignment } from './follow-ups.ts'
import type { DomainEvent } from './ticket.ts'

/** So many previous assignments are kept with the ticket; the history has them all. */
export const mostAssignments = 20

/** Puts the ticket into other hands, and remembers with whom it was, from when to when. Nobody and no team are absent. */
export function handTo({ ticket, now }: Draft, assignee: string | undefined, team: string | undefined): void {
  if (assignee === ticket.assignee && team === ticket.team) return
  if (ticket.assignee || (ticket.team && team !== ticket.team)) {
    const { assignee: was, team: of, assignedAt, createdAt } = ticket
    const previous = {
      ...(was && { assignee: was }),
      ...(of && { team: of }),
      from: assignedAt ?? createdAt,
      until: now,
    }
    ticket.assignments = [...(ticket.assignments ?? []), previous].slice(-mostAssignments)
  }
  if (assignee) ticket.assignee = assignee
  else delete ticket.assignee
  if (team) ticket.team = team
  else delete ticket.team
  ticket.assignedAt = now
}

/** The same, written down; somebody who takes it out of nobody's hands is to follow it up. Gives the event, for what else is to be said. */
export function assignTo(
  draft: Draft,
  assignee: string | undefined,
  team: string | undefined,
  reason: EventData<'ticket.assigned'>['reason'],
  by: Parameters<typeof record>[3],
): DomainEvent<'ticket.assigned'> {
  const { ticket } = draft
  const previousAssignee = ticket.assignee
  handTo(draft, assignee, team)
  const event = record(
    draft,
    'ticket.assigned',
    {
      ...(assignee && { assignee }),
      ...(ticket.team && { team: ticket.team }),
      ...(previousAssignee && { previousAssignee }),
      reason,
    },
    by,
  )
  if (assignee && !previousAssignee) followUpOnAssignment(draft)
  return event
}
