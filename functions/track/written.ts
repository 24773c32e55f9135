import { BodySource, maxBodyBytes } from '../../schemas/comment.ts'
import { hashOf } from '../platform/http/body.ts'
import { escaped, harmless } from '../platform/markup/characters.ts'
import type { RequestKey } from '../platform/table/requests.ts'
import type { Visitor } from './visitor.ts'
import type { Words } from './words.ts'

/**
 * A form is done once: the key was made with it. What was changed after going back is another, so the words belong to the key.
 */
export const onceOf = (
  { actor }: Pick<Visitor, 'actor'>,
  operation: string,
  now: string,
  ...parts: string[]
): RequestKey => {
  const hash = hashOf(operation, ...parts)
  return { principal: `link:${actor.id}`, key: hash, operation, hash, now }
}

/** What a browser has sent: its lines end as mail does, and what was pasted may have signs in it that are none. */
export const linesOf = (given: string): string => harmless(given).trim()

/** What was written in a plain box, as it was: no sign in it means anything, lines stay lines, and addresses can be followed. */
export const asHtml = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => {
      const lines = escaped(part).replaceAll('\n', '<br>')
      return `<p>${lines.replace(/https?:\/\/[^\s<>"'&]+(?:&amp;[^\s<>"'&]+)*[^\s<>"'&.,;:!?)]/g, '<a href="$&">$&</a>')}</p>`
    })
    .join('')

/** Why it cannot be taken. */
export function wrongWith(text: string, words: Words): string | undefined {
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) return words.empty
  const source = asHtml(text)
  if (Buffer.byteLength(source) > maxBodyBytes) return words.tooLong
  return BodySource.safeParse(source).success ? undefined : words.empty
}
