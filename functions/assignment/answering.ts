import { accept, decline } from '../../domain/accepting.ts'
import type { acceptTicket, declineTicket } from '../../schemas/operations/routing.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change, withTicket } from '../platform/tickets/command.ts'

/** Whoever was given a ticket says that they take it up. */
export const acceptForAssignee = (request: Request<typeof acceptTicket>): Promise<StoredAnswer> =>
  change(request, request.params.id, () => ({ command: accept }), withTicket(request))

/** Whoever was given a ticket gives it back. */
export const declineForAssignee = (request: Request<typeof declineTicket>): Promise<StoredAnswer> =>
  change(request, request.params.id, () => ({ command: decline(request.body.reason) }), withTicket(request))
