import { record } from './draft.ts'
import type { HalfLink } from './links.ts'
import type { Rule } from './rule.ts'

/** Writes down that a comment became a ticket of its own. */
export const split =
  (comment: string, into: string): Rule =>
  (draft, actor) => {
    record(draft, 'ticket.split', { comment, into }, { actor })
    record(draft, 'ticket.linked', { link: 'split-into', ticket: into }, { actor })
    return undefined
  }

/** Writes down the half of a link that a new ticket is born with. */
export const linked =
  ({ type, ticket }: HalfLink): Rule =>
  (draft, actor) => {
    record(draft, 'ticket.linked', { link: type, ticket }, { actor })
    return undefined
  }
