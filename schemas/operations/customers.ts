import * as z from 'zod'
import { CustomerId, PersonId } from '../actor.ts'
import { Contact, EmailAddress, NewContact } from '../contact.ts'
import { ContactExport } from '../contact-export.ts'
import { Contract, NewContract } from '../contract.ts'
import { Customer, NewCustomer, Tier } from '../customer.ts'
import { maxImportBytes, mostLines } from '../import.ts'
import { Job } from '../job.ts'
import { NewProduct, Product } from '../product.ts'
import { NewSite, Site } from '../site.ts'
import { TimelineEntry } from '../timeline.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'

const tag = 'Customers'
const agents = ['agent', 'supervisor', 'manager', 'admin'] as const
const managers = ['manager', 'admin'] as const
const staffAndTheirs = ['customer', ...staff] as const

const Id = z.string().max(64)
const CustomerParams = z.strictObject({ id: Id.meta({ example: 'cus_01JD0000000000000000CSTMR1' }) })
const ContactParams = z.strictObject({ id: Id.meta({ example: 'per_01JD0000000000000000CNTCT1' }) })
const SiteParams = CustomerParams.extend({ site: Id.meta({ example: 'sit_01JD00000000000000000S1TE1' }) })
const ProductParams = CustomerParams.extend({ product: Id.meta({ example: 'prd_01JD00000000000000000PRD01' }) })
const ContractParams = CustomerParams.extend({ contract: Id.meta({ example: 'ctr_01JD00000000000000000CTR01' }) })

/** RFC 7396: what is left out stays, `null` takes away. Held against the schema of the record once it is applied. */
const patchOf = (shape: Record<string, z.ZodType>, id: string) =>
  z
    .strictObject(Object.fromEntries(Object.keys(shape).map((field) => [field, z.unknown().optional()])))
    .meta({ id, description: 'A JSON merge patch (RFC 7396): what is left out stays, `null` takes away' })

const Name = z
  .string()
  .trim()
  .max(100)
  .optional()
  .meta({ description: 'What the name begins with; case, accents and signs do not matter' })

const read = { method: 'get', etag: true, tag } as const
const make = { method: 'post', status: 201, etag: true, refusals: ['conflict'], tag } as const
const change = { method: 'patch', ifMatch: 'optional', etag: true, refusals: ['conflict'], tag } as const
const remove = { method: 'delete', ifMatch: 'optional', status: 204, answer: 'nothing', tag } as const
const list = { method: 'get', tag } as const

export const listCustomers = operation({
  ...list,
  path: '/customers',
  roles: staff,
  query: z.strictObject({ limit: Limit, cursor: Cursor, name: Name, tier: Tier.optional() }),
  answer: page(Customer).meta({ id: 'CustomerPage' }),
  summary: 'Customers, by name',
})

export const createCustomer = operation({
  ...make,
  path: '/customers',
  roles: agents,
  body: NewCustomer,
  answer: Customer,
  summary: 'Make a customer',
})

export const getCustomer = operation({
  ...read,
  path: '/customers/{id}',
  roles: staffAndTheirs,
  params: CustomerParams,
  answer: Customer,
  summary: 'A customer',
  description: "A customer's own people see its name, tier and language.",
})

export const changeCustomer = operation({
  ...change,
  path: '/customers/{id}',
  roles: agents,
  params: CustomerParams,
  body: patchOf(NewCustomer.shape, 'CustomerPatch'),
  answer: Customer,
  summary: 'Change a customer',
})

export const deleteCustomer = operation({
  ...remove,
  path: '/customers/{id}',
  roles: managers,
  params: CustomerParams,
  refusals: ['conflict'],
  summary: 'Delete a customer of which nothing is left',
  description:
    'Refused while it has tickets, contacts, sites, products or contracts: what was done for somebody stays explained.',
})

export const listTimeline = operation({
  ...list,
  path: '/customers/{id}/timeline',
  roles: staffAndTheirs,
  params: CustomerParams,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(25), cursor: Cursor }),
  answer: page(TimelineEntry).meta({ id: 'TimelinePage' }),
  summary: 'Everything about a customer, newest first',
  description:
    'Tickets by when they were opened, what was said about them, calls, products. What belongs to a ticket that you may not see is not there; notes and calls are for staff.',
})

export const listContacts = operation({
  ...list,
  path: '/contacts',
  roles: staffAndTheirs,
  query: z.strictObject({
    limit: Limit,
    cursor: Cursor,
    name: Name,
    customer: CustomerId.optional(),
    email: EmailAddress.optional().meta({ description: 'Whose address it is, exactly' }),
  }),
  answer: page(Contact).meta({ id: 'ContactPage' }),
  summary: 'Contacts, by name',
  description: 'A contact sees themselves, and their colleagues if they see the whole customer.',
})

export const createContact = operation({
  ...make,
  path: '/contacts',
  roles: agents,
  body: NewContact,
  answer: Contact,
  summary: 'Make a contact',
})

export const getContact = operation({
  ...read,
  path: '/contacts/{id}',
  roles: staffAndTheirs,
  params: ContactParams,
  answer: Contact,
  summary: 'A contact',
})

export const changeContact = operation({
  ...change,
  path: '/contacts/{id}',
  roles: ['customer', ...agents],
  params: ContactParams,
  body: patchOf(NewContact.shape, 'ContactPatch'),
  answer: Contact,
  refusals: ['conflict'],
  summary: 'Change a contact',
  description:
    'Contacts may change their own language, preferred channel and phones; a phone that is new to the desk is not verified then.',
})

export const mergeContacts = operation({
  method: 'post',
  tag,
  path: '/contacts/{id}/merge',
  roles: agents,
  params: ContactParams,
  body: z
    .strictObject({
      into: PersonId,
      acrossCustomers: z.boolean().default(false).meta({ description: 'Although they are with different customers' }),
    })
    .meta({ id: 'ContactMerge', example: { into: 'per_01JD0000000000000000CNTCT2' } }),
  etag: true,
  answer: Contact,
  refusals: ['conflict'],
  summary: 'Say that two contacts are one person',
  done: 'Done: this is the contact that stays.',
  description:
    'Addresses, phones and tickets of the first are those of the second from now on; the first stays as a pointer. It cannot be undone.',
})

export const exportContact = operation({
  method: 'post',
  tag,
  path: '/contacts/{id}/export',
  roles: managers,
  params: ContactParams,
  body: z.strictObject({ cursor: z.string().max(2000).optional() }).default({}),
  answer: ContactExport,
  summary: 'Everything that the desk has of a person',
  done: 'A part of it; `next` leads on.',
  description:
    'For a person who asks what is known of them: their record, the tickets they asked for with what was said there, and what they said elsewhere. Notes among staff are marked `internal`: look at them before you hand them over.',
})

export const eraseContact = operation({
  method: 'post',
  tag,
  path: '/contacts/{id}/erase',
  roles: ['admin'],
  params: ContactParams,
  status: 202,
  answer: Job,
  refusals: ['conflict'],
  summary: 'Erase a person',
  done: 'Taken on: their record is erased, the job goes on with their tickets.',
  description:
    'Their name, addresses, phones and login go at once, for good. A job then takes them out of tickets: contact, words that name them, files they gave. Tickets stay, with an id that says nothing by itself.',
})

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

const imported = {
  method: 'post',
  roles: managers,
  query: z.strictObject({
    dryRun: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'Whether only to say, line by line, what would become of it' }),
  }),
  body: z.string().min(1),
  text: { type: 'text/csv', maxBytes: maxImportBytes },
  status: 202,
  answer: Job,
  done: 'Taken on: `GET /jobs/{job}/results` says of each line what became of it.',
  tag,
} as const
const aboutFiles = `A header, then up to ${mostLines} lines, separated by \`,\`, \`;\` or tabs, in UTF-8. Each line is known by its \`externalId\`: what is there is changed, what is not is made, what is the same stays. A cell that is empty takes a value away; a column that is not there leaves it.`

export const importCustomers = operation({
  ...imported,
  path: '/customers/import',
  summary: 'Import customers from CSV',
  description: `${aboutFiles} Domains are separated by blanks or \`;\`.`,
})

export const importProducts = operation({
  ...imported,
  path: '/products/import',
  summary: 'Import products from CSV',
  description: `${aboutFiles} Whose a product is, \`customerExternalId\` or \`customer\` says; where it stands, \`siteExternalId\` or \`site\`.`,
})
