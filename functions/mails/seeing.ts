import { notFound } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { Actor } from '../../schemas/actor.ts'
import { findMail, type KeptMail } from '../platform/table/mails.ts'
import { readTogether } from '../platform/table/merged.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

interface Asked {
  actor: Actor
  params: { id: string; mail: string }
}

/** The mail that a request is about, if it exists for the caller: of the ticket, or of one that is merged into it. */
export async function mailFor({ actor, params }: Asked): Promise<{ ticket: Ticket; mail: KeptMail }> {
  const ticket = await ticketFor(actor, params.id)
  const mail = await findMail(await readTogether(ticket, actor), params.mail)
  if (!mail) throw notFound()
  return { ticket, mail }
}
