import { handTo } from './assignment.ts'
import { record } from './draft.ts'
import type { Rule } from './rule.ts'
import { letRulesFind } from './wanting.ts'

/**
 * Takes a ticket that was reopened from whoever had it, and is away: the rules find another, or them again once they are back.
 * It stays reopened.
 */
export const letGo =
  (person: string): Rule =>
  (draft) => {
    const { ticket } = draft
    if (ticket.assignee !== person || ticket.status !== 'reopened') return undefined
    handTo(draft, undefined, ticket.team)
    record(draft, 'ticket.unassigned', { previousAssignee: person, reason: 'not-here' })
    letRulesFind(draft)
    return undefined
  }
