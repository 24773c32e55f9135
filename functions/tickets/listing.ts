import { invalid, notFound } from '../../domain/refusal.ts'
import { fromOutside, maySee } from '../../domain/visibility.ts'
import { forCustomers } from '../../events/audiences.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { HistoryEntry } from '../../schemas/history.ts'
import type { getTicketHistory, listTickets } from '../../schemas/operations/tickets.ts'
import type { Request } from '../platform/http/edge.ts'
import { history } from '../platform/table/history.ts'
import { listTickets as list, type Selection } from '../platform/table/lists.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { loadHead } from '../platform/table/tickets.ts'

/** A page of the tickets that the caller may see. */
export async function listForCaller(request: Request<typeof listTickets>): Promise<StoredAnswer> {
  const { limit, cursor, ...wanted } = request.query
  const selection = within(wanted, request.actor)
  if (!selection) return request.answer({ items: [] })
  const { items, next } = await list(
    selection,
    limit,
    cursor && placeOf(cursor, /^\d{4}-\d\d-\d\dT[\d:.]+Z#[A-Z0-9-]+$/),
  )
  return request.answer({ items, ...(next && { next: cursorOf(next) }) })
}

/** A selection narrowed to what the caller may see; undefined where nothing of it is theirs. */
function within(wanted: Selection, { role, id, customer, wholeCustomer, teams }: Actor): Selection | undefined {
  if (role === 'technician') return { ...wanted, reach: { person: id, teams: teams ?? [] } }
  if (!fromOutside({ role })) return wanted
  if (wanted.customer && wanted.customer !== customer) return undefined
  if (!customer) return { ...wanted, requester: id }
  return { ...wanted, customer, ...(!wholeCustomer && { requester: id }) }
}

/** A page of a ticket's history: whole for staff, what concerns them for callers from outside. */
export async function historyForCaller(request: Request<typeof getTicketHistory>): Promise<StoredAnswer> {
  const { actor, params, query } = request
  const loaded = await loadHead(params.id)
  if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
  const after = query.cursor ? Number(placeOf(query.cursor, /^\d{1,8}$/)) : 0
  const { items, next } = await history(loaded.ticket.number, query.limit, after)
  const shown = fromOutside(actor)
    ? items.filter(({ type }) => (forCustomers as readonly string[]).includes(type)).map(withoutReasons)
    : items
  return request.answer({ items: shown, ...(next && { next: cursorOf(next) }) })
}

const withoutReasons = ({ detail, ...entry }: HistoryEntry): HistoryEntry => ({
  ...entry,
  ...(detail && {
    detail: {
      ...(detail.changes && { changes: detail.changes }),
      ...(detail.resolution && { resolution: detail.resolution }),
    },
  }),
})

const cursorOf = (place: string) => Buffer.from(place).toString('base64url')

function placeOf(cursor: string, shape: RegExp): string {
  const place = Buffer.from(cursor, 'base64url').toString()
  if (!shape.test(place)) throw invalid('cursor', 'is not a cursor of this list', 'the `next` of the page before')
  return place
}
