import { notFound } from '../../../domain/refusal.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { maySee } from '../../../domain/visibility.ts'
import type { Actor } from '../../../schemas/actor.ts'
import { loadHead } from '../table/tickets.ts'

/** A ticket that the caller may see, without its long text: one request. Refuses any other as not found. */
export async function ticketFor(actor: Actor, number: string): Promise<Ticket> {
  const loaded = await loadHead(number)
  if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
  return loaded.ticket
}
