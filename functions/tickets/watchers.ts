import { invalid, notFound } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fromOutside } from '../../domain/visibility.ts'
import { unwatch, watch } from '../../domain/watchers.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { getWatcher, listWatchers, unwatchTicket, watchTicket } from '../../schemas/operations/following.ts'
import type { Request } from '../platform/http/edge.ts'
import { findPerson, worksHere } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change } from '../platform/tickets/command.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

const meant = ({ actor, params }: { actor: Actor; params: { person: string } }): string =>
  params.person === 'me' ? actor.id : params.person

/** Whether a person belongs to the ticket's customer, and is not of the desk. */
async function isOfItsCustomer(person: string, { customer }: Ticket): Promise<boolean> {
  const found = customer === undefined ? undefined : await findPerson(person)
  return found?.role === 'customer' && found.customer === customer
}

/** Whose watching a caller sees and decides on: staff everybody's, customers their own, and their company's if they see it whole. */
async function isWithin(actor: Actor, person: string, ticket: Ticket): Promise<boolean> {
  if (!fromOutside(actor) || person === actor.id) return true
  return !!actor.wholeCustomer && actor.customer === ticket.customer && isOfItsCustomer(person, ticket)
}

/** Whether a person may be let watch: who works here, and contacts of the ticket's customer. */
const mayWatch = async (person: string, ticket: Ticket): Promise<boolean> =>
  ticket.requester === person || (await isOfItsCustomer(person, ticket)) || (await worksHere(person))

async function watchersFor(request: Pick<Request<typeof listWatchers>, 'actor' | 'params'>): Promise<string[]> {
  const { actor, params } = request
  const ticket = await ticketFor(actor, params.id)
  const seen = await Promise.all((ticket.watchers ?? []).map((person) => isWithin(actor, person, ticket)))
  return ticket.watchers?.filter((_, at) => seen[at]) ?? []
}

export async function watchersForCaller(request: Request<typeof listWatchers>): Promise<StoredAnswer> {
  return request.answer({ items: (await watchersFor(request)).map((person) => ({ person })) })
}

export async function findForCaller(request: Request<typeof getWatcher>): Promise<StoredAnswer> {
  const person = meant(request)
  if (!(await watchersFor(request)).includes(person)) throw notFound()
  return request.answer({ person })
}

/** Whom the caller may not let watch is as unknown as who does not exist. */
export function letWatch(request: Request<typeof watchTicket>): Promise<StoredAnswer> {
  const person = meant(request)
  return change(
    request,
    request.params.id,
    async ({ ticket }) => {
      if (!(await isWithin(request.actor, person, ticket)) || !(await mayWatch(person, ticket))) {
        throw invalid('person', 'is not known', 'somebody whom you may let watch this ticket')
      }
      return { command: watch(person) }
    },
    () => request.answer({ person }),
  )
}

export function endWatching(request: Request<typeof unwatchTicket>): Promise<StoredAnswer> {
  const person = meant(request)
  return change(
    request,
    request.params.id,
    async ({ ticket }) => ({
      command: (await isWithin(request.actor, person, ticket)) ? unwatch(person) : () => undefined,
    }),
    () => request.nothing(),
  )
}
