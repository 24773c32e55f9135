import { Refusal } from '../../domain/refusal.ts'
import { plus } from '../../domain/time.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { AttachmentState } from '../../schemas/attachment.ts'
import * as operations from '../../schemas/operations/attachments.ts'
import { disposition } from '../platform/disposition.ts'
import { downloadSeconds, presignDownload } from '../platform/files.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { edge } from '../platform/http/edge.ts'
import { listAttachments } from '../platform/table/attachments.ts'
import { readTogether } from '../platform/table/merged.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'
import { prepareUpload } from './preparing.ts'
import { removeFile } from './removing.ts'
import { fileFor } from './seeing.ts'

export const handler = edge(operations, {
  attachFile: prepareUpload,
  removeAttachment: removeFile,

  async listAttachments(request) {
    const { actor, params, query } = request
    const ticket = await ticketFor(actor, params.id)
    const owner = `attachments ${ticket.number} ${actor.id}`
    const after = query.cursor && openCursor(query.cursor, owner)
    const publicOnly = fromOutside(actor)
    const numbers = await readTogether(ticket, actor)
    const { items, next } = await listAttachments(numbers, { limit: query.limit, after, publicOnly })
    return request.answer({ items, ...(next && { next: sealCursor(next, owner) }) })
  },

  async getAttachment(request) {
    return request.answer(await fileFor(request))
  },

  async downloadAttachment(request) {
    const { id, ticket, state, name = '', size, type, sha256 = '' } = await fileFor(request)
    if (state !== 'clean') throw new Refusal('conflict', `The file is not given out: ${why[state]}`)
    const expiresAt = plus(request.now, downloadSeconds * 1000)
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
