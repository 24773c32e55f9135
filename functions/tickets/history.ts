import { toldTo } from '../../domain/custom-fields.ts'
import { fromOutside } from '../../domain/visibility.ts'
import { isForCustomers, toldOutside } from '../../events/audiences.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { HistoryEntry } from '../../schemas/history.ts'
import type { getTicketHistory } from '../../schemas/operations/tickets.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { history } from '../platform/table/history.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

/** A page of a ticket's history: whole for staff, what concerns them for callers from outside. */
export async function historyForCaller(request: Request<typeof getTicketHistory>): Promise<StoredAnswer> {
  const { actor, params, query } = request
  const { number, brand, customerSince = 0 } = await ticketFor(actor, params.id)
  const owner = `history ${number} ${actor.id}`
  const place = query.cursor ? Number(openCursor(query.cursor, owner)) : 0
  // What happened while it was another customer's is told to nobody from outside.
  const after = fromOutside(actor) ? Math.max(place, customerSince) : place
  const { items, next } = await history(number, query.limit, after)
  const shown = fromOutside(actor) ? await forOutsiders(items, brand, actor) : items
  return request.answer({ items: shown, ...(next && { next: sealCursor(next, owner) }) })
}

async function forOutsiders(items: readonly HistoryEntry[], brand: string, actor: Actor): Promise<HistoryEntry[]> {
  const { customFields } = await deskSettings(brand)
  return items
    .filter(isForCustomers)
    .map(withoutReasons)
    .flatMap((entry) => toldTo(entry, customFields, actor) ?? [])
}

/**
 * Without the words that staff gave, and without what is the desk's own: that it was escalated or declined, which rule has
 * given it to whom in spite of what, and who is sent, but by name. Whatever causes an event is internal.
 */
function withoutReasons({ id, seq, type, occurredAt, actor, data, detail }: HistoryEntry): HistoryEntry {
  const { changes, resolution } = detail ?? {}
  const entry = { id, seq, type, occurredAt, actor, data: toldOutside(type, data) }
  if (!changes && !resolution) return entry
  return { ...entry, detail: { ...(changes && { changes }), ...(resolution && { resolution }) } }
}
