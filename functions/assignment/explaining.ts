import { explained, type Handed } from '../../domain/assignment-explained.ts'
import { candidatesOf, needsOfTicket } from '../../domain/candidates.ts'
import { notFound } from '../../domain/refusal.ts'
import { bestFirst, route } from '../../domain/routing.ts'
import { isOpen } from '../../domain/selection.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { AssignmentExplained } from '../../schemas/assignment-explained.ts'
import type { explainAssignment, listCandidates } from '../../schemas/operations/routing.ts'
import type { Request } from '../platform/http/edge.ts'
import { oneLine } from '../platform/markup/characters.ts'
import { findPerson, findTeam } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { findWaiting, handedOf, lastRouted } from '../platform/table/routing.ts'
import { staffNow } from '../platform/table/staff.ts'
import { type Loaded, loadTicket } from '../platform/table/tickets.ts'
import { aboutOf } from '../platform/tickets/about.ts'

async function seen(actor: Actor, number: string): Promise<Loaded> {
  const { loaded } = await loadTicket(number)
  if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
  return loaded
}

/** Everybody as they stand to a ticket at this moment. */
export async function candidatesForStaff(request: Request<typeof listCandidates>): Promise<StoredAnswer> {
  const { actor, now, params } = request
  const { ticket, description } = await seen(actor, params.id)
  const [staff, about] = await Promise.all([staffNow(now, ticket.brand), aboutOf(ticket, description)])
  const technicians = staff.technicians.filter(({ active }) => active)
  const view = { needs: needsOfTicket(staff, about), now, group: ticket.team ?? 'all' }
  const items = bestFirst(candidatesOf(staff, about, technicians, view))
  return request.answer({ ticket: ticket.number, at: now, items })
}

/** What somebody wrote into a sentence begins no line of its own. */
const asLine = (sentence: string): string => oneLine(sentence, Number.POSITIVE_INFINITY)

/** Why a ticket is with whom it is, or with nobody. Nothing is written. */
export async function explainForStaff(request: Request<typeof explainAssignment>): Promise<StoredAnswer> {
  const { actor, now, params, query } = request
  const loaded = await seen(actor, params.id)
  const told = await explanationOf(loaded, now)
  if (query.format === 'json') return request.answer(told)
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `${told.says.map(asLine).join('\n')}\n`,
  }
}

async function explanationOf(loaded: Loaded, now: string): Promise<AssignmentExplained> {
  const { ticket } = loaded
  const handed = await handedOf(ticket.number)
  const names = await namesOf(ticket, handed)
  if (ticket.assignee) {
    const routed = await lastRouted(ticket.number)
    const isIt = handed.find(({ type }) => type === 'ticket.assigned')?.seq === routed?.seq
    return explained(ticket, now, { names, handed, routed: isIt ? routed?.outcome : undefined })
  }
  if (!isOpen(ticket.status)) return explained(ticket, now, { names, handed })
  const [staff, about, waiting] = await Promise.all([
    staffNow(now, ticket.brand),
    aboutOf(ticket, loaded.description),
    findWaiting(ticket.number),
  ])
  const { guard: _, ...live } = route(staff, about, now)
  return explained(ticket, now, { names, handed, live, waiting })
}

/** How those who had to do with it are called: for the most part remembered. */
async function namesOf(
  { assignee, team }: Ticket,
  handed: readonly Handed[],
): Promise<Record<string, string | undefined>> {
  const people = new Set([assignee, ...handed.flatMap(({ actor, data }) => [actor.id, data.from])])
  const [its, ...found] = await Promise.all([
    team ? findTeam(team) : undefined,
    ...[...people].flatMap((id) => (id?.startsWith('per_') ? [findPerson(id)] : [])),
  ])
  return Object.fromEntries([its, ...found].flatMap((one) => (one ? [[one.id, one.name]] : [])))
}
