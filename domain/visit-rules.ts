import type { EventData } from '../events/catalogue.ts'
import type { Visit } from '../schemas/visit.ts'
import { record } from './draft.ts'
import { Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { isOpen } from './selection.ts'
import type { Ticket } from './ticket.ts'
import { fromOutside } from './visibility.ts'
import { isAhead } from './visit.ts'

/** A ticket has so many visits at most. */
export const mostVisits = 50
/** When there are so many, also cancelled ones, callers from outside plan no more: the rest is the desk's. */
const mostByCustomers = 20

const core = ({ id, technician, from, until }: Visit) => ({ visit: id, technician, from, until })

/** Writes down who goes there, or was there: they see the ticket. `visits` are all of the ticket's, as they become. */
function letSee(ticket: Ticket, visits: readonly Visit[]): void {
  const going = visits.filter(({ status }) => status !== 'cancelled').map(({ technician }) => technician)
  const visitors = [...new Set(going)].toSorted()
  if (visitors.length > 0) ticket.visitors = visitors
  else delete ticket.visitors
}

const replaced = (others: readonly Visit[], visit: Visit) => [...others.filter(({ id }) => id !== visit.id), visit]

/** Writes down that a visit was planned. Refuses one to a ticket that has ended, or has too many. */
export const visitBooked =
  (visit: Visit, others: readonly Visit[]): Rule =>
  (draft, actor) => {
    const { number, status } = draft.ticket
    if (!isOpen(status)) throw new Refusal('conflict', `${number} is ${status}: no visit is planned for it.`)
    if (others.length >= mostVisits) throw new Refusal('conflict', `${number} has ${mostVisits} visits already.`)
    if (fromOutside(actor)) refuseMore(number, others)
    letSee(draft.ticket, replaced(others, visit))
    const { site, service } = visit
    const data = { ...core(visit), ...(site && { site }), ...(service && { service }) }
    record(draft, 'visit.booked', data, { actor })
    return []
  }

/** From outside one visit of a ticket is planned at a time: nobody takes everybody's time. */
function refuseMore(number: string, others: readonly Visit[]): void {
  const ahead = others.find(isAhead)
  if (ahead) {
    throw new Refusal(
      'conflict',
      `A visit is planned for ${number} already (${ahead.id}): move that one, or ask the desk for another.`,
    )
  }
  if (others.length >= mostByCustomers)
    throw new Refusal('conflict', `${number} has had ${others.length} visits: the desk plans any other.`)
}

/** Writes down that a visit was moved. */
export const visitMoved =
  (before: Visit, after: Visit, others: readonly Visit[], reason?: string): Rule =>
  (draft, actor) => {
    letSee(draft.ticket, replaced(others, after))
    const { technician, from, until } = before
    const data = {
      ...core(after),
      previous: { technician, from, until },
      wasConfirmed: before.confirmedAt !== undefined,
    }
    record(draft, 'visit.moved', data, { actor, ...(reason && { detail: { reason } }) })
    return []
  }

/** Writes down that the customer has confirmed a visit. */
export const visitConfirmed =
  (visit: Visit): Rule =>
  (draft, actor) => {
    record(draft, 'visit.confirmed', core(visit), { actor })
    return []
  }

/** Writes down a step of a visit, with what was said about it. */
export const visitStepped =
  (before: Visit, after: Visit, note?: string): Rule =>
  (draft, actor) => {
    const data = { ...core(after), status: { from: before.status, to: after.status } }
    record(draft, 'visit.status-changed', data, { actor, ...(note && { detail: { note } }) })
    return []
  }

/** Writes down that a visit was cancelled: by its customer, by the desk, or because its ticket has ended. */
export const visitCancelled =
  (after: Visit, others: readonly Visit[], reason?: string, causationId?: string): Rule =>
  (draft, actor) => {
    letSee(draft.ticket, replaced(others, after))
    const why: EventData<'visit.cancelled'>['reason'] =
      actor.role === 'system' ? 'ticket-ended' : fromOutside(actor) ? 'by-customer' : 'by-desk'
    const by = { actor, ...(causationId && { causationId }), ...(reason && { detail: { reason } }) }
    record(draft, 'visit.cancelled', { ...core(after), reason: why }, by)
    return []
  }

/** Writes down that the customer is to be reminded of a visit. */
export const visitReminded =
  (visit: Visit): Rule =>
  (draft) => {
    record(draft, 'visit.reminded', core(visit))
    return []
  }
