import type { TicketCommand } from '../../domain/lifecycle.ts'
import { partsArrived } from '../../domain/parts.ts'
import { invalid, notFound } from '../../domain/refusal.ts'
import { maySee } from '../../domain/visibility.ts'
import * as following from '../../schemas/operations/following.ts'
import { staff } from '../../schemas/operations/operation.ts'
import * as operations from '../../schemas/operations/tickets.ts'
import { edge, type Request } from '../platform/http/edge.ts'
import { etag, isKnown } from '../platform/http/etag.ts'
import { findPerson, findTeam } from '../platform/table/people.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { run } from '../platform/tickets/command.ts'
import { representation } from '../platform/tickets/representation.ts'
import { endForStaff, listForStaff, setFollowUp } from './follow-ups.ts'
import { historyForCaller } from './history.ts'
import { openForCaller } from './opening.ts'
import { endWatching, findForCaller, letWatch, watchersForCaller } from './watchers.ts'

/** A move whose reason is optional, as a command. */
const because = <Do extends string>(what: Do, { reason }: { reason?: string | undefined }) => ({
  do: what,
  ...(reason && { reason }),
})

export const handler = edge(
  { ...operations, ...following },
  {
      createTicket: openForCaller,
    getTicketHistory: historyForCaller,

    async getTicket(request) {
      const { actor, params, ifNoneMatch } = request
      const { loaded } = await loadTicket(params.id)
      if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
      const headers = { etag: etag(loaded.ticket.version) }
      if (ifNoneMatch && isKnown(ifNoneMatch, loaded.ticket.version)) return { status: 304, headers, body: '' }
      return request.answer(representation(loaded.ticket, loaded.description, actor), headers)
    },

    replaceTicket: (request) => run(request, ({ description }) => ({ do: 'replace', with: request.body, description })),
    assignTicket: (request) => run(request, () => assignment(request)),
    unassignTicket: (request) => run(request, () => ({ do: 'unassign', reason: request.body.reason })),
    startTicket: (request) => run(request, () => because('start', request.body)),
    pauseTicket: (request) => run(request, () => ({ do: 'pause', ...request.body })),
    resumeTicket: (request) => run(request, () => because('resume', request.body)),
    resolveTicket: (request) => run(request, () => ({ do: 'resolve', ...request.body })),
    closeTicket: (request) => run(request, () => because('close', request.body)),
    reopenTicket: (request) => run(request, () => ({ do: 'reopen', ...request.body })),
    cancelTicket: (request) => run(request, () => ({ do: 'cancel', ...request.body })),

    reportPartsArrived: (request) => run(request, () => partsArrived),
    listFollowUps: listForStaff,
    addFollowUp: setFollowUp,
    finishFollowUp: (request) => endForStaff(request, 'done'),
    cancelFollowUp: (request) => endForStaff(request, 'cancelled'),
    listWatchers: watchersForCaller,
    getWatcher: findForCaller,
    watchTicket: letWatch,
    unwatchTicket: endWatching,
  },
)

/** The assignment that is asked for, if those it names exist and work here. */
async function assignment({
  body: { technician, team, reason },
}: Request<typeof operations.assignTicket>): Promise<TicketCommand> {
  const person = technician && (await findPerson(technician))
  if (technician && !(person && staff.includes(person.role))) {
    throw invalid('technician', 'is not known', 'the id of somebody who works here')
  }
  if (team && !(await findTeam(team))) throw invalid('team', 'is not known', 'the id of a team')
  return { do: 'assign', ...(technician && { technician }), ...(team && { team }), ...(reason && { reason }) }
}
