import { remove, removedFrom } from '../../domain/attachment.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { removeAttachment } from '../../schemas/operations/attachments.ts'
import type { Request } from '../platform/http/edge.ts'
import { removalWrites } from '../platform/table/attachments.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { join } from '../platform/tickets/joining.ts'
import { fileFor } from './seeing.ts'

/**
 * Takes a file away: its mark stays, its bytes are deleted by whoever hears of it. An upload is just given up. A file of a
 * ticket that was merged into this one is taken from both.
 */
export async function removeFile(request: Request<typeof removeAttachment>): Promise<StoredAnswer> {
  const { actor, now, params } = request
  const { ticket: home } = await fileFor(request)
  return join(
    request,
    params.id,
    {
      others: () => [home],
      async parts(ticket, others) {
        const file = await fileFor(request)
        if (file.state === 'removed') throw new Refusal('conflict', 'The file was removed before.')
        const gone = removedFrom(file, actor, now)
        const other = others.get(file.ticket)
        return [
          { ticket, rule: remove(file), writes: removalWrites(gone, file.state, now) },
          ...(other ? [{ ticket: other, rule: remove(file) }] : []),
        ]
      },
    },
    () => request.nothing(),
  )
}
