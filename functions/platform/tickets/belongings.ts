import { refuseFields } from '../../../domain/refusal.ts'
import type { Product } from '../../../schemas/product.ts'
import type { TicketReplacement } from '../../../schemas/ticket.ts'
import { contracts, products, sites } from '../table/customers.ts'
import { loadRecord } from '../table/records.ts'

type Named = Pick<TicketReplacement, 'site' | 'product' | 'contract'>

/**
 * Refuses a site, product or contract that is not the customer's: another's is as unknown as one that does not exist.
 * What the ticket has already (`before`) is not asked for. Gives the product.
 */
export async function checkBelongings(
  customer: string | undefined,
  { site, product, contract }: Named,
  before: Named = {},
): Promise<{ product?: Product }> {
  const asked = { site: site !== before.site && site, product: product !== before.product && product }
  const paper = contract !== before.contract && contract
  const [aSite, aProduct, aContract] = await Promise.all([
    customer && asked.site ? loadRecord(sites, { id: asked.site, customer }) : undefined,
    customer && asked.product ? loadRecord(products, { id: asked.product, customer }) : undefined,
    customer && paper ? loadRecord(contracts, { id: paper, customer }) : undefined,
  ])
  const unknown = (path: string, wanted: unknown, found: unknown) =>
    wanted && !found ? [{ path, message: 'is not known', expected: `the id of a ${path} of the customer` }] : []
  refuseFields([
    ...unknown('site', asked.site, aSite),
    ...unknown('product', asked.product, aProduct),
    ...unknown('contract', paper, aContract),
  ])
  return aProduct ? { product: aProduct } : {}
}
