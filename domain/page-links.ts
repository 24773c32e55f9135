import { record } from './draft.ts'
import type { Rule } from './rule.ts'

/** Makes every link void that was sent to a ticket up to now: whoever has one, or was handed one on, is shut out. */
export const revokeLinks: Rule = (draft, actor) => {
  const times = (draft.ticket.linksRevoked ?? 0) + 1
  draft.ticket.linksRevoked = times
  record(draft, 'ticket.links-revoked', { times }, { actor })
  return undefined
}

/** Writes down that somebody of the desk took a link by which others act as this person. */
export const giveLink =
  (person: string): Rule =>
  (draft, actor) => {
    record(draft, 'ticket.link-given', { person }, { actor })
    return undefined
  }
