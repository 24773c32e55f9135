import { allowedMoves } from '../../domain/moves.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { Instant } from '../../schemas/time.ts'
import { boundTo, tokenOf } from '../platform/mail/links.ts'
import type { Link, Secrets } from '../platform/mail/tokens.ts'
import { harmless } from '../platform/markup/characters.ts'
import { type Html, html } from '../platform/markup/html.ts'
import type { Loaded } from '../platform/table/tickets.ts'
import type { Visitor } from './visitor.ts'
import type { Words } from './words.ts'

type Answer = 'approve' | 'reject'

/** Whether the resolution that a link was made for is the one that stands: another, or none, is not decided by it. */
export const stands = (purpose: Answer, ticket: Ticket, { extra }: Link): boolean => boundTo(purpose, ticket) === extra

/** Whether there is something to say to it: yes to what is resolved, no also to what was closed on it not too long ago. */
export const isOpenTo = (purpose: Answer, ticket: Ticket, { link, actor, settings }: Visitor, now: Instant): boolean =>
  stands(purpose, ticket, link) &&
  !ticket.mergedInto &&
  allowedMoves(ticket, actor, settings, now).some(({ move }) => move === (purpose === 'approve' ? 'close' : 'reopen'))

/** On the page of a ticket that is resolved: the two buttons, and what was done. */
export function resolutionForms({ link, loaded, words }: Visitor, secrets: Secrets): Html {
  const { ticket } = loaded
  const tokenTo = (purpose: Answer) => tokenOf(secrets, purpose, ticket, link)
  const survey = () => tokenOf(secrets, 'survey', ticket, link)
  const isAsked = ticket.status === 'resolved' && !ticket.mergedInto
  return html`
${solution(loaded, words)}
${
  isAsked &&
  html`<h2>${words.solvedQuestion}</h2>
<form method="post" action="${tokenTo('approve')}/approve"><button>${words.yes}</button>
<a class="button other" href="${tokenTo('reject')}/reject">${words.no}</a></form>`
}
${ticket.status === 'closed' && !ticket.archivedAt && html`<p><a href="${survey()}/survey">${words.surveyTitle}</a></p>`}`
}

/** What was done, in the words of whoever did it. */
export const solution = ({ ticket: { resolution } }: Loaded, words: Words): Html =>
  html`${resolution && html`<h2>${words.solution}</h2><p class="said">${harmless(resolution)}</p>`}`
