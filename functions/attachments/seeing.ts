import { maySeeFile } from '../../domain/attachment.ts'
import { notFound } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Attachment } from '../../schemas/attachment.ts'
import { findAttachment } from '../platform/table/attachments.ts'
import { readTogether } from '../platform/table/merged.ts'
import { loadHead } from '../platform/table/tickets.ts'

/** A ticket that the caller may see. */
export async function visible(number: string, actor: Actor): Promise<Ticket> {
  const loaded = await loadHead(number)
  if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
  return loaded.ticket
}

interface Asked {
  actor: Actor
  params: { id: string; attachment: string }
}

/** The file that a request is about, if it exists for the caller: of the ticket, or of one that is merged into it. */
export async function fileFor({ actor, params }: Asked): Promise<Attachment> {
  const ticket = await visible(params.id, actor)
  const file = await findAttachment(await readTogether(ticket, actor), params.attachment)
  const isForgotten = file?.state === 'removed' && !file.arrivedAt
  if (!file || isForgotten || !maySeeFile(file, actor)) throw notFound()
  return file
}
