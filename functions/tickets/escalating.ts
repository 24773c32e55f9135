import { escalate } from '../../domain/escalating.ts'
import { refuseFields } from '../../domain/refusal.ts'
import type { escalateTicket } from '../../schemas/operations/tickets.ts'
import type { Request } from '../platform/http/edge.ts'
import { findTeam, worksHere } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change, withTicket } from '../platform/tickets/command.ts'

/** Escalates a ticket by hand. Refuses a person who does not work here, and a team that does not exist, as fields. */
export function escalateForStaff(request: Request<typeof escalateTicket>): Promise<StoredAnswer> {
  const { body, params } = request
  return change(
    request,
    params.id,
    async () => {
      await checkGoal(body.to)
      return { command: escalate(body), teams: [body.to?.team] }
    },
    withTicket(request),
  )
}

async function checkGoal({ person, team }: NonNullable<Request<typeof escalateTicket>['body']['to']> = {}) {
  const [isSomebody, isTeam] = await Promise.all([!person || worksHere(person), !team || findTeam(team)])
  refuseFields([
    ...(isSomebody
      ? []
      : [{ path: 'to.person', message: 'is not known', expected: 'the id of somebody who works here' }]),
    ...(isTeam ? [] : [{ path: 'to.team', message: 'is not known', expected: 'the id of a team' }]),
  ])
}
