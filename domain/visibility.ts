import type { Actor } from '../schemas/actor.ts'
import type { Person } from '../schemas/people.ts'
import type { Ticket } from './ticket.ts'

/** Somebody whom the desk knows, as their sight of tickets is judged. */
export const actorOf = ({ id, role, customer, wholeCustomer = false, teams = [], mergedFrom }: Whom): Actor => ({
  ...{ id, role, wholeCustomer, teams },
  ...(customer && { customer }),
  ...(mergedFrom && { aliases: mergedFrom }),
})
type Whom = Pick<Person, 'id' | 'role' | 'customer' | 'wholeCustomer' | 'teams' | 'mergedFrom'>

type Seen = Pick<Ticket, 'customer' | 'requester' | 'assignee' | 'team' | 'watchers' | 'visitors'>

/** Watching gives sight of one's own company's tickets, and of no other's: also to who has changed to another since. */
const watchesTheirCompanys = (actor: Actor, { customer, watchers = [] }: Seen): boolean =>
  !!actor.customer && customer === actor.customer && watchers.some((person) => isSame(actor, person))

/** Whether a ticket exists for this caller. What they may not see looks like what is not there. */
export function maySee(actor: Actor, ticket: Seen): boolean {
  switch (actor.role) {
    case 'customer':
    case 'partner':
      return (
        isSame(actor, ticket.requester) ||
        watchesTheirCompanys(actor, ticket) ||
        (!!actor.wholeCustomer && !!actor.customer && ticket.customer === actor.customer)
      )
    case 'technician':
      // Their own, where they visit, their team's, and what is in nobody's hands yet: they may take it.
      return (
        ticket.assignee === actor.id ||
        !!ticket.visitors?.includes(actor.id) ||
        (ticket.team ? !!actor.teams?.includes(ticket.team) : !ticket.assignee)
      )
    default:
      return true
  }
}

/** Whether an id is the caller's: their own, or one of somebody who turned out to be them. */
export const isSame = (actor: Actor, id: string): boolean => actor.id === id || !!actor.aliases?.includes(id)

/** The fields that `PUT` changes for a caller from outside; staff may change all. Of custom fields, those that are for them. */
export const changeableFromOutside = [
  'title',
  'description',
  'contact',
  'language',
  'site',
  'product',
  'serialNumber',
  'custom',
] as const

/** Whether the caller is on the other side of the counter. */
export const fromOutside = ({ role }: Pick<Actor, 'role'>): boolean => role === 'customer' || role === 'partner'
