import type { Actor } from '../schemas/actor.ts'
import type { Call } from '../schemas/call.ts'
import { editWithinMs, mostEdits } from '../schemas/comment.ts'
import type { LoggedMinutes } from '../schemas/ticket.ts'
import type { TimeEntry } from '../schemas/time-entry.ts'
import { type Draft, record } from './draft.ts'
import { endResponse, reopen, startNextResponse } from './ending.ts'
import { endHold } from './hold.ts'
import { allowedMoves, otherWay } from './moves.ts'
import { Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { letClocksFollow, setStatus } from './status.ts'
import { eventId, type MilestoneEvent, type Ticket } from './ticket.ts'
import { between } from './time.ts'
import { fromOutside, isSame } from './visibility.ts'

/** A comment as the rules judge it: its words have been made safe, and whom it names may see the ticket. */
export interface Said {
  id: string
  internal: boolean
  /** Of its plain text, in UTF-16 units. */
  length: number
  inReplyTo?: string
  mentions: readonly string[]
}

/** The customer has written about a ticket that was closed too long ago: a new one is opened for it. */
export class TooLate extends Refusal {
  constructor(ticket: Ticket) {
    super('conflict', `${ticket.number} was closed too long ago to be reopened. Open a new ticket.`)
  }
}

/**
 * Whether what this person says is the customer's word: an outside participant's; of a ticket of the house, the word of
 * whoever asked.
 */
const asks = (actor: Actor, { customer, requester }: Ticket): boolean =>
  fromOutside(actor) || (!customer && isSame(actor, requester))

/**
 * Writes down that something was said. A public word of staff is an answer and ends the response clock; the customer's
 * resumes a ticket that waits for them, and reopens one that is resolved, or closed not too long ago (docs/lifecycle.md).
 * An internal note does nothing else. Refuses: `forbidden` an internal comment from outside; `conflict` on a ticket that
 * was cancelled; `TooLate`.
 */
export const comment =
  ({ id, internal, length, inReplyTo, mentions }: Said): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    if (internal && fromOutside(actor)) throw new Refusal('forbidden', 'Internal comments are for staff.')
    refuseCancelled(ticket)
    const customers = !internal && asks(actor, ticket)
    if (customers && ticket.status === 'closed' && !mayReopen(draft)) throw new TooLate(ticket)
    const { comments = 0, attachments = 0 } = ticket.counts ?? {}
    ticket.counts = { comments: comments + 1, attachments }
    const said = { comment: id, public: !internal }
    const { seq } = record(
      draft,
      'ticket.commented',
      { ...said, role: actor.role, length, ...(inReplyTo && { inReplyTo }) },
      { actor },
    )
    if (mentions.length > 0) record(draft, 'ticket.mentioned', { ...said, persons: [...mentions] }, { actor })
    if (customers) return hear(draft, actor, eventId(ticket, seq))
    return internal || actor.role === 'system' ? [] : endResponse(draft, actor)
  }

/** What the customer's word brings about. */
function hear(draft: Draft, actor: Actor, causationId: string): MilestoneEvent[] {
  const by = { actor, causationId }
  endHold(draft, 'customer-wrote', by)
  const to = otherWay('comment', draft.ticket.status)
  if (to === 'reopened') reopen(draft, 'customer-wrote', by)
  else if (to) setStatus(draft, to, 'customer-wrote', by)
  else letClocksFollow(draft, by)
  startNextResponse(draft, actor, causationId)
  return []
}

/** Any customer could reopen it: whose ticket it is was judged before. */
const mayReopen = ({ ticket, desk, now }: Draft): boolean =>
  allowedMoves(ticket, { id: '', role: 'customer' }, desk.settings, now).some(({ move }) => move === 'reopen')

function refuseCancelled({ number, status }: Ticket): void {
  if (status === 'cancelled') throw new Refusal('conflict', `${number} is cancelled: nothing is added to it any more.`)
}

/** A comment as it was, for those who change it. */
export interface Saying {
  id: string
  internal: boolean
  author: { id: string }
  createdAt: string
  version: number
  redacted?: unknown
}

/** Writes down that its author has edited a comment. Refuses: `forbidden` others, after 15 minutes, and too often; `conflict` once redacted. */
export const edit =
  (before: Saying, { length, mentions }: Pick<Said, 'length' | 'mentions'>): Rule =>
  (draft, actor) => {
    if (!isSame(actor, before.author.id)) throw new Refusal('forbidden', 'Only its author edits a comment.')
    if (before.redacted) throw new Refusal('conflict', 'This comment was redacted.')
    if (between(before.createdAt, draft.now) > editWithinMs) {
      throw new Refusal('forbidden', 'A comment can be edited for 15 minutes. Write another one.')
    }
    if (before.version > mostEdits) throw new Refusal('forbidden', `A comment is edited ${mostEdits} times at most.`)
    refuseCancelled(draft.ticket)
    const said = { comment: before.id, public: !before.internal }
    record(draft, 'ticket.comment-edited', { ...said, version: before.version + 1, length }, { actor })
    if (mentions.length > 0) record(draft, 'ticket.mentioned', { ...said, persons: [...mentions] }, { actor })
    return []
  }

/** Writes down that the words of a comment were taken away, and why. */
export const redact =
  (before: Saying, reason: string): Rule =>
  (draft, actor) => {
    if (before.redacted) throw new Refusal('conflict', 'This comment was redacted before.')
    const said = { comment: before.id, public: !before.internal }
    record(draft, 'ticket.comment-redacted', said, { actor, detail: { reason } })
    return []
  }

/** Writes down a phone call; one that reached the customer is an answer. */
export const logCall =
  ({ id, direction, outcome, durationSeconds }: Pick<Call, 'id' | 'direction' | 'outcome' | 'durationSeconds'>): Rule =>
  (draft, actor) => {
    refuseCancelled(draft.ticket)
    record(draft, 'ticket.call-logged', { call: id, direction, outcome, durationSeconds }, { actor })
    return outcome === 'reached' ? endResponse(draft, actor) : []
  }

/** Adds to the minutes worked; also on a ticket that has ended, since people write down their day in the evening. */
export const logTime =
  ({ id, person, minutes, billable }: TimeEntry): Rule =>
  (draft, actor) => {
    count(draft.ticket, billable, minutes)
    record(draft, 'ticket.time-logged', { entry: id, person, minutes, billable }, { actor })
    return []
  }

/** Takes an entry back: one's own, or anybody's by supervisors and above. */
export const removeTime =
  ({ id, person, minutes, billable, by }: TimeEntry): Rule =>
  (draft, actor) => {
    const own = by.id === actor.id || person === actor.id
    if (!own && !['supervisor', 'manager', 'admin'].includes(actor.role)) {
      throw new Refusal('forbidden', 'Time is removed by whoever logged it, or a supervisor.')
    }
    count(draft.ticket, billable, -minutes)
    record(draft, 'ticket.time-removed', { entry: id, person, minutes, billable }, { actor })
    return []
  }

function count(ticket: Ticket, billable: boolean, minutes: number): void {
  const logged: LoggedMinutes = { ...(ticket.loggedMinutes ?? { billable: 0, other: 0 }) }
  logged[billable ? 'billable' : 'other'] += minutes
  ticket.loggedMinutes = logged
}
