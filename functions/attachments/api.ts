import { maySeeFile } from '../../domain/attachment.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import { fromOutside, maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Attachment, AttachmentState } from '../../schemas/attachment.ts'
import * as operations from '../../schemas/operations/attachments.ts'
import { downloadSeconds, presignDownload } from '../platform/files.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { edge } from '../platform/http/edge.ts'
import { listAttachments, loadAttachment } from '../platform/table/attachments.ts'
import { loadHead } from '../platform/table/tickets.ts'
import { disposition } from './disposition.ts'
import { prepareUpload } from './preparing.ts'
import { removeFile } from './removing.ts'

export const handler = edge(operations, {
  attachFile: prepareUpload,
  removeAttachment: removeFile,

  async listAttachments(request) {
    const { actor, params, query } = request
    const ticket = await visible(params.id, actor)
    const owner = `attachments ${ticket} ${actor.id}`
    const after = query.cursor && openCursor(query.cursor, owner)
    const publicOnly = fromOutside(actor)
    const { items, next } = await listAttachments(ticket, { limit: query.limit, after, publicOnly })
    return request.answer({ items: items.map(shown), ...(next && { next: sealCursor(next, owner) }) })
  },

  async getAttachment(request) {
    return request.answer(shown(await fileFor(request)))
  },

  async downloadAttachment(request) {
    const { id, ticket, state, name = '', size, type, sha256 = '' } = await fileFor(request)
    if (state !== 'clean') throw new Refusal('conflict', `The file is not given out: ${why[state]}`)
    const expiresAt = new Date(Date.parse(request.now) + downloadSeconds * 1000).toISOString()
    const url = await presignDownload({ ticket, id }, sha256, { disposition: disposition(name), type })
    return request.answer({ url, expiresAt, size, type, sha256 })
  },
})

/** Why a file in this state is not given out, in the words of the refusal. */
const why: Record<Exclude<AttachmentState, 'clean'>, string> = {
  awaiting: 'it has not arrived (awaiting).',
  scanning: 'it is still being looked at (scanning). Try again in a moment.',
  infected: 'something harmful was found in it (infected).',
  unscannable: 'nobody could look into it (unscannable): it is too large inside, or locked with a password.',
  removed: 'it was removed.',
}

/** The number of a ticket that the caller may see. */
async function visible(number: string, actor: Actor): Promise<string> {
  const loaded = await loadHead(number)
  if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
  return loaded.ticket.number
}

interface Asked {
  actor: Actor
  params: { id: string; attachment: string }
}

/** The file that a request is about, if it exists for the caller. */
async function fileFor({ actor, params }: Asked): Promise<Attachment> {
  const [, file] = await Promise.all([visible(params.id, actor), loadAttachment(params.id, params.attachment)])
  const isForgotten = file?.state === 'removed' && !file.arrivedAt
  if (!file || isForgotten || !maySeeFile(file, actor)) throw notFound()
  return file
}

/** Of what was removed, only that it was there. */
function shown(file: Attachment): Attachment {
  if (file.state !== 'removed') return file
  const { name: _, sha256: __, ...mark } = file
  return mark
}
