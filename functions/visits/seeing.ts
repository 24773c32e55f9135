import { notFound, Refusal } from '../../domain/refusal.ts'
import type { Decision } from '../../domain/ticket.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Operation } from '../../schemas/operations/operation.ts'
import type { getVisit } from '../../schemas/operations/visits.ts'
import { type Visit, VisitRepresentation } from '../../schemas/visit.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag, matches, notModified } from '../platform/http/etag.ts'
import { findPerson } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import type { Loaded } from '../platform/table/tickets.ts'
import type { Write } from '../platform/table/transaction.ts'
import { ticketOfVisit, visitsOfTicket } from '../platform/table/visits.ts'
import { change, type Effect } from '../platform/tickets/command.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

/** What stays among staff; of whoever comes, others see the name. */
const internal: readonly (keyof Visit)[] = ['technician', 'travelMinutes', 'work', 'note']
const fields = Object.keys(VisitRepresentation.shape) as (keyof VisitRepresentation)[]

/** A visit as the API gives it to a caller who may see its ticket. */
export async function shownTo(actor: Actor, visit: Visit): Promise<VisitRepresentation> {
  const name = (await findPerson(visit.technician))?.name
  const all = { ...visit, ...(name && { technicianName: name }) }
  const hidden: readonly string[] = fromOutside(actor) ? internal : []
  const shown = fields.filter((field) => all[field] !== undefined && !hidden.includes(field))
  return Object.fromEntries(shown.map((field) => [field, all[field]])) as VisitRepresentation
}

/** No ticket has this number. */
const nobodys = 'NONE'

/** Which ticket a visit is of. Of one that does not exist it is none: as much is read then as of another's, before both are refused. */
const placeOf = async (id: string): Promise<string> => (await ticketOfVisit(id)) ?? nobodys

export async function visitForCaller(request: Request<typeof getVisit>): Promise<StoredAnswer> {
  const { actor, params } = request
  const { number } = await ticketFor(actor, await placeOf(params.visit))
  const visit = (await visitsOfTicket(number)).find(({ id }) => id === params.visit)
  if (!visit) throw notFound()
  const same = notModified(request.ifNoneMatch, visit.version)
  return same ?? request.answer(await shownTo(actor, visit), { etag: etag(visit.version) })
}

/** A visit that is to be changed, with all of its ticket's. */
export interface Seen {
  visit: Visit
  visits: readonly Visit[]
  loaded: Loaded
}

/** What a request makes of a visit. */
export interface Change {
  after: Visit
  rule: Effect['command']
  writes: (decision: Decision) => Write[]
}

/** A request about one visit, answered with it. */
export type VisitRequest = Request<
  Operation & { params: (typeof getVisit)['params']; answer: (typeof getVisit)['answer'] }
>

/**
 * Changes a visit together with its ticket, whose history tells of it: in one transaction. Who loses a race decides anew.
 * Also where the ticket was merged into another: somebody may be on the way.
 */
export async function changeVisit(
  request: Omit<VisitRequest, 'body' | 'query'>,
  changeFor: (seen: Seen) => Promise<Change>,
): Promise<StoredAnswer> {
  const { actor, params, ifMatch } = request
  const number = await placeOf(params.visit)
  let answer: StoredAnswer | undefined
  return change(
    { ...request, ifMatch: undefined },
    number,
    async (loaded) => {
      const visits = await visitsOfTicket(number)
      const visit = visits.find(({ id }) => id === params.visit)
      if (!visit) throw notFound()
      refuseStale(ifMatch, visit)
      const { after, rule, writes } = await changeFor({ visit, visits, loaded })
      answer = request.answer(await shownTo(actor, after), { etag: etag(after.version) })
      return { command: rule, writes, evenMerged: true }
    },
    () => answer as StoredAnswer,
  )
}

function refuseStale(ifMatch: string | undefined, { version }: Visit): void {
  if (!ifMatch || matches(ifMatch, version)) return
  throw new Refusal('stale', `You have read ${ifMatch}; it is at ${etag(version)} now. Read it again.`, { changes: [] })
}

/** The filters that say more than callers from outside may know. */
export const forStaff = (
  { actor }: Pick<Request, 'actor'>,
  given: Readonly<Record<string, unknown>>,
  names: readonly string[],
) =>
  fromOutside(actor)
    ? names
        .filter((name) => given[name] !== undefined && given[name] !== false)
        .map((path) => ({ path, message: 'is for staff', expected: 'nothing' }))
    : []
