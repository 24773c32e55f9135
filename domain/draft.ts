import type { EventData, EventType } from '../events/catalogue.ts'
import { type Actor, type ActorReference, system } from '../schemas/actor.ts'
import type { HistoryDetail } from '../schemas/history.ts'
import type { Instant } from '../schemas/time.ts'
import { clocksOf, counting, ended } from './clock.ts'
import { dueAt } from './course.ts'
import { isOpen } from './selection.ts'
import type { Decision, Desk, DomainEvent, Ticket } from './ticket.ts'
import { nextTimed } from './timed.ts'

/** A decision in the making: a copy of the ticket that the rules change, and what has happened so far. */
export interface Draft {
  readonly ticket: Ticket
  readonly events: DomainEvent[]
  readonly desk: Desk
  /** The command's instant; never before the ticket's last event. */
  readonly now: Instant
}

export const draftOf = (ticket: Ticket, desk: Desk, now: Instant): Draft => ({
  ticket: structuredClone(ticket),
  events: [],
  desk,
  now: now > ticket.updatedAt ? now : ticket.updatedAt,
})

/** Writes down that something has happened; gives the event, whose data may be completed until the decision is taken. */
export function record<Type extends EventType>(
  draft: Draft,
  type: Type,
  data: EventData<Type>,
  by: { actor?: Actor; causationId?: string; detail?: HistoryDetail } = {},
): DomainEvent<Type> {
  draft.ticket.seq += 1
  const { id, role }: ActorReference = by.actor ?? system
  const event: DomainEvent<Type> = {
    type,
    seq: draft.ticket.seq,
    occurredAt: draft.now,
    actor: { id, role },
    ...(by.causationId && { causationId: by.causationId }),
    data,
    ...(by.detail && { detail: by.detail }),
  }
  draft.events.push(event as DomainEvent)
  return event
}

const lights = ['red', 'yellow', 'green'] as const

/**
 * Ends a draft: what is derived is derived, and the version counts up if anything happened. The next wake may be another
 * even if nothing did: a setting has changed.
 */
export function decision(draft: Draft, description?: string): Decision {
  const { ticket, events, desk, now } = draft
  const next = nextTimed(ticket, desk, now)
  if (next) ticket.wakeAt = next.at
  else delete ticket.wakeAt
  if (events.length === 0) return { ticket, events }
  const open = clocksOf(ticket).filter(([, clock]) => !ended(clock))
  ticket.light = lights.find((colour) => open.some(([, { light }]) => light === colour)) ?? 'green'
  delete ticket.dueAt
  delete ticket.dueClock
  let earliest = '9999'
  for (const [kind, clock] of open) {
    const due = counting(clock) ? dueAt(ticket, clock, desk, now) : undefined
    if (due && due < earliest) {
      earliest = due
      Object.assign(ticket, { dueAt: due, dueClock: kind })
    }
  }
  const taken = ticket.assignee && isOpen(ticket.status)
  if (taken) ticket.load = desk.settings.assignment.weights[ticket.priority]
  else delete ticket.load
  if (taken || !isOpen(ticket.status)) delete ticket.routing
  ticket.updatedAt = now
  ticket.version += 1
  return { ticket, events, ...(description !== undefined && { description }) }
}
