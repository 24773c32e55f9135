import { maxAttachmentBytes, maxAttachments } from '../../schemas/attachment.ts'
import type { MailIn } from '../../schemas/mail.ts'
import type { Part } from './incoming.ts'

/** A file of a mail that is not among those of its ticket: the mail as it came has it still. */
export type RefusedFile = NonNullable<MailIn['refused']>[number]

/**
 * Which files of a mail its ticket takes, by their places, under the limits that hold for every file; `room` is for how many
 * more it has place. Pictures that stand in the text come last: they are mostly of signatures.
 */
export function sift(parts: readonly Part[], room = maxAttachments): { taken: number[]; refused: RefusedFile[] } {
  const faults = parts.map(({ size }) => faultOf(size))
  const fit = [...parts.keys()].filter((at) => !faults[at])
  const first = [...fit.filter((at) => !parts[at]?.inline), ...fit.filter((at) => parts[at]?.inline)]
  const taken = new Set(first.slice(0, Math.max(0, room)))
  return {
    taken: fit.filter((at) => taken.has(at)),
    refused: parts.flatMap(({ filename: name, size }, at) =>
      taken.has(at) ? [] : [{ name, size, why: faults[at] ?? 'too-many' }],
    ),
  }
}

function faultOf(size: number): RefusedFile['why'] | undefined {
  if (size === 0) return 'empty'
  return size > maxAttachmentBytes ? 'too-large' : undefined
}

const because: Record<RefusedFile['why'], string> = {
  'too-large': `larger than ${Math.round(maxAttachmentBytes / 1024 ** 2)} MB`,
  empty: 'empty',
  'too-many': `more than ${maxAttachments} files`,
}

/** What a ticket says of files that it has not: a line for each of the first ten. */
export function refusedLines(refused: readonly RefusedFile[]): string[] {
  const named = refused
    .slice(0, 10)
    .map(({ name, size, why }) => `Not attached: ${name}, ${sizeOf(size)} (${because[why]})`)
  return refused.length > named.length ? [...named, `and ${refused.length - named.length} more`] : named
}

/** The same as codes of what was not as it should be. */
export const problemsOf = (refused: readonly RefusedFile[]): string[] => [
  ...new Set(
    refused.map(
      ({ why }) => ({ 'too-large': 'file-too-large', empty: 'file-empty', 'too-many': 'too-many-files' })[why],
    ),
  ),
]

function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  return bytes < 1024 ** 2 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`
}
