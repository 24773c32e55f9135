import { explained, type Handed } from '../../domain/assignment-explained.ts'
import { candidatesOf, needsOfTicket } from '../../domain/candidates.ts'
import { notFound } from '../../domain/refusal.ts'
import { bestFirst, route } from '../../domain/routing.ts'
import { isOpen } from '../../domain/selection.ts'
import { maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { AssignmentExplained } from '../../schemas/assignment-explained.ts'
import type { explainAssignment, listCandidates } from '../../schemas/operations/routing.ts'
import type { Request } from '../platform/http/edge.ts'
import { findPerson, findTeam } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { findWaiting, lastHanded, lastRouted } from '../platform/table/routing.ts'
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

/** Why a ticket is with whom it is, or with nobody. Nothing is written. */
export async function explainForStaff(request: Request<typeof explainAssignment>): Promise<StoredAnswer> {
  const { actor, now, params, query } = request
  const loaded = await seen(actor, params.id)
  const told = await explanationOf(loaded, now)
  if (query.format === 'json') return request.answer(told)
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${told.says.join('\n')}\n` }
}

async function explanationOf(loaded: Loaded, now: string): Promise<AssignmentExplained> {
  const { ticket } = loaded
  const [assignee, team, event] = await Promise.all([
    ticket.assignee ? findPerson(ticket.assignee) : undefined,
    ticket.team ? findTeam(ticket.team) : undefined,
    lastHanded(ticket.number),
  ])
  const names = { assignee: assignee?.name, team: team?.name }
  const handed = event && { ...event, by: await nameOf(event) }
  if (ticket.assignee) {
    const routed = await lastRouted(ticket.number)
    return explained(ticket, now, { names, handed, routed: routed?.seq === event?.seq ? routed?.outcome : undefined })
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

const nameOf = async ({ actor }: Pick<Handed, 'actor'>) =>
  actor.role === 'system' ? undefined : (await findPerson(actor.id))?.name
