import type { Decision } from '../../domain/ticket.ts'
import type { mergeTicket, unmergeTicket } from '../../schemas/operations/joining.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag } from '../platform/http/etag.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import type { Loaded } from '../platform/table/tickets.ts'
import { join } from '../platform/tickets/joining.ts'
import { merging, unmerging } from '../platform/tickets/merging.ts'
import { representation } from '../platform/tickets/representation.ts'

type Joined = Pick<Request<typeof mergeTicket>, 'actor' | 'answer'>

/** The answer of a request that is answered with the ticket that it names. */
export const withTicket =
  ({ actor, answer }: Joined) =>
  ({ ticket, description }: Decision, before: Loaded): StoredAnswer =>
    answer(representation(ticket, description ?? before.description, actor), { etag: etag(ticket.version) })

export const mergeForStaff = (request: Request<typeof mergeTicket>): Promise<StoredAnswer> =>
  join(request, request.params.id, merging(request.body, request.actor), withTicket(request))

export const unmergeForStaff = (request: Request<typeof unmergeTicket>): Promise<StoredAnswer> =>
  join(request, request.params.id, unmerging(request.body.reason), withTicket(request))
