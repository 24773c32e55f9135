import { addFollowUp as addRule, endFollowUp } from '../../domain/follow-ups.ts'
import { invalid, notFound } from '../../domain/refusal.ts'
import { plus } from '../../domain/time.ts'
import type { FollowUp } from '../../schemas/follow-up.ts'
import type { addFollowUp, finishFollowUp, listFollowUps } from '../../schemas/operations/following.ts'
import type { Operation } from '../../schemas/operations/operation.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { afterwards, findFollowUp, followUpsOf, setBy } from '../platform/table/follow-ups.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change } from '../platform/tickets/command.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

/** A follow-up may be so far ahead: 365 days. */
const aheadMs = 365 * 24 * 60 * 60 * 1000

/** A page of a ticket's follow-ups. */
export async function listForStaff(request: Request<typeof listFollowUps>): Promise<StoredAnswer> {
  const { actor, params, query } = request
  const ticket = await ticketFor(actor, params.id)
  const owner = `follow-ups ${ticket.number} ${actor.id}`
  const { items, next } = await followUpsOf(ticket, query.limit, query.cursor && openCursor(query.cursor, owner))
  return request.answer({ items, ...(next && { next: sealCursor(next, owner) }) })
}

/** Sets one: for whoever has the ticket when it is due. */
export function setFollowUp(request: Request<typeof addFollowUp>): Promise<StoredAnswer> {
  const { note, dueAt } = request.body
  if (dueAt && dueAt < request.now) throw invalid('dueAt', 'is in the past', 'an instant to come')
  if (dueAt && dueAt > plus(request.now, aheadMs))
    throw invalid('dueAt', 'is too far ahead', 'at most 365 days from now')
  return change(
    request,
    request.params.id,
    () => ({ command: addRule({ note, dueAt }) }),
    (decision) => request.answer(setBy(decision)),
  )
}

type EndingRequest = Request<
  Operation & { params: (typeof finishFollowUp)['params']; answer: (typeof finishFollowUp)['answer'] }
>

/** Ends one by somebody's word. Said again it is as it was; refuses one that has ended otherwise. */
export function endForStaff(request: EndingRequest, outcome: 'done' | 'cancelled'): Promise<StoredAnswer> {
  const { id, followUp } = request.params
  let before: FollowUp
  return change(
    request,
    id,
    async ({ ticket }) => {
      const found = await findFollowUp(ticket, followUp)
      if (!found) throw notFound()
      before = found
      return { command: found.state === outcome ? () => undefined : endFollowUp(followUp, outcome) }
    },
    (decision) => request.answer(afterwards(before, decision)),
  )
}
