import { mayKnowCustomer } from '../../domain/customers.ts'
import { notFound } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fromOutside, maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { listTimeline } from '../../schemas/operations/customers.ts'
import type { Product } from '../../schemas/product.ts'
import { excerptLength, type TimelineEntry } from '../../schemas/timeline.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { summaryOf } from '../platform/table/lists.ts'
import { findCustomer } from '../platform/table/people.ts'
import { readAll } from '../platform/table/tickets.ts'
import { type Happening, timeline } from '../platform/table/timeline.ts'

type Item = Record<string, unknown>

/** A page of what happened with a customer, as far as the caller may see it: two Queries, and one read of what it names. */
export async function timelineForCaller(request: Request<typeof listTimeline>) {
  const { actor, params, query } = request
  if (!mayKnowCustomer(actor, params.id) || !(await findCustomer(params.id))) throw notFound()
  const owner = `timeline ${params.id} ${actor.id}`
  const page = await timeline(params.id, query.limit, query.cursor && openCursor(query.cursor, owner))
  const items = await entries(page.items, params.id, actor)
  return request.answer({ items, ...(page.next && { next: sealCursor(page.next, owner) }) })
}

async function entries(happenings: readonly Happening[], customer: string, actor: Actor): Promise<TimelineEntry[]> {
  const wanted = new Map(happenings.map(({ pk, sk }) => [`${pk} ${sk}`, { pk, sk }]))
  // What was said about a ticket is for those who may see the ticket.
  for (const { pk } of happenings) if (pk.startsWith('TICKET#')) wanted.set(`${pk} TICKET`, { pk, sk: 'TICKET' })
  const found = new Map((await readAll([...wanted.values()])).map((item) => [`${item.pk} ${item.sk}`, item]))
  return happenings.flatMap(({ pk, sk, at }) => {
    const item = found.get(`${pk} ${sk}`)
    if (!item) return []
    if (sk.startsWith('PRODUCT#')) return [productEntry(item as unknown as Product, at)]
    const ticket = found.get(`${pk} TICKET`) as Ticket | undefined
    // What was said before it came to another customer is told with the ticket only.
    const isTheirs = ticket?.customer === customer
    return ticket && isTheirs && maySee(actor, ticket) ? ticketsEntry(sk, item, at, ticket, actor) : []
  })
}

const productEntry = ({ id, name, model, serialNumber }: Product, at: string): TimelineEntry => ({
  kind: 'product',
  at,
  product: { id, name, ...(model && { model }), ...(serialNumber && { serialNumber }) },
})

function ticketsEntry(sk: string, item: Item, at: string, { number }: Ticket, actor: Actor): TimelineEntry[] {
  const isOutside = fromOutside(actor)
  if (sk === 'TICKET') {
    return [{ kind: 'ticket', at, ticket: summaryOf(item) }]
  }
  const { id, author, internal, text, direction, outcome, durationSeconds, summary } = item
  if (sk.startsWith('COMMENT#') && !(internal && isOutside)) {
    const excerpt = [...String(text ?? '')].slice(0, excerptLength).join('')
    return [{ kind: 'comment', at, number, comment: { id, author, internal, excerpt } } as TimelineEntry]
  }
  if (sk.startsWith('CALL#') && !isOutside) {
    return [{ kind: 'call', at, number, call: { id, direction, outcome, durationSeconds, summary } } as TimelineEntry]
  }
  return []
}
