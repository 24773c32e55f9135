import { ulid } from 'ulid'
import { mayKnowWhole } from '../../domain/customers.ts'
import { invalid } from '../../domain/refusal.ts'
import { fromOutside } from '../../domain/visibility.ts'
import { NewContract } from '../../schemas/contract.ts'
import type { findProducts } from '../../schemas/operations/belongings.ts'
import { NewProduct } from '../../schemas/product.ts'
import { NewSite } from '../../schemas/site.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { contracts, products, serialPlace, sites } from '../platform/table/customers.ts'
import { keys } from '../platform/table/keys.ts'
import { listPlaces } from '../platform/table/places.ts'
import { loadRecord } from '../platform/table/records.ts'
import { readAll } from '../platform/table/tickets.ts'
import { handlersOf } from './owned.ts'

export const siteHandlers = handlersOf({
  records: sites,
  given: NewSite,
  sk: 'SITE#',
  path: 'sites',
  id: () => `sit_${ulid()}`,
  seenBy(actor, site) {
    const { accessNotes: _, ...rest } = site
    return fromOutside(actor) ? rest : site
  },
})

export const productHandlers = handlersOf({
  records: products,
  given: NewProduct,
  sk: 'PRODUCT#',
  path: 'products',
  id: () => `prd_${ulid()}`,
  seenBy(actor, product) {
    const { notes: _, ...rest } = product
    return fromOutside(actor) ? rest : product
  },
  async complete(after, before) {
    const { site, customer } = after
    if (site && site !== before?.site && !(await loadRecord(sites, { id: site, customer }))) {
      throw invalid('site', 'is not known', 'the id of a site of this customer')
    }
    return after
  },
})

export const contractHandlers = handlersOf({
  records: contracts,
  given: NewContract,
  sk: 'CONTRACT#',
  path: 'contracts',
  id: () => `ctr_${ulid()}`,
  mayKnow: mayKnowWhole,
  seenBy(actor, contract) {
    const { notes: _, ...rest } = contract
    return fromOutside(actor) ? rest : contract
  },
  async complete(after, before) {
    const covered = [...new Set(after.products)]
    const fresh = covered.filter((id) => !before?.products.includes(id))
    const { pk } = keys.customer(after.customer)
    const wanted = fresh.map((id) => ({ pk, sk: `PRODUCT#${id}` }))
    const found = new Set((await readAll(wanted)).map(({ sk }) => sk))
    const unknown = fresh.find((id) => !found.has(`PRODUCT#${id}`))
    if (unknown) {
      const place = after.products.indexOf(unknown)
      throw invalid(`products.${place}`, 'is not known', 'the id of a product of this customer')
    }
    return { ...after, products: covered }
  },
})

export async function productsWithSerial(request: Request<typeof findProducts>) {
  const { serial, limit, cursor } = request.query
  const owner = `serial ${serial} ${request.actor.id}`
  const after = cursor && openCursor(cursor, owner)
  const { items, next } = await listPlaces(products, { index: 'gsi6', pk: serialPlace(serial) }, limit, after)
  return request.answer({ items, ...(next && { next: sealCursor(next, owner) }) })
}
