import { maySeeFile } from '../../domain/attachment.ts'
import { notFound } from '../../domain/refusal.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Attachment } from '../../schemas/attachment.ts'
import { findAttachment } from '../platform/table/attachments.ts'
import { readTogether } from '../platform/table/merged.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

interface Asked {
  actor: Actor
  params: { id: string; attachment: string }
}

/** The file that a request is about, if it exists for the caller: of the ticket, or of one that is merged into it. */
export async function fileFor({ actor, params }: Asked): Promise<Attachment> {
  const ticket = await ticketFor(actor, params.id)
  const file = await findAttachment(await readTogether(ticket, actor), params.attachment)
  const isForgotten = file?.state === 'removed' && !file.arrivedAt
  if (!file || isForgotten || !maySeeFile(file, actor)) throw notFound()
  return file
}
