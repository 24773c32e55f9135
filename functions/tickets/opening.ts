import { invalid } from '../../domain/refusal.ts'
import { fromOutside } from '../../domain/visibility.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { createTicket } from '../../schemas/operations/tickets.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag } from '../platform/http/etag.ts'
import { findCustomer } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { openTicket } from '../platform/tickets/opening.ts'
import { representation } from '../platform/tickets/representation.ts'

/** Opens a ticket for the caller, if they may open one for that customer. */
export async function openForCaller(request: Request<typeof createTicket>): Promise<StoredAnswer> {
  const { actor, body } = request
  await checkOwner(request)
  return openTicket(request, body, ({ ticket }) =>
    request.answer(representation(ticket, body.description, actor), {
      etag: etag(ticket.version),
      location: `${basePath}/tickets/${ticket.number}`,
    }),
  )
}

/**
 * From outside a ticket is opened for one's own customer only; another's is as unknown as one that does not exist. Tags
 * choose policies and, later, people: they are the desk's own.
 */
async function checkOwner({ actor, body }: Request<typeof createTicket>): Promise<void> {
  if (fromOutside(actor) && body.tags.length > 0) throw invalid('tags', 'may only be set by staff', 'nothing')
  if (!body.customer || body.customer === actor.customer) return
  if (fromOutside(actor) || !(await findCustomer(body.customer))) {
    throw invalid('customer', 'is not known', 'the id of a customer for whom you may open a ticket')
  }
}
