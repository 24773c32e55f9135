import { maySeeFile, remove } from '../../domain/attachment.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import type { Attachment } from '../../schemas/attachment.ts'
import type { removeAttachment } from '../../schemas/operations/attachments.ts'
import type { Request } from '../platform/http/edge.ts'
import { loadAttachment, removalWrites } from '../platform/table/attachments.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change } from '../platform/tickets/command.ts'

/** Takes a file away: its mark stays, its bytes are deleted by whoever hears of it. An upload is just given up. */
export function removeFile(request: Request<typeof removeAttachment>): Promise<StoredAnswer> {
  const { actor, now, params } = request
  const effect = async ({ ticket }: { ticket: { number: string } }) => {
    const file = await loadAttachment(ticket.number, params.attachment)
    if (!file || !maySeeFile(file, actor)) throw notFound()
    if (file.state === 'removed') throw new Refusal('conflict', 'The file was removed before.')
    const removedBy = { id: actor.id, role: actor.role }
    const gone: Attachment = { ...file, state: 'removed', removedAt: now, removedBy }
    return { command: remove(file), writes: () => removalWrites(gone, file.state, now) }
  }
  return change(request, params.id, effect, () => request.nothing())
}
