import type { Actor } from '../schemas/actor.ts'
import type { Contact } from '../schemas/contact.ts'
import { fromOutside, isSame } from './visibility.ts'

/** Whether a customer exists for this caller: staff know all, a contact their own. */
export const mayKnowCustomer = (actor: Actor, customer: string): boolean =>
  !fromOutside(actor) || actor.customer === customer

/** Whether the caller may know what was agreed with a customer: staff, and contacts who see the whole customer. */
export const mayKnowWhole = (actor: Actor, customer: string): boolean =>
  mayKnowCustomer(actor, customer) && (!fromOutside(actor) || !!actor.wholeCustomer)

/** Whether a contact exists for this caller: staff know all, a contact themselves, and colleagues if they see the whole customer. */
export const mayKnowContact = (actor: Actor, contact: Pick<Contact, 'id' | 'customer'>): boolean =>
  !fromOutside(actor) ||
  isSame(actor, contact.id) ||
  (!!actor.wholeCustomer && !!actor.customer && contact.customer === actor.customer)

/** The fields of their own record that contacts change. */
export const changeableByContact = ['language', 'preferredChannel', 'phones'] as const
