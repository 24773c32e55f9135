import type { mergeTicket, unmergeTicket } from '../../schemas/operations/joining.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { withTicket } from '../platform/tickets/command.ts'
import { join } from '../platform/tickets/joining.ts'
import { merging, unmerging } from '../platform/tickets/merging.ts'

export const mergeForStaff = (request: Request<typeof mergeTicket>): Promise<StoredAnswer> =>
  join(request, request.params.id, merging(request.body, request.actor), withTicket(request))

export const unmergeForStaff = (request: Request<typeof unmergeTicket>): Promise<StoredAnswer> =>
  join(request, request.params.id, unmerging(request.body.reason), withTicket(request))
