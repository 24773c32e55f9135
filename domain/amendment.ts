import { mostTags, type TicketReplacement } from '../schemas/ticket.ts'
import { invalid } from './refusal.ts'
import { replace, replacementOf } from './replacement.ts'
import type { Rule } from './rule.ts'
import type { Ticket } from './ticket.ts'

/** Changes some fields, judged as a `PUT` of all of them with the others as they are. */
const amend =
  (changesOf: (ticket: Ticket) => Partial<TicketReplacement>): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    // The long text is not here; it stays as it is.
    replace(draft, { ...replacementOf(ticket, ''), ...changesOf(ticket) }, '', actor)
    return undefined
  }

export const setPriority = (priority: Ticket['priority']): Rule => amend(() => ({ priority }))

/** Adds tags and takes others away. Refuses more than a ticket may have. */
export const tag = (add: readonly string[], remove: readonly string[]): Rule =>
  amend(({ tags }) => {
    const after = [...new Set([...tags.filter((one) => !remove.includes(one)), ...add])]
    if (after.length > mostTags) throw invalid('tags', 'would be too many', `at most ${mostTags} on a ticket`)
    return { tags: after }
  })
