import { notFound, Refusal } from '../../domain/refusal.ts'
import { allowedVisitMoves, isAhead } from '../../domain/visit.ts'
import type { confirmVisitByLink } from '../../schemas/operations/track.ts'
import type { Visit } from '../../schemas/visit.ts'
import type { Request } from '../platform/http/edge.ts'
import type { Spoken } from '../platform/mail/spoken.ts'
import { type Html, html } from '../platform/markup/html.ts'
import { readTogether } from '../platform/table/merged.ts'
import { findPerson } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { ticketOfVisit, visitsOfTicket } from '../platform/table/visits.ts'
import { change } from '../platform/tickets/command.ts'
import { confirmed } from '../platform/tickets/confirming.ts'
import { seeOther } from './page.ts'
import { check, type Visitor, visitorBy } from './visitor.ts'

/** How people who work here are called before customers, as of who comes to visit them. */
export const nameOf = async (person: string | undefined): Promise<string | undefined> =>
  person && (await findPerson(person))?.name

/** The visits that are ahead, each with a button where it waits to be confirmed. */
export async function visitsOf(visits: readonly Visit[], visitor: Visitor, times: Spoken): Promise<Html> {
  const { words } = visitor
  const ahead = visits.filter(isAhead).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const names = await Promise.all(ahead.map(({ technician }) => nameOf(technician)))
  return html`${
    ahead.length > 0 &&
    html`<h2 id="visits">${words.visit}</h2>
<ul>${ahead.map((visit, place) => {
      const { id, from, until, window, status, confirmedAt } = visit
      const name = names[place]
      const stands = status === 'planned' && confirmedAt ? words.visitConfirmed : words.visitStatuses[status]
      return html`<li><span id="${id}">${times.between(window?.from ?? from, window?.until ?? until)}: ${stands}${name && `, ${name}`}</span>
${confirmation(visit, visitor)}</li>`
    })}</ul>`
  }`
}

/** With the time that it is about: what was moved since nobody confirms unseen. */
function confirmation(visit: Visit, { token, actor, loaded, words }: Visitor): Html {
  const { id, from, confirmedAt } = visit
  const mayConfirm = allowedVisitMoves(visit, actor).some(({ move }) => move === 'confirm')
  return html`${
    mayConfirm &&
    !confirmedAt &&
    !loaded.ticket.archivedAt &&
    html`<form method="post" action="${token}/visits/${id}/confirm">
<input type="hidden" name="from" value="${from}">
<button aria-describedby="${id}">${words.confirmVisit}</button>
</form>`
  }`
}

/** Confirms a visit as its customer does. Said again it is as it was. */
export async function confirmVisit(request: Request<typeof confirmVisitByLink>): Promise<StoredAnswer> {
  const { now, requestId, params, body } = request
  const visitor = await visitorBy('track', request)
  const { actor, link, loaded, token } = visitor
  const number = await ticketOfVisit(params.visit)
  if (!number || !(await readTogether(loaded.ticket, actor)).includes(number)) throw notFound()
  const asking = { actor, now, requestId, ifMatch: undefined, once: undefined }
  return change(
    asking,
    number,
    async ({ ticket }) => {
      if (ticket.number === link.number) check('track', link, ticket, actor)
      const visit = (await visitsOfTicket(number)).find(({ id }) => id === params.visit)
      if (!visit) throw notFound()
      if (visit.from !== body.from) throw new Refusal('conflict', 'This visit has another time by now.')
      if (visit.status === 'planned' && visit.confirmedAt) return { command: () => undefined, evenMerged: true }
      const { rule, writes } = confirmed(visit, actor, now)
      return { command: rule, writes, evenMerged: true }
    },
    () => seeOther(`../../../${token}?done=confirmed#visits`),
  )
}
