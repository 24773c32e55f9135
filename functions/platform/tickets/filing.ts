import { createHash } from 'node:crypto'
import { type RefusedFile, sift } from '../../../domain/mail/files.ts'
import type { Part } from '../../../domain/mail/incoming.ts'
import { fromMs } from '../../../domain/time.ts'
import type { ActorReference } from '../../../schemas/actor.ts'
import { type Attachment, NewAttachment } from '../../../schemas/attachment.ts'
import { putIncoming } from '../files.ts'
import { untilWon } from '../retry.ts'
import { commitAwaited, loadRoom } from '../table/attachments.ts'

/** Whose files they are: of the comment that a mail became, or of its ticket alone. */
interface FiledWith {
  /** The mail's id, which is the same each time that it is taken in. */
  mail: string
  ticket: string
  comment?: string
  internal: boolean
  by: ActorReference
}

/** What became of the files of a mail: how many the ticket has, and which it has not. */
interface Filed {
  files: number
  refused: RefusedFile[]
}

/** So many are sent to the store at once. */
const together = 4

/**
 * Makes the files of a mail the ticket's own, once the ticket is there: each arrives where uploads arrive, and is looked at,
 * scanned and kept as they are (functions/attachments). May be done again at any time: what is there stays as it is.
 */
export async function fileParts(what: FiledWith, parts: readonly Part[]): Promise<Filed> {
  if (parts.length === 0) return { files: 0, refused: [] }
  const named = attachmentIds(what.mail, parts, what.internal).map((id, at) => ({ id, part: parts[at] as Part }))
  // A picture that stands in the text twice is one file.
  const files = [...new Map(named.map((file) => [file.id, file])).values()]
  const { awaited, refused } = await untilWon(() => awaitFiles(what, files))
  for (let at = 0; at < awaited.length; at += together)
    await Promise.all(
      awaited.slice(at, at + together).map(({ file, part }) => putIncoming(file, part.content, file.type)),
    )
  return { files: files.length - refused.length, refused }
}

interface Named {
  id: string
  part: Part
}

/** Writes down what is to come, as far as the ticket has room; nothing where somebody else was faster. */
async function awaitFiles(what: FiledWith, files: readonly Named[]) {
  const { room, known } = await loadRoom(
    what.ticket,
    files.map(({ id }) => id),
  )
  // One that was just given up is forgotten in a moment: then it comes anew.
  if ([...known.values()].some(({ state, arrivedAt }) => state === 'removed' && !arrivedAt)) return undefined
  const fresh = files.filter(({ id }) => !known.has(id))
  const { taken, refused } = sift(
    fresh.map(({ part }) => part),
    room,
  )
  const made = taken.map((at) => ({ file: fileOf(what, fresh[at] as Named), part: (fresh[at] as Named).part }))
  if (made.length > 0 && !(await commitAwaited(made.map(({ file }) => file)))) return undefined
  // The bytes of an earlier try may never have come.
  const left = files.flatMap(({ id, part }) => {
    const file = known.get(id)
    return file?.state === 'awaiting' ? [{ file, part }] : []
  })
  return { awaited: [...left, ...made], refused }
}

function fileOf({ ticket, comment, internal, by }: FiledWith, { id, part }: Named): Attachment {
  const { name, type } = NewAttachment.shape
  return {
    id,
    ticket,
    state: 'awaiting',
    name: name.catch('file').parse(part.filename),
    size: part.size,
    type: type.catch('application/octet-stream').parse(part.contentType),
    ...(comment && { comment }),
    internal,
    by: { id: by.id, role: by.role },
    createdAt: fromMs(Date.now()),
  }
}

/** Crockford's base 32, as in every ULID. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const hashed = (length: number, ...said: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256')
  for (const one of said) hash.update(one)
  return Array.from(hash.digest().subarray(0, length), (byte) => digits[byte & 31]).join('')
}
/** In two characters, so that files are listed in the order of the mail. */
const placed = (at: number) => `${digits[(at >> 5) & 31]}${digits[at & 31]}`

/**
 * The ids that the files of a mail have, the same ones each time: of the mail's instant, the file's place, and 70 bits of a hash. A picture that
 * stands in the text is known by its content instead, so that a signature's logo is one file of a ticket, not one for each mail.
 */
export function attachmentIds(mail: string, parts: readonly Part[], internal: boolean): string[] {
  const instant = mail.slice(4, 14)
  return parts.map(({ inline, content }, at) =>
    inline
      ? `att_${'0'.repeat(10)}${hashed(16, internal ? 'internal' : 'public', content)}`
      : `att_${instant}${placed(at)}${hashed(14, mail, String(at))}`,
  )
}
