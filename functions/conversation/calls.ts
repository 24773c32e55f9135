import { logCall as callRule } from '../../domain/conversation.ts'
import { invalid } from '../../domain/refusal.ts'
import { plus } from '../../domain/time.ts'
import type { Call } from '../../schemas/call.ts'
import type { listCalls, logCall } from '../../schemas/operations/conversation.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { readTogether } from '../platform/table/merged.ts'
import { findPerson } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { callPut, listCalls as list } from '../platform/table/worked.ts'
import { change } from '../platform/tickets/command.ts'
import { placedId } from '../platform/tickets/placed-id.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

export async function callsForCaller(request: Request<typeof listCalls>): Promise<StoredAnswer> {
  const { actor, params, query } = request
  const ticket = await ticketFor(actor, params.id)
  const { limit, order, cursor } = query
  const owner = `calls ${ticket.number} ${order} ${actor.id}`
  const { items, next } = await list(await readTogether(ticket, actor), {
    limit,
    order,
    after: cursor && openCursor(cursor, owner),
  })
  return request.answer({ items, ...(next && { next: sealCursor(next, owner) }) })
}

export async function writeDownCall(request: Request<typeof logCall>): Promise<StoredAnswer> {
  const { actor, body, now, params } = request
  const startedAt = body.startedAt ?? plus(now, -body.durationSeconds * 1000)
  if (startedAt > now) throw invalid('startedAt', 'is in the future', 'an instant that has passed')
  let call: Call | undefined
  return change(
    request,
    params.id,
    async ({ ticket }) => {
      await checkPerson(body.person, ticket.customer)
      call = {
        ...body,
        id: placedId('cal', ticket, now),
        ticket: ticket.number,
        startedAt,
        by: { id: actor.id, role: actor.role },
        createdAt: now,
      }
      const logged = call
      return { command: callRule(logged), writes: () => [callPut(logged, ticket.customer)] }
    },
    () => request.answer(call as Call),
  )
}

/** Who was spoken to is of the ticket's customer. */
async function checkPerson(id: string | undefined, customer: string | undefined): Promise<void> {
  if (id === undefined) return
  const person = await findPerson(id)
  if (person && (!customer || person.customer === customer)) return
  throw invalid('person', 'is not known', "the id of one of the customer's people")
}
