import { forCustomers, isForCustomers } from '../../events/audiences.ts'
import type { EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import type { Actor } from '../../schemas/actor.ts'
import { everyType, type Subscription } from '../../schemas/subscription.ts'
import type { Ticket } from '../ticket.ts'
import { maySee } from '../visibility.ts'

/** Whoever was told of people has to hear where one is to be forgotten; others have nothing to forget. */
const whereGranted: readonly EventType[] = ['ticket.person-erased']

/** What a subscription can ask for. */
export const partnerTypes: readonly EventType[] = [...forCustomers, ...whereGranted]

/** What of a ticket says whether a subscription is meant. */
export type Told = Parameters<typeof maySee>[1] & Pick<Ticket, 'category'>

type Asked = Pick<Subscription, 'types' | 'filter' | 'personalData'>

/** Whether an event of a ticket is one that a subscription asks for, and that its owner may see. */
export const matches = (asked: Asked, owner: Actor, ticket: Told, type: string, event: Envelope): boolean =>
  isMeant(asked, ticket, type) && mayHear(asked, type, event) && maySee(owner, ticket)

const isMeant = ({ types, filter: { customers, categories } }: Asked, ticket: Told, type: string): boolean =>
  (types.includes(everyType) || types.includes(type)) &&
  (!customers || (ticket.customer !== undefined && customers.includes(ticket.customer))) &&
  (!categories || categories.includes(ticket.category))

const mayHear = ({ personalData }: Asked, type: string, { data }: Envelope): boolean =>
  isForCustomers({ type, data }) || (personalData && (whereGranted as readonly string[]).includes(type))
