import { type Contact, NewContact } from '../../contact.ts'
import { type Contract, NewContract } from '../../contract.ts'
import { type Customer, NewCustomer } from '../../customer.ts'
import type { Job } from '../../job.ts'
import type * as belongings from '../../operations/belongings.ts'
import type * as contacts from '../../operations/contacts.ts'
import type * as customers from '../../operations/customers.ts'
import { NewProduct, type Product } from '../../product.ts'
import { NewSite, type Site } from '../../site.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { customer, opened, requester, rest, taken, technician } from './story.ts'

const made = {
  version: 1,
  createdAt: '2026-11-02T09:00:00.000Z',
  updatedAt: '2026-11-02T09:00:00.000Z',
}
const company = {
  name: 'Northside Bakery',
  tier: 'premium',
  domains: ['bakery.example'],
  externalId: 'CRM-4711',
} as const
const theCustomer: Customer = { id: customer, ...company, domains: [...company.domains], ...made }

const person = {
  name: 'Reception',
  customer,
  emails: [{ address: 'reception@example.com', verified: true }],
  phones: [{ number: '+441632960001', verified: false }],
  language: 'en-GB',
  preferredChannel: 'phone',
  preferredTechnician: technician,
} as const
const theContact: Contact = {
  id: requester,
  ...person,
  emails: [...person.emails],
  phones: [...person.phones],
  wholeCustomer: false,
  ...made,
}
const other = 'per_01JD0000000000000000CNTCT2'

const place = {
  name: 'Main plant',
  address: { line1: '1 Harbour Street', city: 'Northport', postalCode: 'NP1 2AB', country: 'GB' },
  coordinates: { latitude: 51.5072, longitude: -0.1276 },
  accessNotes: 'Ring at the back door',
}
const theSite: Site = { id: 'sit_01JD00000000000000000S1TE1', customer, ...place, ...made }

const thing = {
  name: 'Label printer, floor 2',
  model: 'LP-240',
  serialNumber: 'SN 4471-0099',
  site: theSite.id,
  warranty: { startsOn: '2026-01-01', endsOn: '2027-12-31' },
  criticality: 'high',
} as const
const theProduct: Product = { id: 'prd_01JD00000000000000000PRD01', customer, ...thing, ...made }

const agreed = {
  name: 'Maintenance 2026',
  kind: 'amc',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
  visitsPerYear: 4,
  products: [theProduct.id],
} as const
const theContract: Contract = {
  id: 'ctr_01JD00000000000000000CTR01',
  customer,
  ...agreed,
  products: [...agreed.products],
  coversAll: false,
  ...made,
}

const noName = { path: 'name', message: 'is required', expected: 'a string' }
const noSuchRun = { path: 'dryRun', message: 'is not one of the values that exist', expected: 'true, false' }
const unknownIn = ({ shape }: { shape: object }) => ({
  path: 'colour',
  message: 'is not known here',
  expected: `one of: ${Object.keys(shape).join(', ')}`,
})
const tooMuch = { path: 'limit', message: 'is too much', expected: 'at most 100' }
const isTaken = (path: string) => ({
  detail: `Another has this ${path} already.`,
  errors: [{ path, message: 'is taken', expected: 'one that nobody else has' }],
})
const changed = { version: 2, updatedAt: '2026-11-21T10:00:00.000Z' }
const paged = { query: { limit: 25, cursor }, wrong: tooMuch }

const nothingYet = { done: 0, created: 0, changed: 0, unchanged: 0, refused: 0 }
const anImport: Job = {
  id: 'job_01JD000000000000000000JB01',
  kind: 'import-customers',
  state: 'queued',
  dryRun: true,
  counts: { total: 1, ...nothingYet },
  createdBy: 'per_01JD0000000000000000MANGR1',
  createdAt: '2026-11-21T10:00:00.000Z',
  expiresAt: '2026-12-21T10:00:00.000Z',
}

export const examples: Examples<typeof customers & typeof contacts & typeof belongings> = {
  listCustomers: {
    query: { limit: 25, cursor, name: 'north', tier: 'premium' },
    wrong: { path: 'tier', message: 'is not one of the values that exist', expected: 'standard, premium, vip' },
    answer: { items: [theCustomer], next: cursor },
  },
  createCustomer: {
    body: { ...company, domains: [...company.domains] },
    wrong: noName,
    answer: theCustomer,
    conflict: isTaken('domains'),
  },
  getCustomer: { wrong: noParameter, answer: theCustomer },
  changeCustomer: {
    body: { tier: 'vip' },
    wrong: unknownIn(NewCustomer),
    answer: { ...theCustomer, tier: 'vip', ...changed },
    conflict: isTaken('externalId'),
  },
  deleteCustomer: {
    wrong: noParameter,
    conflict: { detail: 'The customer still has tickets: what is left of it explains those.' },
  },
  listTimeline: {
    query: { limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 50' },
    answer: {
      items: [
        { kind: 'ticket', at: opened.createdAt, ticket: opened },
        {
          kind: 'product',
          at: made.createdAt,
          product: { id: theProduct.id, name: thing.name, model: thing.model, serialNumber: thing.serialNumber },
        },
      ],
      next: cursor,
    },
  },
  listContacts: {
    query: { limit: 25, cursor, name: 'rec', customer, email: 'reception@example.com' },
    wrong: { path: 'email', message: 'is not an email', expected: 'an email' },
    answer: { items: [theContact] },
  },
  createContact: {
    body: { ...person, emails: [...person.emails], phones: [{ number: '+44 1632 960001' }] },
    wrong: noName,
    answer: theContact,
    conflict: isTaken('emails'),
  },
  getContact: { wrong: noParameter, answer: theContact },
  changeContact: {
    body: { language: 'de' },
    wrong: unknownIn(NewContact),
    answer: { ...theContact, language: 'de', ...changed },
    conflict: isTaken('emails'),
  },
  mergeContacts: {
    body: { into: other },
    wrong: { path: 'into', message: 'is required', expected: 'a string' },
    answer: { ...theContact, id: other, mergedFrom: [requester], ...changed },
    conflict: { detail: 'They are with different customers. Say `acrossCustomers` if that is meant.' },
  },
  exportContact: {
    body: { cursor },
    wrong: { path: 'cursor', message: 'is too much', expected: 'at most 2000 characters' },
    answer: {
      contact: theContact,
      others: [],
      history: [],
      tickets: [
        {
          number: opened.number,
          ticket: { ...taken, ...rest },
          comments: [
            {
              id: 'com_01JD000000000000000C0MMNT1',
              author: { id: requester, role: 'customer' },
              internal: false,
              createdAt: '2026-11-21T10:30:00.000Z',
              text: 'It prints again, thank you.',
            },
          ],
          calls: [],
          attachments: [],
          history: [],
        },
      ],
      next: cursor,
    },
  },
  eraseContact: {
    wrong: noParameter,
    answer: { ...anImport, kind: 'erase-contact', dryRun: false, counts: nothingYet },
    conflict: { detail: `They are ${other}: erase that one.` },
  },
  listSites: { ...paged, answer: { items: [theSite] } },
  createSite: { body: place, wrong: noName, answer: theSite, conflict: isTaken('externalId') },
  getSite: { wrong: noParameter, answer: theSite },
  changeSite: {
    body: { accessNotes: null },
    wrong: unknownIn(NewSite),
    answer: { id: theSite.id, customer, name: place.name, address: place.address, ...made, ...changed },
    conflict: isTaken('externalId'),
  },
  deleteSite: { wrong: noParameter },
  findProducts: { query: { limit: 25, cursor, serial: 'SN44710099' }, wrong: tooMuch, answer: { items: [theProduct] } },
  listProducts: { ...paged, answer: { items: [theProduct] } },
  createProduct: { body: thing, wrong: noName, answer: theProduct, conflict: isTaken('serialNumber') },
  getProduct: { wrong: noParameter, answer: theProduct },
  changeProduct: {
    body: { criticality: 'critical' },
    wrong: unknownIn(NewProduct),
    answer: { ...theProduct, criticality: 'critical', ...changed },
    conflict: isTaken('serialNumber'),
  },
  deleteProduct: { wrong: noParameter },
  listContracts: { ...paged, answer: { items: [theContract] } },
  createContract: {
    body: { ...agreed, products: [...agreed.products] },
    wrong: { path: 'endsOn', message: 'must not be before it starts', expected: 'a day at or after startsOn' },
    answer: theContract,
    conflict: isTaken('externalId'),
  },
  getContract: { wrong: noParameter, answer: theContract },
  changeContract: {
    body: { visitsPerYear: 6 },
    wrong: unknownIn(NewContract),
    answer: { ...theContract, visitsPerYear: 6, ...changed },
    conflict: isTaken('externalId'),
  },
  deleteContract: { wrong: noParameter },
  importCustomers: {
    query: { dryRun: 'true' },
    body: 'externalId,name,tier,domains\r\nCRM-4711,Northside Bakery,premium,bakery.example\r\n',
    wrong: noSuchRun,
    answer: anImport,
  },
  importProducts: {
    query: { dryRun: 'false' },
    body: 'externalId;customerExternalId;name;model;serialNumber\r\nASSET-1;CRM-4711;Label printer;LP-240;SN 4471-0099\r\n',
    wrong: noSuchRun,
    answer: { ...anImport, kind: 'import-products', dryRun: false },
  },
}
