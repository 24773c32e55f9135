import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { customer as demoCustomer, people } from '../../infra/local/people.ts'
import type { Customer } from '../../schemas/customer.ts'
import type { Job } from '../../schemas/job.ts'
import type { Caller, OperationName } from '../support/client.ts'
import { deskAt, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'

const desk = deskAt(readOutputs())
const { call, wrong } = desk
/** Nothing else in this run is called so. */
const word = unique('harbour').replace('-', '')
const address = (name: string) => `${name}@${word}.example`

let customer: Customer

async function made<Made>(name: OperationName, asked: object, as: Caller = 'agent'): Promise<Made> {
  const { status, text, body } = await wrong(name, as, asked)
  expect([name, status, text]).toEqual([name, 201, expect.any(String)])
  return body as Made
}

const ended = (id: string) =>
  eventually<Job>(
    `job ${id} ends`,
    async () => {
      const { body } = await call('getJob', 'admin', { id })
      return body.state === 'done' && body
    },
    240_000,
  )

beforeAll(async () => {
  customer = await made('createCustomer', { body: { name: `Harbour ${word}`, domains: [`${word}.example`] } })
})

describe('a customer, their people and what they have', () => {
  it('is found by name, has what belongs to it, and shows everything in one list', async () => {
    const { id } = customer
    const found = await call('listCustomers', 'technician', { query: { name: `harbour ${word.toUpperCase()}` } })
    expect(found.body.items).toEqual([customer])
    const site = await made<{ id: string }>('createSite', { id, body: { name: 'Quay' } })
    const product = { name: 'Crane', model: 'CR-1', serialNumber: `SN ${word} 1`, site: site.id }
    await made('createProduct', { id, body: product })
    const again = await wrong('createProduct', 'agent', { id, body: { ...product, serialNumber: `sn-${word}1` } })
    expect([again.status, again.problem.errors?.[0]?.path]).toEqual([409, 'serialNumber'])
    const serial = await call('findProducts', 'agent', {
      query: { serial: `${word}1`.toUpperCase().replace(/^/, 'SN') },
    })
    expect(serial.body.items.map(({ name }) => name)).toEqual(['Crane'])
    const ticket = await made<{ number: string }>('createTicket', { body: { title: 'Stuck', customer: id } })
    await made('addComment', { id: ticket.number, body: { body: 'Which way?' } })
    const entries = await eventually('the timeline is whole', async () => {
      const { body } = await call('listTimeline', 'agent', { id })
      return body.items.length === 3 && body.items
    })
    expect(entries.map(({ kind }) => kind)).toEqual(['comment', 'ticket', 'product'])
    expect((await call('deleteCustomer', 'manager', { id })).status).toBe(409)
  })

  it("is nobody's business among other customers", async () => {
    for (const name of ['getCustomer', 'listSites', 'listTimeline'] as const) {
      expect((await call(name, 'customer', { id: customer.id })).status).toBe(404)
    }
    const own = await call('getCustomer', 'customer', { id: demoCustomer.id })
    expect([own.status, own.body.name]).toEqual([200, demoCustomer.name])
    const { body } = await call('listContacts', 'otherCustomer')
    expect(body.items.map(({ id }) => id)).toEqual([people.otherCustomer.id])
  })
})

describe('two contacts', () => {
  it('cannot have one address, whoever is first', async () => {
    const ask = () =>
      wrong('createContact', 'agent', { body: { name: 'Twin', emails: [{ address: address('twin') }] } })
    const answers = await Promise.all(Array.from({ length: 4 }, ask))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409])
  })

  it('who are one person are one from then on', async () => {
    const body = (name: string) => ({ name, customer: customer.id, emails: [{ address: address(name) }] })
    const [old, stays] = [
      await made<{ id: string }>('createContact', { body: body('old') }),
      await made<{ id: string }>('createContact', { body: body('new') }),
    ]
    const merged = await call('mergeContacts', 'agent', { id: old.id, body: { into: stays.id } })
    expect([merged.status, merged.body.emails.length]).toEqual([200, 2])
    const { body: found } = await call('listContacts', 'agent', { query: { email: address('old') } })
    expect(found.items.map(({ id }) => id)).toEqual([stays.id])
  })
})

describe('an import', () => {
  const file = (from: number, to: number) =>
    `externalId;name;tier\r\n${Array.from({ length: to - from }, (_, n) => `${word}-${from + n};Imported ${word} ${from + n};vip`).join('\r\n')}`
  const run = async (text: string, query = {}) => {
    const { status, body } = await wrong('importCustomers', 'manager', {
      text,
      query,
      headers: { 'content-type': 'text/csv' },
    })
    expect(status).toBe(202)
    return ended((body as Job).id)
  }

  it('says what it would do, does it, and finds nothing to do then', async () => {
    const counts = { total: 60, done: 60, created: 0, changed: 0, unchanged: 0, refused: 0 }
    expect((await run(file(0, 60), { dryRun: 'true' })).counts).toEqual({ ...counts, created: 60 })
    expect((await run(file(0, 60))).counts).toEqual({ ...counts, created: 60 })
    expect((await run(file(0, 60))).counts).toEqual({ ...counts, unchanged: 60 })
    const headers = { accept: 'text/csv' }
    const { text } = await wrong('listCustomers', 'agent', { query: { name: `imported ${word}` }, headers })
    expect(parse(text, { columns: true })).toHaveLength(60)
  })

  it('refuses bytes that are not UTF-8 with a word', async () => {
    const token = await desk.tokenOf('manager')
    const answer = await fetch(`${desk.outputs.apiUrl}/api/v1/service-desk/customers/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
      body: Buffer.from('externalId,name\nA,M\xfcller\n', 'latin1'),
    })
    expect([answer.status, ((await answer.json()) as { errors: object[] }).errors[0]]).toEqual([
      400,
      expect.objectContaining({ message: 'is not in UTF-8' }),
    ])
  })
})

describe('a person', () => {
  it('is given what is known of them, and is forgotten for good', async () => {
    const email = address('robin')
    const contact = await made<{ id: string }>('createContact', {
      body: {
        name: `Robin ${word}`,
        customer: customer.id,
        emails: [{ address: email }],
        phones: [{ number: '+441632960001' }],
      },
    })
    const { number } = await made<{ number: string }>('createTicket', {
      body: { title: `Robin ${word} is stuck`, customer: customer.id, contact: { email } },
    })
    await made('addComment', { id: number, body: { body: `Mailed ${email}, rang 01632 960001` } })
    const known = await call('exportContact', 'manager', { id: contact.id, body: {} })
    expect([known.status, known.body.contact.emails[0]?.address]).toEqual([200, email])
    const begun = await call('eraseContact', 'admin', { id: contact.id })
    expect(begun.status).toBe(202)
    await ended(begun.body.id)
    const ticket = await call('getTicket', 'agent', { id: number })
    expect([ticket.body.title, ticket.body.contact]).toEqual(['[erased] is stuck', undefined])
    const { text } = await call('listComments', 'agent', { id: number })
    expect(text).not.toMatch(/robin|960001/)
    const history = await call('getTicketHistory', 'agent', { id: number })
    expect(history.text).not.toContain(email)
    expect(history.body.items.at(-1)?.type).toBe('ticket.person-erased')
    const { body } = await call('getContact', 'agent', { id: contact.id })
    expect(body).toMatchObject({ name: 'Erased contact', emails: [], erasedAt: expect.any(String) })
  })
})
