import { decide } from '../../domain/lifecycle.ts'
import { otherHalf } from '../../domain/links.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import { linked, split } from '../../domain/split.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fromOutside, maySee } from '../../domain/visibility.ts'
import type { splitComment } from '../../schemas/operations/joining.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { NewTicket } from '../../schemas/ticket.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag } from '../platform/http/etag.ts'
import { type KeptComment, loadComment, splitUpdate } from '../platform/table/comments.ts'
import { changeWrites } from '../platform/table/commit.ts'
import { deskOf } from '../platform/table/desk.ts'
import { linkPut } from '../platform/table/links.ts'
import { readTogether } from '../platform/table/merged.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { type Loaded, loadTicket } from '../platform/table/tickets.ts'
import type { Write } from '../platform/table/transaction.ts'
import { descriptionOf } from '../platform/tickets/follower.ts'
import { refuseMerged } from '../platform/tickets/merged-away.ts'
import { openTicket } from '../platform/tickets/opening.ts'
import { representation } from '../platform/tickets/representation.ts'

/** Makes a ticket of a comment: the new ticket, the mark on the comment, and the link of both, in one transaction. */
export async function splitForStaff(request: Request<typeof splitComment>): Promise<StoredAnswer> {
  const { actor, body, params, requestId } = request
  const { original, comment } = await found(request)
  const given = ofComment(original.ticket, comment, body.title)
  return openTicket(
    request,
    given,
    ({ ticket }) =>
      request.answer(representation(ticket, given.description, actor), {
        etag: etag(ticket.version),
        location: `${basePath}/tickets/${ticket.number}`,
      }),
    async ({ ticket: { number } }): Promise<Write[]> => {
      const { original: before, comment: now } = await found(request)
      const { ticket } = before
      const desk = await deskOf(ticket)
      const decision = decide(ticket, split(params.comment, number), actor, desk, request.now)
      const half = otherHalf(ticket, 'split-into')
      return [
        ...changeWrites(before, { decision, correlationId: requestId }),
        splitUpdate(now, number),
        linkPut(number, half),
        linkPut(ticket.number, { type: 'split-into', ticket: number }),
      ]
    },
    { rule: linked(otherHalf(original.ticket, 'split-into')), requester: requesterOf(original.ticket, comment) },
  )
}

/** The ticket and the comment as they are now. Refuses one that was split before, or has no words any more. */
async function found({ actor, params }: Request<typeof splitComment>): Promise<{
  original: Loaded
  comment: KeptComment
}> {
  const { loaded: original } = await loadTicket(params.id)
  if (!original || !maySee(actor, original.ticket)) throw notFound()
  await refuseMerged(original.ticket, actor, false)
  const comment = await loadComment(await readTogether(original.ticket, actor), params.comment)
  if (!comment) throw notFound()
  if (comment.splitInto) throw new Refusal('conflict', `This comment was made the ticket ${comment.splitInto} already.`)
  // Its words would be the description of a ticket that the customer reads.
  if (comment.internal)
    throw new Refusal('conflict', 'An internal comment cannot be split: open a ticket with words of its own.')
  if (!comment.words)
    throw new Refusal('conflict', 'The words of this comment were taken away: nothing can be made of it.')
  return { original, comment }
}

/** Who wrote it, if that was the customer's side; else who asked for the ticket that it is split from. */
const requesterOf = ({ requester }: Ticket, { author }: KeptComment): string =>
  author.role !== 'system' && fromOutside({ role: author.role }) ? author.id : requester

/** The ticket that a comment becomes: its words, for the same customer. */
const ofComment = (ticket: Ticket, { words }: KeptComment, title: string): NewTicket => {
  const { customer, contact, priority, type, category, channel, brand, language, site, product, serialNumber } = ticket
  const given = { customer, contact, priority, type, category, channel, brand, language, site, product, serialNumber }
  return NewTicket.parse({ ...given, title, description: descriptionOf(words?.text ?? '') })
}
