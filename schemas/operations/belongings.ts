import * as z from 'zod'
import { Contract, NewContract } from '../contract.ts'
import { NewProduct, Product } from '../product.ts'
import { NewSite, Site } from '../site.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import {
  agents,
  CustomerParams,
  change,
  Id,
  list,
  make,
  managers,
  patchOf,
  read,
  remove,
  staffAndTheirs,
} from './record-forms.ts'

const SiteParams = CustomerParams.extend({ site: Id.meta({ example: 'sit_01JD00000000000000000S1TE1' }) })
const ProductParams = CustomerParams.extend({ product: Id.meta({ example: 'prd_01JD00000000000000000PRD01' }) })
const ContractParams = CustomerParams.extend({ contract: Id.meta({ example: 'ctr_01JD00000000000000000CTR01' }) })

const listed = { ...list, query: z.strictObject({ limit: Limit, cursor: Cursor }), roles: staffAndTheirs } as const

export const listSites = operation({
  ...listed,
  path: '/customers/{id}/sites',
  params: CustomerParams,
  answer: page(Site).meta({ id: 'SitePage' }),
  summary: "A customer's sites, oldest first",
})

export const createSite = operation({
  ...make,
  path: '/customers/{id}/sites',
  roles: agents,
  params: CustomerParams,
  body: NewSite,
  answer: Site,
  summary: 'Add a site',
})

export const getSite = operation({
  ...read,
  path: '/customers/{id}/sites/{site}',
  roles: staffAndTheirs,
  params: SiteParams,
  answer: Site,
  summary: 'A site',
})

export const changeSite = operation({
  ...change,
  path: '/customers/{id}/sites/{site}',
  roles: agents,
  params: SiteParams,
  body: patchOf(NewSite.shape, 'SitePatch'),
  answer: Site,
  summary: 'Change a site',
})

export const deleteSite = operation({
  ...remove,
  path: '/customers/{id}/sites/{site}',
  roles: managers,
  params: SiteParams,
  summary: 'Delete a site',
})

const ProductPage = page(Product).meta({ id: 'ProductPage' })

export const listProducts = operation({
  ...listed,
  path: '/customers/{id}/products',
  params: CustomerParams,
  answer: ProductPage,
  summary: 'What a customer owns, oldest first',
})

export const findProducts = operation({
  ...list,
  path: '/products',
  roles: staff,
  query: z.strictObject({
    limit: Limit,
    cursor: Cursor,
    serial: z
      .string()
      .min(1)
      .max(100)
      .meta({ description: 'A serial number, with or without separators, in any case', example: 'SN44710099' }),
  }),
  answer: ProductPage,
  summary: 'Products with a serial number, of every customer',
})

export const createProduct = operation({
  ...make,
  path: '/customers/{id}/products',
  roles: agents,
  params: CustomerParams,
  body: NewProduct,
  answer: Product,
  summary: 'Add a product',
})

export const getProduct = operation({
  ...read,
  path: '/customers/{id}/products/{product}',
  roles: staffAndTheirs,
  params: ProductParams,
  answer: Product,
  summary: 'A product',
})

export const changeProduct = operation({
  ...change,
  path: '/customers/{id}/products/{product}',
  roles: agents,
  params: ProductParams,
  body: patchOf(NewProduct.shape, 'ProductPatch'),
  answer: Product,
  summary: 'Change a product',
})

export const deleteProduct = operation({
  ...remove,
  path: '/customers/{id}/products/{product}',
  roles: managers,
  params: ProductParams,
  summary: 'Delete a product',
})

export const listContracts = operation({
  ...listed,
  path: '/customers/{id}/contracts',
  params: CustomerParams,
  answer: page(Contract).meta({ id: 'ContractPage' }),
  summary: 'What was agreed with a customer, oldest first',
  description: 'Of a customer’s people, those see it who see the whole customer.',
})

export const createContract = operation({
  ...make,
  path: '/customers/{id}/contracts',
  roles: agents,
  params: CustomerParams,
  body: NewContract,
  answer: Contract,
  summary: 'Add a contract',
})

export const getContract = operation({
  ...read,
  path: '/customers/{id}/contracts/{contract}',
  roles: staffAndTheirs,
  params: ContractParams,
  answer: Contract,
  summary: 'A contract',
})

export const changeContract = operation({
  ...change,
  path: '/customers/{id}/contracts/{contract}',
  roles: agents,
  params: ContractParams,
  body: patchOf(NewContract.shape, 'ContractPatch'),
  answer: Contract,
  summary: 'Change a contract',
})

export const deleteContract = operation({
  ...remove,
  path: '/customers/{id}/contracts/{contract}',
  roles: managers,
  params: ContractParams,
  summary: 'Delete a contract',
})
