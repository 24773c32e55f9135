import { fromOutside, isSame } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Comment } from '../../schemas/comment.ts'
import type { KeptComment, KeptVersion } from '../platform/table/comments.ts'

/** A comment as the API gives it to a caller who may see it; its versions, where they were read, are for staff. */
export function shown(comment: KeptComment, actor: Actor, versions: readonly KeptVersion[] = []): Comment {
  const { words, customer: _, mentions, redacted, splitInto, mail, ...rest } = comment
  const isAuthor = isSame(actor, comment.author.id)
  const isStaff = !fromOutside(actor)
  return {
    ...rest,
    ...(words && { html: words.html, text: words.text }),
    ...(words && isAuthor && { format: words.format, source: words.source }),
    ...(mentions.length > 0 && { mentions: [...mentions] }),
    ...(isStaff && splitInto && { splitInto }),
    ...(isStaff && mail && { mail }),
    ...(redacted && {
      redacted: { at: redacted.at, by: redacted.by, ...(isStaff && { reason: redacted.reason }) },
    }),
    ...(isStaff &&
      versions.length > 0 && {
        versions: versions.map(({ version, words: { html, text }, from, until }) => ({
          version,
          html,
          text,
          from,
          until,
        })),
      }),
  }
}
