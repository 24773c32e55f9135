import { handTo } from './assignment.ts'
import { type Draft, record } from './draft.ts'
import type { Rule } from './rule.ts'
import { isOpen } from './selection.ts'
import { setStatus } from './status.ts'
import { letRulesFind } from './wanting.ts'

/**
 * Takes an open ticket from somebody who does not work here any more, for the rules to find another: what waits comes back
 * too, since nobody would hear the answer. A ticket that is not theirs, or has ended, stays as it is.
 */
export const handBack =
  (person: string): Rule =>
  (draft) => {
    const { ticket } = draft
    if (ticket.assignee !== person || !isOpen(ticket.status)) return undefined
    takeFrom(draft, person)
    if (ticket.status !== 'created') setStatus(draft, 'created', 'handed-on')
    letRulesFind(draft, person)
    return undefined
  }

/**
 * Takes a ticket that was reopened from whoever had it, and is away: the rules find another, or them again once they are back.
 * It stays reopened.
 */
export const handBackReopened =
  (person: string): Rule =>
  (draft) => {
    const { ticket } = draft
    if (ticket.assignee !== person || ticket.status !== 'reopened') return undefined
    takeFrom(draft, person)
    letRulesFind(draft)
    return undefined
  }

function takeFrom(draft: Draft, person: string): void {
  handTo(draft, undefined, draft.ticket.team)
  record(draft, 'ticket.unassigned', { previousAssignee: person, reason: 'not-here' })
}
