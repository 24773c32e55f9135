import { holdUntil, release } from '../../domain/hold.ts'
import type { holdTicket, releaseTicket } from '../../schemas/operations/tickets.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { run } from '../platform/tickets/command.ts'

/** Lets a ticket rest, as its customer asked. */
export const holdForStaff = (request: Request<typeof holdTicket>): Promise<StoredAnswer> =>
  run(request, () => holdUntil(request.body.until, request.body.reason))

/** Ends that before its time. */
export const releaseForStaff = (request: Request<typeof releaseTicket>): Promise<StoredAnswer> =>
  run(request, () => release(request.body.reason))
