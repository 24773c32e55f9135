import { maySeeFile } from '../../domain/attachment.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import type { openFileByLink } from '../../schemas/operations/track.ts'
import { disposition } from '../platform/disposition.ts'
import { presignDownload } from '../platform/files.ts'
import type { Request } from '../platform/http/edge.ts'
import { findAttachment } from '../platform/table/attachments.ts'
import { readTogether } from '../platform/table/merged.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { seeOther } from './page.ts'
import { visitorBy } from './visitor.ts'

/** Leads to a file: one that they may see, and that a scan found nothing in. */
export async function openFile(request: Request<typeof openFileByLink>): Promise<StoredAnswer> {
  const { actor, loaded } = await visitorBy('track', request)
  const file = await findAttachment(await readTogether(loaded.ticket, actor), request.params.file)
  if (!file?.arrivedAt || file.state === 'removed' || !maySeeFile(file, actor)) throw notFound()
  const { id, ticket, state, name = '', type, sha256 = '' } = file
  if (state !== 'clean') throw new Refusal('conflict', 'The file is not given out.')
  return seeOther(await presignDownload({ ticket, id }, sha256, { disposition: disposition(name), type }))
}
