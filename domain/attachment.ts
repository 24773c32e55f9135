import type { Actor } from '../schemas/actor.ts'
import type { Attachment, NewAttachment, Verdict } from '../schemas/attachment.ts'
import type { Instant } from '../schemas/time.ts'
import { record } from './draft.ts'
import { allowedMoves } from './moves.ts'
import { invalid, Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import type { Desk, Ticket } from './ticket.ts'
import { between } from './time.ts'
import { fromOutside } from './visibility.ts'

/** For so long its author may take a file back. */
const takeBackMs = 15 * 60 * 1000

const overseers: readonly string[] = ['supervisor', 'manager', 'admin', 'system']

/** Refuses an upload to a ticket that is over, and a file kept from customers by one of them. */
export function checkUpload(ticket: Ticket, given: NewAttachment, actor: Actor, desk: Desk, now: Instant): void {
  if (given.internal && fromOutside(actor)) throw invalid('internal', 'may only be said by staff', 'nothing, or false')
  if (ticket.status !== 'closed' && ticket.status !== 'cancelled') return
  throw new Refusal('move-not-allowed', `A ticket that is ${ticket.status} takes no more files.`, {
    allowed: allowedMoves(ticket, actor, desk.settings, now),
  })
}

/** Whether the file exists for this caller. What has not arrived is known to whoever sends it, and to staff. */
export const maySeeFile = ({ internal, state, by }: Attachment, actor: Actor): boolean =>
  !fromOutside(actor) || (!internal && (state !== 'awaiting' || by.id === actor.id))

/** Counts a file that has arrived, whatever has become of the ticket since its upload was prepared. */
export const attach =
  ({ id, comment, size, internal }: Attachment): Rule =>
  (draft, actor) => {
    count(draft.ticket, 1)
    const data = { attachment: id, ...(comment && { comment }), size, public: !internal }
    record(draft, 'ticket.attached', data, { actor })
    return undefined
  }

/** Writes down that a file is not given out; that one is clean is nothing to tell. */
export const condemn =
  ({ id, internal }: Attachment, state: Exclude<Verdict, 'clean'>): Rule =>
  (draft) => {
    record(draft, 'ticket.attachment-refused', { attachment: id, state, public: !internal })
    return undefined
  }

/**
 * Takes a file away; of an upload that has not arrived the ticket never knew. Refuses: `forbidden` for somebody else's, or
 * one's own after 15 minutes; supervisors may always.
 */
export const remove =
  (file: Attachment): Rule =>
  (draft, actor) => {
    checkRemoval(file, actor, draft.now)
    if (!file.arrivedAt) return undefined
    count(draft.ticket, -1)
    record(draft, 'ticket.attachment-removed', { attachment: file.id, public: !file.internal }, { actor })
    return undefined
  }

/** The same for an upload that nothing has come of: the ticket never knew of it. */
function checkRemoval({ by, arrivedAt, createdAt }: Attachment, actor: Actor, now: Instant): void {
  if (overseers.includes(actor.role)) return
  if (by.id !== actor.id) throw new Refusal('forbidden', 'A file is removed by whoever attached it, or a supervisor.')
  if (between(arrivedAt ?? createdAt, now) <= takeBackMs) return
  throw new Refusal('forbidden', 'A file can be taken back for 15 minutes; after that a supervisor removes it.')
}

/** What stays of a file once it is removed: that it was there, whose it was, and who took it away. */
export function removedFrom(file: Attachment, { id, role }: Actor, now: Instant): Attachment {
  const { name: _, sha256: __, ...mark } = file
  return { ...mark, state: 'removed', removedAt: now, removedBy: { id, role } }
}

/** Of a merged ticket, what it takes back when that is undone changes too. */
function count(ticket: Ticket, by: 1 | -1): void {
  const { comments = 0, attachments = 0 } = ticket.counts ?? {}
  ticket.counts = { comments, attachments: Math.max(0, attachments + by) }
  if (!ticket.merge) return
  const { counts } = ticket.merge
  ticket.merge = { ...ticket.merge, counts: { ...counts, attachments: Math.max(0, counts.attachments + by) } }
}
