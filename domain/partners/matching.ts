import { isForCustomers, whereGranted } from '../../events/audiences.ts'
import type { Envelope } from '../../events/envelope.ts'
import type { Actor } from '../../schemas/actor.ts'
import { everyType, type Subscription } from '../../schemas/subscription.ts'
import type { Ticket } from '../ticket.ts'
import { maySee } from '../visibility.ts'

/** What of a ticket says whether a subscription is meant. */
export type Told = Parameters<typeof maySee>[1] & Pick<Ticket, 'category' | 'customerSince'>

type Asked = Pick<Subscription, 'types' | 'filter' | 'personalData'>

/** Whether an event of a ticket is one that a subscription asks for, and that its owner may see. */
export const matches = (asked: Asked, owner: Actor, ticket: Told, type: string, event: Envelope): boolean =>
  asksFor(asked, type) &&
  isMeant(asked, ticket) &&
  mayHear(asked, type, event) &&
  maySee(owner, ticket) &&
  // What happened while it was another customer's is told to nobody from outside, as the API's history has it.
  event.seq > (ticket.customerSince ?? 0)

/** Whether a subscription asks for events of a type, of whatever ticket. */
export const asksFor = ({ types }: Pick<Subscription, 'types'>, type: string): boolean =>
  types.includes(everyType) || types.includes(type)

const isMeant = ({ filter: { customers, categories } }: Asked, ticket: Told): boolean =>
  (!customers || (ticket.customer !== undefined && customers.includes(ticket.customer))) &&
  (!categories || categories.includes(ticket.category))

const mayHear = ({ personalData }: Asked, type: string, { data }: Envelope): boolean =>
  isForCustomers({ type, data }) || (personalData && (whereGranted as readonly string[]).includes(type))
