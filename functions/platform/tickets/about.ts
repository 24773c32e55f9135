import type { About } from '../../../domain/candidates.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { contacts, products, sites } from '../table/customers.ts'
import { findCustomer } from '../table/people.ts'
import { loadRecord } from '../table/records.ts'

/**
 * What the rules are asked of: a ticket with its long text, and what is known of its customer, of whoever asked, of its
 * product, and of its site, which is that of the product where it names none. At most four requests side by side, and one after.
 */
export async function aboutOf(ticket: Ticket, description: string): Promise<About> {
  const { customer, site: place, product: thing } = ticket
  const [company, contact, product, named] = await Promise.all([
    customer ? findCustomer(customer) : undefined,
    customer ? loadRecord(contacts, { id: ticket.requester }) : undefined,
    customer && thing ? loadRecord(products, { id: thing, customer }) : undefined,
    customer && place ? loadRecord(sites, { id: place, customer }) : undefined,
  ])
  const itsSite = customer && !place && product?.site
  const site = named ?? (itsSite ? await loadRecord(sites, { id: itsSite, customer }) : undefined)
  const language = ticket.language ?? company?.language
  const preferred = contact?.preferredTechnician ?? company?.preferredTechnician
  return {
    ticket,
    description,
    ...(company && { tier: company.tier }),
    ...(product && { criticality: product.criticality, model: product.model }),
    ...(site && { site }),
    ...(language && { language }),
    ...(preferred && { preferred }),
    ...(company?.preferredWait && { preferredWait: company.preferredWait }),
  }
}
