import { comment as commentRule, TooLate } from '../../../domain/conversation.ts'
import { several } from '../../../domain/lifecycle.ts'
import { otherHalf } from '../../../domain/links.ts'
import { invalid } from '../../../domain/refusal.ts'
import type { Rule } from '../../../domain/rule.ts'
import { linked } from '../../../domain/split.ts'
import type { Decision, Ticket } from '../../../domain/ticket.ts'
import { fromOutside } from '../../../domain/visibility.ts'
import type { Actor } from '../../../schemas/actor.ts'
import type { NewComment } from '../../../schemas/comment.ts'
import { type Rendered, render } from '../markup/body.ts'
import { commentPut, type KeptComment, loadComment } from '../table/comments.ts'
import { linkPut } from '../table/links.ts'
import { readTogether } from '../table/merged.ts'
import type { StoredAnswer } from '../table/requests.ts'
import { deskSettings } from '../table/settings.ts'
import type { Head } from '../table/tickets.ts'
import { type Asking, change, type Effect } from './command.ts'
import { followerOf } from './follower.ts'
import { mentioned } from './mentions.ts'
import { openTicket } from './opening.ts'
import { placedId } from './placed-id.ts'

/** What commenting does to a ticket, and the comment that becomes of it. */
export interface Commenting {
  effect: Effect & { command: Rule; writes: NonNullable<Effect['writes']> }
  comment(decision: Decision): KeptComment
}

/**
 * What a comment does to a ticket that was read, for whoever commits it; `mail` is the one that it came by. Refuses: `invalid` where what it answers to, or
 * whom it mentions, is not there for the caller; see `comment` of domain/conversation.ts for the rest.
 */
export async function commentOn(
  { ticket }: Pick<Head, 'ticket'>,
  actor: Actor,
  now: string,
  given: NewComment,
  rendered: Rendered = render(given.format, given.body),
  mail?: string,
): Promise<Commenting> {
  if (given.inReplyTo) await checkThread(ticket, actor, given.inReplyTo, given.internal)
  const mentions = await mentioned(given.mentions, rendered.text, ticket, given.internal)
  return saying(placedId('com', ticket, now), actor, given, rendered, mentions, mail)
}

function saying(
  id: string,
  actor: Actor,
  given: NewComment,
  rendered: Rendered,
  mentions: readonly string[],
  mail?: string,
): Commenting {
  const { internal, inReplyTo, format, body } = given
  const thread = inReplyTo && { inReplyTo }
  const comment = ({ ticket }: Decision): KeptComment => ({
    id,
    ticket: ticket.number,
    ...(ticket.customer && { customer: ticket.customer }),
    internal,
    author: { id: actor.id, role: actor.role },
    words: { ...rendered, format, source: body },
    mentions,
    ...thread,
    ...(mail && { mail }),
    createdAt: ticket.updatedAt,
    version: 1,
  })
  return {
    effect: {
      command: commentRule({ id, internal, length: rendered.text.length, mentions, ...thread }),
      writes: (decision) => [commentPut(comment(decision))],
    },
    comment,
  }
}

/** A public answer does not point at an internal comment, so that nobody learns from it that there is one. */
async function checkThread(ticket: Ticket, actor: Actor, id: string, internal: boolean): Promise<void> {
  const parent = await loadComment(await readTogether(ticket, actor), id)
  if (parent && (!parent.internal || (internal && !fromOutside(actor)))) return
  const expected = 'the id of a comment of this ticket; of a public one, unless your own is internal'
  throw invalid('inReplyTo', 'is not known', expected)
}

/** How a comment is answered: where it lies is said by its own `ticket`. */
type AnswerWith = (comment: KeptComment, decision: Decision) => StoredAnswer

/**
 * Writes a comment on a ticket. The customer's comment on one that was closed too long ago opens a new ticket with it,
 * which says what it follows.
 */
export async function addComment(
  asking: Asking,
  number: string,
  given: NewComment,
  answerWith: AnswerWith,
): Promise<StoredAnswer> {
  const { actor, now } = asking
  const rendered = render(given.format, given.body)
  let commenting: Commenting | undefined
  let old: Ticket | undefined
  const answerNow = (decision: Decision) => answerWith((commenting as Commenting).comment(decision), decision)
  try {
    return await change(
      asking,
      number,
      async (loaded) => {
        old = loaded.ticket
        commenting = await commentOn(loaded, actor, now, given, rendered)
        return commenting.effect
      },
      answerNow,
    )
  } catch (refusal) {
    if (!(refusal instanceof TooLate) || !old) throw refusal
    return openWith(asking, old, given, rendered, answerWith)
  }
}

/** Opens a ticket with the words of a comment that comes too late: as its description, and as its first comment. */
async function openWith(
  asking: Asking,
  old: Ticket,
  given: NewComment,
  rendered: Rendered,
  answerWith: AnswerWith,
): Promise<StoredAnswer> {
  const { actor, now } = asking
  const { inReplyTo: _, ...alone } = given
  const { effect, comment } = saying(placedId('com', { seq: 0, updatedAt: now }, now), actor, alone, rendered, [])
  const continues = { type: 'continues', ticket: old.number } as const
  return openTicket(
    asking,
    followerOf(old, rendered.text, actor, await deskSettings(old.brand)),
    (decision) => answerWith(comment(decision), decision),
    (decision) => [
      ...effect.writes(decision),
      linkPut(decision.ticket.number, continues),
      linkPut(old.number, otherHalf(decision.ticket, 'continues')),
    ],
    { rule: several([linked(continues), effect.command]) },
  )
}
