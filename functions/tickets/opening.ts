import { invalid, refuseFields } from '../../domain/refusal.ts'
import { fromOutside } from '../../domain/visibility.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { createTicket } from '../../schemas/operations/tickets.ts'
import type { NewTicket } from '../../schemas/ticket.ts'
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
  return openTicket(request, body, ({ ticket }, { settings }) =>
    request.answer(representation(ticket, body.description, actor, settings.customFields), {
      etag: etag(ticket.version),
      location: `${basePath}/tickets/${ticket.number}`,
    }),
  )
}

/** The desk's own: tags and brands choose policies and people, warranty and contract say what is paid for. */
const forStaff = ['tags', 'brand', 'warranty', 'contract'] as const satisfies readonly (keyof NewTicket)[]

/** From outside a ticket is opened for one's own customer only; another's is as unknown as one that does not exist. */
async function checkOwner({ actor, body }: Request<typeof createTicket>): Promise<void> {
  const others = actor.role === 'customer' ? [...forStaff, 'channelId' as const] : fromOutside(actor) ? forStaff : []
  const theirs = others.filter((field) => body[field] !== undefined && body[field].length > 0)
  refuseFields(theirs.map((path) => ({ path, message: 'may only be set by staff', expected: 'nothing' })))
  if (!body.customer || body.customer === actor.customer) return
  if (fromOutside(actor) || !(await findCustomer(body.customer))) {
    throw invalid('customer', 'is not known', 'the id of a customer for whom you may open a ticket')
  }
}
