import { fromOutside, isSame } from '../../domain/visibility.ts'
import type { Spoken } from '../platform/mail/spoken.ts'
import { Html, html } from '../platform/markup/html.ts'
import type { KeptComment } from '../platform/table/comments.ts'
import type { Visitor } from './visitor.ts'

/** A page of what was said, newest first; with what the ticket began with where it goes back to that. */
export interface Said {
  visitor: Visitor
  times: Spoken
  /** Of who has the ticket. */
  name: string | undefined
  description: string
  items: readonly KeptComment[]
  /** Where there is more before. */
  next?: string
}

/** What was said in public, oldest first. */
export function thread({ visitor, times, name, description, items, next }: Said, isEarlier: boolean): Html {
  const { token, words } = visitor
  const said = items.toReversed().map((comment) => message(comment, visitor, times, name))
  return html`
${next && html`<p><a href="?earlier=${next}#conversation">${words.earlier}</a></p>`}
${description && html`<article class="yours"><h3>${words.described}</h3><p class="said">${description}</p></article>`}
${said}
${!description && said.length === 0 && html`<p>${words.nothingSaid}</p>`}
${isEarlier && html`<p><a href="${token}#conversation">${words.newest}</a></p>`}`
}

function message(comment: KeptComment, visitor: Visitor, times: Spoken, name: string | undefined): Html {
  const { actor, words, settings, loaded } = visitor
  const { author, createdAt, words: said } = comment
  const isYours = isSame(actor, author.id) && fromOutside(author as { role: 'customer' })
  const who = isYours ? words.you : fromOutside(author as { role: 'customer' }) ? words.colleague : undefined
  const ours = (author.id === loaded.ticket.assignee && name) || (settings.mailName ?? words.desk)
  return html`<article${isYours && html` class="yours"`}>
<h3>${who ?? ours}</h3>
<time datetime="${createdAt}">${times.moment(createdAt)}</time>
<div>${said ? new Html(withPictures(said.html, visitor)) : html`<p class="quiet">${words.removed}</p>`}</div>
</article>`
}

/** Where a picture of a mail stood there is a link to it: the page loads nothing by itself. The rest was made safe when it was written. */
const withPictures = (safe: string, { token, words }: Visitor): string =>
  safe.replace(
    /<span data-attachment="(att_[0-9A-Z]{26})"><\/span>/g,
    (_, file: string) => html`<a href="${token}/files/${file}">[${words.picture}]</a>`.text,
  )
