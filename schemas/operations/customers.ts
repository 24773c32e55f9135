import * as z from 'zod'
import { Customer, NewCustomer, Tier } from '../customer.ts'
import { maxImportBytes, mostLines } from '../import.ts'
import { Job } from '../job.ts'
import { TimelineEntry } from '../timeline.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import {
  agents,
  CustomerParams,
  change,
  list,
  make,
  managers,
  Name,
  patchOf,
  read,
  remove,
  staffAndTheirs,
  tag,
} from './record-forms.ts'

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
