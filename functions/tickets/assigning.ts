import type { assignTicket } from '../../schemas/operations/tickets.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { checkAssignment } from '../platform/tickets/assigning.ts'
import { change, withTicket } from '../platform/tickets/command.ts'
import { givingOf, outcomeWrites } from '../platform/tickets/giving.ts'

/** Gives a ticket to somebody, to a team, or to whoever is found for it. Refuses those who do not exist, or work here no more, as fields. */
export async function assignForStaff(request: Request<typeof assignTicket>): Promise<StoredAnswer> {
  const { actor, body, now, params } = request
  return change(
    request,
    params.id,
    async (loaded) => {
      await checkAssignment(body)
      const giving = await givingOf(loaded, body, actor, now)
      const { command, guard } = giving
      return { command, teams: [command.team], guard, writes: (decision) => outcomeWrites(giving, decision) }
    },
    withTicket(request),
  )
}
