import { edit, redact } from '../../domain/conversation.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type {
  addComment,
  editComment,
  getComment,
  listComments,
  redactComment,
} from '../../schemas/operations/conversation.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { Change } from '../../schemas/problem.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag, matches, notModified, versionIn } from '../platform/http/etag.ts'
import { render } from '../platform/markup/body.ts'
import {
  commentVersions,
  editWrites,
  type KeptComment,
  listComments as list,
  loadComment,
  redactionWrites,
} from '../platform/table/comments.ts'
import { readTogether } from '../platform/table/merged.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change } from '../platform/tickets/command.ts'
import { addComment as add } from '../platform/tickets/commenting.ts'
import { mentioned } from '../platform/tickets/mentions.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'
import { shown } from './shown.ts'

/** A page of what was said, as far as the caller may see it. */
export async function commentsForCaller(request: Request<typeof listComments>): Promise<StoredAnswer> {
  const { actor, params, query } = request
  const ticket = await ticketFor(actor, params.id)
  const { limit, order, cursor } = query
  const owner = `comments ${ticket.number} ${order} ${actor.id}`
  const after = cursor && openCursor(cursor, owner)
  const { items, next } = await list(await readTogether(ticket, actor), actor, { limit, order, after })
  return request.answer({
    items: items.map((comment) => shown(comment, actor)),
    ...(next && { next: sealCursor(next, owner) }),
  })
}

export const say = (request: Request<typeof addComment>): Promise<StoredAnswer> =>
  add(request, request.params.id, request.body, (comment) =>
    request.answer(shown(comment, request.actor), {
      etag: tagOf(comment),
      location: `${basePath}/tickets/${comment.ticket}/comments/${comment.id}`,
    }),
  )

/** A comment of a ticket or of what was merged into it; to a caller from outside, an internal one is not there. */
async function found(ticket: Ticket, id: string, actor: Actor): Promise<KeptComment> {
  const comment = await loadComment(await readTogether(ticket, actor), id)
  if (!comment || (comment.internal && fromOutside(actor))) throw notFound()
  return comment
}

export async function commentForCaller(request: Request<typeof getComment>): Promise<StoredAnswer> {
  const { actor, params, ifNoneMatch } = request
  const comment = await found(await ticketFor(actor, params.id), params.comment, actor)
  const known = notModified(ifNoneMatch, versionOf(comment))
  if (known) return known
  const versions = !fromOutside(actor) && comment.version > 1 && !comment.redacted ? await commentVersions(comment) : []
  return request.answer(shown(comment, actor, versions), { etag: tagOf(comment) })
}

/** A redaction is a change too. */
const versionOf = ({ version, redacted }: KeptComment): number => version + (redacted ? 1 : 0)
const tagOf = (comment: KeptComment): string => etag(versionOf(comment))

/** Rewords a comment. */
export async function reword(request: Request<typeof editComment>): Promise<StoredAnswer> {
  const { actor, body, params, ifMatch } = request
  const rendered = render(body.format, body.body)
  let after: KeptComment | undefined
  return change(
    { ...request, ifMatch: undefined },
    params.id,
    async ({ ticket }) => {
      const before = await found(ticket, params.comment, actor)
      checkRead(ifMatch, before)
      const mentions = await mentioned(body.mentions, rendered.text, ticket, before.internal)
      after = {
        ...before,
        words: { ...rendered, format: body.format, source: body.body },
        mentions,
        version: before.version + 1,
        editedAt: request.now,
      }
      const changed = after
      return {
        command: edit(before, {
          length: rendered.text.length,
          mentions: mentions.filter((person) => !before.mentions.includes(person)),
        }),
        writes: () => editWrites(before, changed),
      }
    },
    () => request.answer(shown(after as KeptComment, actor), { etag: tagOf(after as KeptComment) }),
  )
}

/** What `If-Match` names is the comment's version: its ticket may have gone on meanwhile. Refuses with what has become of it. */
function checkRead(ifMatch: string | undefined, comment: KeptComment): void {
  const now = versionOf(comment)
  if (!ifMatch || matches(ifMatch, now)) return
  const { author, version, editedAt, redacted } = comment
  const changes: Change[] = []
  if (editedAt) changes.push({ type: 'ticket.comment-edited', occurredAt: editedAt, actor: author, version })
  if (redacted) {
    changes.push({ type: 'ticket.comment-redacted', occurredAt: redacted.at, actor: redacted.by, version: now })
  }
  const read = versionIn(ifMatch)
  throw new Refusal('stale', `You have read ${ifMatch}; it is at ${etag(now)} now. Read it again.`, {
    changes: read === undefined ? [] : changes.filter(({ version }) => version > read),
  })
}

/** Takes the words of a comment away. */
export async function takeAway(request: Request<typeof redactComment>): Promise<StoredAnswer> {
  const { actor, body, params, ifMatch } = request
  let after: KeptComment | undefined
  return change(
    { ...request, ifMatch: undefined },
    params.id,
    async ({ ticket }) => {
      const before = await found(ticket, params.comment, actor)
      checkRead(ifMatch, before)
      const { words: _, ...rest } = before
      const redacted = { at: request.now, by: { id: actor.id, role: actor.role }, reason: body.reason }
      after = { ...rest, mentions: [], redacted }
      const changed = after
      return { command: redact(before, body.reason), writes: () => redactionWrites(before, changed) }
    },
    () => request.answer(shown(after as KeptComment, actor), { etag: tagOf(after as KeptComment) }),
  )
}
