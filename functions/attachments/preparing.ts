import { ulid } from 'ulid'
import { checkUpload } from '../../domain/attachment.ts'
import { invalid, notFound, Refusal } from '../../domain/refusal.ts'
import { plus } from '../../domain/time.ts'
import { fromOutside, maySee } from '../../domain/visibility.ts'
import { type Attachment, maxAttachments, maxOpenUploads } from '../../schemas/attachment.ts'
import type { attachFile } from '../../schemas/operations/attachments.ts'
import { presignUpload, uploadSeconds } from '../platform/files.ts'
import { type Request, replayed, settled } from '../platform/http/edge.ts'
import { untilWon } from '../platform/retry.ts'
import { commitUpload } from '../platform/table/attachments.ts'
import { deskOf } from '../platform/table/desk.ts'
import { keys } from '../platform/table/keys.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { loadTicket, readAll } from '../platform/table/tickets.ts'
import { refuseMerged } from '../platform/tickets/merged-away.ts'

const full = {
  files: `A ticket holds ${maxAttachments} files; remove one first.`,
  uploads: `${maxOpenUploads} uploads are open for this ticket; send those files first, or give an upload up.`,
} as const

/** Makes the form with which a file is sent straight to the store, once the table knows that it is awaited. */
export async function prepareUpload(request: Request<typeof attachFile>): Promise<StoredAnswer> {
  const { actor, body, now, once, params } = request
  const { loaded, stored } = await loadTicket(params.id, once)
  if (stored && once) return replayed(stored, once)
  if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
  const { ticket } = loaded
  await refuseMerged(ticket, actor, false)
  checkUpload(ticket, body, actor, await deskOf(ticket), now)
  const { comment, name, size, type } = body
  const file: Attachment = {
    id: `att_${ulid(Date.parse(now))}`,
    ticket: ticket.number,
    state: 'awaiting',
    name,
    size,
    type,
    ...(comment && { comment }),
    internal: comment ? await isInternal(ticket.number, comment, fromOutside(actor)) : (body.internal ?? false),
    by: { id: actor.id, role: actor.role },
    createdAt: now,
  }
  const expiresAt = plus(now, uploadSeconds * 1000)
  const answer = request.answer({ attachment: file, upload: { ...(await presignUpload(file, file)), expiresAt } })
  return untilWon(async () => {
    const prepared = await commitUpload(file, once, answer)
    if (prepared.is === 'full') throw new Refusal('conflict', full[prepared.of])
    return settled(prepared, once, answer)
  })
}

/** Whether a comment of the ticket is kept from customers: then so is what belongs to it. */
async function isInternal(ticket: string, comment: string, outside: boolean): Promise<boolean> {
  const [item] = await readAll([keys.comment(ticket, comment)])
  if (item && !(outside && item.internal)) return Boolean(item.internal)
  throw invalid('comment', 'is not known', 'the id of a comment of this ticket')
}
