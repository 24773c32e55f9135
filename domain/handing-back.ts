import { handTo } from './assignment.ts'
import { record } from './draft.ts'
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
    handTo(draft, undefined, ticket.team)
    record(draft, 'ticket.unassigned', { previousAssignee: person, reason: 'not-here' })
    if (ticket.status !== 'created') setStatus(draft, 'created', 'handed-on')
    letRulesFind(draft, person)
    return undefined
  }
