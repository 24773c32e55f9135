import type { Actor } from '../schemas/actor.ts'
import type { Ticket } from './ticket.ts'

/** Whether a ticket exists for this caller. What they may not see looks like what is not there. */
export function maySee(actor: Actor, ticket: Pick<Ticket, 'customer' | 'requester' | 'assignee' | 'team'>): boolean {
  switch (actor.role) {
    case 'customer':
    case 'partner':
      return (
        ticket.requester === actor.id ||
        (!!actor.wholeCustomer && !!actor.customer && ticket.customer === actor.customer)
      )
    case 'technician':
      // Their own, their team's, and what is in nobody's hands yet: they may take it.
      return ticket.assignee === actor.id || (ticket.team ? !!actor.teams?.includes(ticket.team) : !ticket.assignee)
    default:
      return true
  }
}

/** The fields that `PUT` changes for a caller from outside; staff may change all. */
export const changeableFromOutside = ['title', 'description', 'contact'] as const

/** Whether the caller is on the other side of the counter. */
export const fromOutside = ({ role }: Pick<Actor, 'role'>): boolean => role === 'customer' || role === 'partner'
