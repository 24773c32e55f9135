import { escalate } from '../../domain/escalating.ts'
import { refuseFields } from '../../domain/refusal.ts'
import type { escalateTicket } from '../../schemas/operations/tickets.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { goalErrors } from '../platform/tickets/assigning.ts'
import { change, withTicket } from '../platform/tickets/command.ts'

/** Escalates a ticket by hand. Refuses a person who does not work here, and a team that does not exist, as fields. */
export function escalateForStaff(request: Request<typeof escalateTicket>): Promise<StoredAnswer> {
  const { body, params } = request
  return change(
    request,
    params.id,
    async () => {
      refuseFields(await goalErrors('to', body.to ?? {}))
      return { command: escalate(body), teams: [body.to?.team] }
    },
    withTicket(request),
  )
}
