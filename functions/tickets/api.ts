import { partsArrived } from '../../domain/parts.ts'
import { notFound } from '../../domain/refusal.ts'
import { fromOutside, maySee } from '../../domain/visibility.ts'
import * as following from '../../schemas/operations/following.ts'
import * as joining from '../../schemas/operations/joining.ts'
import * as operations from '../../schemas/operations/tickets.ts'
import { edge } from '../platform/http/edge.ts'
import { etag, notModified } from '../platform/http/etag.ts'
import { mergingSeen } from '../platform/table/merged.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { run } from '../platform/tickets/command.ts'
import { representation } from '../platform/tickets/representation.ts'
import { assignForStaff } from './assigning.ts'
import { changeCustomerForStaff } from './changing-customer.ts'
import { escalateForStaff } from './escalating.ts'
import { endForStaff, listForStaff, setFollowUp } from './follow-ups.ts'
import { historyForCaller } from './history.ts'
import { holdForStaff, releaseForStaff } from './holding.ts'
import { linkForStaff, linksForCaller, unlinkForStaff } from './links.ts'
import { mergeForStaff, unmergeForStaff } from './merging.ts'
import { openForCaller } from './opening.ts'
import { childrenForStaff, removeParentForStaff, setParentForStaff } from './parent.ts'
import { patched, replacement } from './replacing.ts'
import { resolveForStaff } from './resolving.ts'
import { splitForStaff } from './split.ts'
import { endWatching, findForCaller, letWatch, watchersForCaller } from './watchers.ts'

/** A move whose reason is optional, as a command. */
const because = <Do extends string>(what: Do, { reason }: { reason?: string | undefined }) => ({
  do: what,
  ...(reason && { reason }),
})

export const handler = edge(
  { ...operations, ...following, ...joining },
  {
    createTicket: openForCaller,
    getTicketHistory: historyForCaller,

    async getTicket(request) {
      const { actor, params, ifNoneMatch } = request
      const { loaded } = await loadTicket(params.id)
      if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
      const known = notModified(ifNoneMatch, loaded.ticket.version)
      if (known) return known
      const more = fromOutside(actor) ? await mergingSeen(loaded.ticket, actor) : {}
      const asked = fromOutside(actor) && loaded.ticket.custom
      const declared = asked ? (await deskSettings(loaded.ticket.brand)).customFields : {}
      const shown = representation(loaded.ticket, loaded.description, actor, declared)
      return request.answer({ ...shown, ...more }, { etag: etag(loaded.ticket.version) })
    },

    replaceTicket: (request) => run(request, (loaded) => replacement(loaded, request.body)),
    patchTicket: (request) => run(request, (loaded) => replacement(loaded, patched(loaded, request.body))),
    changeTicketCustomer: changeCustomerForStaff,
    assignTicket: assignForStaff,
    escalateTicket: escalateForStaff,
    unassignTicket: (request) => run(request, () => ({ do: 'unassign', reason: request.body.reason })),
    startTicket: (request) => run(request, () => because('start', request.body)),
    pauseTicket: (request) => run(request, () => ({ do: 'pause', ...request.body })),
    holdTicket: holdForStaff,
    releaseTicket: releaseForStaff,
    resumeTicket: (request) => run(request, () => because('resume', request.body)),
    resolveTicket: resolveForStaff,
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

    mergeTicket: mergeForStaff,
    unmergeTicket: unmergeForStaff,
    splitComment: splitForStaff,
    listLinks: linksForCaller,
    linkTicket: linkForStaff,
    unlinkTicket: unlinkForStaff,
    setParent: setParentForStaff,
    removeParent: removeParentForStaff,
    listChildren: childrenForStaff,
  },
)
