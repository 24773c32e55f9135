import { addChild, setParent as joinParent, removeParent as leaveParent, removeChild } from '../../domain/parent.ts'
import { invalid } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { maySee } from '../../domain/visibility.ts'
import type { listChildren, removeParent, setParent } from '../../schemas/operations/joining.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { childDelete, childPut, childrenOf } from '../platform/table/links.ts'
import { summaryOf } from '../platform/table/lists.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import { withTicket } from '../platform/tickets/command.ts'
import { type Joining, join, type Part } from '../platform/tickets/joining.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

/** Makes a ticket part of another, and no more part of the one before: two or three tickets in one transaction. */
export function setParentForStaff(request: Request<typeof setParent>): Promise<StoredAnswer> {
  const { actor, body, params } = request
  const joining: Joining = {
    others: (ticket) => [body.ticket, ...(ticket.parent ? [ticket.parent] : [])],
    parts(ticket, others) {
      const parent = body.ticket === ticket.number ? ticket : others.get(body.ticket)
      if (!parent || !maySee(actor, parent)) throw invalid('ticket', 'is not known', 'the number of a ticket')
      const child: Part = { ticket, rule: joinParent(parent) }
      if (parent === ticket || ticket.parent === parent.number) return [child]
      const writes = [childPut(parent.number, ticket.number)]
      return [child, { ticket: parent, rule: addChild(ticket), writes }, ...leaving(ticket, others)]
    },
  }
  return join(request, params.id, joining, withTicket(request))
}

/** What becomes of the ticket that another was part of. */
function leaving(ticket: Ticket, others: ReadonlyMap<string, Ticket>): Part[] {
  const former = others.get(ticket.parent ?? '')
  if (!former) return []
  return [{ ticket: former, rule: removeChild(ticket), writes: [childDelete(former.number, ticket.number)] }]
}

export function removeParentForStaff(request: Request<typeof removeParent>): Promise<StoredAnswer> {
  const joining: Joining = {
    others: ({ parent }) => (parent ? [parent] : []),
    parts: (ticket, others) => [{ ticket, rule: leaveParent }, ...leaving(ticket, others)],
  }
  return join(request, request.params.id, joining, withTicket(request))
}

/** A page of the tickets that are part of one, in the order of their numbers; a page may be short where some are not seen. */
export async function childrenForStaff(request: Request<typeof listChildren>): Promise<StoredAnswer> {
  const { actor, params, query } = request
  const { number } = await ticketFor(actor, params.id)
  const owner = `children ${number} ${actor.id}`
  const { items, next } = await childrenOf(number, query.limit, query.cursor && openCursor(query.cursor, owner))
  const found = await loadHeads(items)
  const shown = items.flatMap((child) => found.get(child) ?? []).filter((child) => maySee(actor, child))
  return request.answer({ items: shown.map(summaryOf), ...(next && { next: sealCursor(next, owner) }) })
}
