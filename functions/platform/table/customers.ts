import { Contact } from '../../../schemas/contact.ts'
import { Contract } from '../../../schemas/contract.ts'
import { Customer } from '../../../schemas/customer.ts'
import { comparable, Product } from '../../../schemas/product.ts'
import { Site } from '../../../schemas/site.ts'
import { comparable as sameMailbox } from '../mail/addresses.ts'
import { keys } from './keys.ts'
import type { Records } from './records.ts'
import { changeCounted } from './revised.ts'
import { timelinePlace } from './timeline.ts'
import type { Write } from './transaction.ts'

/** A name as lists sort it and prefixes find it: without case, accents and signs. */
export const sortable = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const external = (kind: string, externalId: string | undefined) => (externalId ? [externalClaim(kind, externalId)] : [])

/** What keeps an external id one record's of its kind. */
export const externalClaim = (kind: string, externalId: string): string => `externalId#${kind}#${externalId}`
/** What keeps an address one contact's: whose it is, it says. */
export const emailClaim = (address: string): string => `emails#${address}`
/** With the same address without a tag: whoever writes from `anna+desk@` is whoever writes from `anna@`. */
export const emailClaims = (address: string): string[] => [...new Set([address, sameMailbox(address)].map(emailClaim))]

export const customers: Records<Customer> = {
  kind: 'customer',
  schema: Customer,
  key: ({ id }) => keys.customer(id),
  places: ({ id, name, tier }) => ({
    gsi1pk: `TIER#${tier}`,
    gsi1sk: `${sortable(name)}#${id}`,
    gsi6pk: 'CUSTOMERS',
    gsi6sk: `${sortable(name)}#${id}`,
  }),
  claims: ({ externalId, domains = [] }) => [
    ...external('customer', externalId),
    ...domains.map((domain) => `domains#${domain}`),
  ],
}

/** For the change's own transaction: that tickets are to choose their policy by another tier, or another agreement. */
export const choiceCounted = (before: Customer | undefined, after: Customer | undefined): Write[] =>
  before && after && (before.tier !== after.tier || before.policy !== after.policy) ? [changeCounted('customers')] : []

/** Beside the record lies what the desk knows of every person (schemas/people.ts): their role, and where to write to. */
export const contacts: Records<Contact> = {
  kind: 'contact',
  schema: Contact.strip(),
  key: ({ id }) => keys.person(id),
  places: ({ id, name, customer, emails: [first], mergedInto, erasingAt }) => ({
    role: 'customer',
    ...(first && { email: first.address }),
    ...(!mergedInto &&
      !erasingAt && {
        gsi6pk: 'CONTACTS',
        gsi6sk: `${sortable(name)}#${id}`,
        ...(customer && { gsi2pk: `CONTACTS#${customer}`, gsi2sk: `${sortable(name)}#${id}` }),
      }),
  }),
  claims: ({ externalId, emails }) => [
    ...external('contact', externalId),
    ...new Set(emails.flatMap(({ address }) => emailClaims(address))),
  ],
}

const within = (customer: string | undefined, kind: string, id: string) => {
  if (!customer) throw new Error(`Whose ${kind} ${id} is must be said`)
  return { pk: keys.customer(customer).pk, sk: `${kind}#${id}` }
}

export const sites: Records<Site> = {
  kind: 'site',
  schema: Site,
  key: ({ id, customer }) => within(customer, 'SITE', id),
  claims: ({ externalId }) => external('site', externalId),
}

export const products: Records<Product> = {
  kind: 'product',
  schema: Product,
  key: ({ id, customer }) => within(customer, 'PRODUCT', id),
  places: ({ id, customer, serialNumber, createdAt }) => ({
    ...timelinePlace(customer, createdAt, id),
    ...(serialNumber && { gsi6pk: serialPlace(serialNumber), gsi6sk: `${customer}#${id}` }),
  }),
  claims: ({ customer, externalId, serialNumber, model = '' }) => [
    ...external('product', externalId),
    ...(serialNumber ? [`serialNumber#${customer}#${comparable(model)}#${comparable(serialNumber)}`] : []),
  ],
}

export const contracts: Records<Contract> = {
  kind: 'contract',
  schema: Contract,
  key: ({ id, customer }) => within(customer, 'CONTRACT', id),
  claims: ({ externalId }) => external('contract', externalId),
}

/** Where products with a serial number are found, of every customer. */
export const serialPlace = (serialNumber: string): string => `SERIAL#${comparable(serialNumber)}`
