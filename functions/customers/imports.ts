import { ulid } from 'ulid'
import { invalid } from '../../domain/refusal.ts'
import { type Customer, NewCustomer } from '../../schemas/customer.ts'
import { NewProduct, type Product } from '../../schemas/product.ts'
import { customers, externalClaim, products, sites } from '../platform/table/customers.ts'
import { findCustomer } from '../platform/table/people.ts'
import { policiesSince } from '../platform/table/policies.ts'
import { claimedBy, loadRecord } from '../platform/table/records.ts'
import { type Importing, importOf } from './import-line.ts'

type Cells = Record<string, string>

/** The cells as they are; an empty one is no value. */
const asGiven = (cells: Cells) =>
  Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell === '' ? undefined : cell]))

const importedCustomer: Importing<Customer> = {
  records: customers,
  given: NewCustomer,
  newId: () => `cus_${ulid()}`,
  find: (id) => loadRecord(customers, { id }),
  fields: async ({ domains, ...cells }) => ({
    ...asGiven(cells),
    ...(domains !== undefined && { domains: domains.split(/[\s;,]+/).filter(Boolean) }),
  }),
  async complete(after, before) {
    const { policy } = after
    if (policy && policy !== before?.policy) {
      const known = await policiesSince()
      if (!known.some(({ id }) => id === policy)) throw invalid('policy', 'is not known', 'the id of an SLA policy')
    }
    return after
  },
}

/** An id that a line names, or that of the record with the external id that it names; undefined where it names neither. */
async function named(cells: Cells, column: string, kind: 'customer' | 'site'): Promise<string | undefined> {
  const external = cells[`${column}ExternalId`]
  if (!external) return cells[column] || undefined
  const id = await claimedBy(externalClaim(kind, external))
  if (!id) throw invalid(`${column}ExternalId`, 'is not known', `the external id of a ${kind}`)
  return id
}

const importedProduct: Importing<Product> = {
  records: products,
  given: NewProduct,
  newId: () => `prd_${ulid()}`,
  async find(id, cells) {
    const customer = await named(cells, 'customer', 'customer')
    const found = customer && (await loadRecord(products, { id, customer }))
    // It is there, since its external id is taken: with another customer.
    if (!found) throw invalid('customer', 'is not whose it is', 'the customer who has this product')
    return found
  },
  async fields(cells, before) {
    const { customer: _, customerExternalId: __, siteExternalId, site, ...rest } = cells
    const { 'warranty.startsOn': startsOn, 'warranty.endsOn': endsOn, ...others } = rest
    const warranty = {
      ...before?.warranty,
      ...(startsOn !== undefined && { startsOn: startsOn || undefined }),
      ...(endsOn !== undefined && { endsOn: endsOn || undefined }),
    }
    const isSaid = Object.entries(warranty).filter(([, day]) => day !== undefined)
    return {
      ...asGiven(others),
      ...((startsOn ?? endsOn) !== undefined && {
        warranty: isSaid.length > 0 ? Object.fromEntries(isSaid) : undefined,
      }),
      ...((site ?? siteExternalId) !== undefined && { site: await named(cells, 'site', 'site') }),
    }
  },
  async complete(after, before, cells) {
    const customer = before?.customer ?? (await named(cells, 'customer', 'customer'))
    if (!customer || !(await findCustomer(customer))) {
      throw invalid('customer', customer ? 'is not known' : 'is required', 'a customer, by id or by external id')
    }
    const { site } = after
    if (site && site !== before?.site && !(await loadRecord(sites, { id: site, customer }))) {
      throw invalid('site', 'is not known', 'a site of this customer')
    }
    return { ...after, customer }
  },
}

export const importCustomers = importOf(importedCustomer)
export const importProducts = importOf(importedProduct)
