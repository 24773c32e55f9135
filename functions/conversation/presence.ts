import { notFound } from '../../domain/refusal.ts'
import type { endPresence, keepPresence, listPresence } from '../../schemas/operations/conversation.ts'
import type { Request } from '../platform/http/edge.ts'
import { endPresence as end, keepPresence as keep, presentAt, untilOf } from '../platform/table/presence.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

export async function presenceForCaller(request: Request<typeof listPresence>): Promise<StoredAnswer> {
  const { actor, now, params } = request
  const [, items] = await Promise.all([ticketFor(actor, params.id), presentAt(params.id, now)])
  return request.answer({ items })
}

/** A beat: one request to the table, and nothing that a reader of the ticket could see. */
export async function beat(request: Request<typeof keepPresence>): Promise<StoredAnswer> {
  const { actor, body, now, params } = request
  const presence = { person: actor.id, state: body.state, since: now, until: untilOf(now) }
  if (!(await keep(params.id, actor, presence))) throw notFound()
  return request.answer(presence)
}

/** Leaving needs no leave: whoever may not see the ticket was never there. */
export async function leave({ actor, params, nothing }: Request<typeof endPresence>): Promise<StoredAnswer> {
  await end(params.id, actor.id)
  return nothing()
}
