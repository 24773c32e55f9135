import { describe, expect, it } from 'vitest'
import { customers, people } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { type Asked, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const { bakery, foundry } = customers

async function make(name: Parameters<typeof call>[0], body: object, more: Asked = {}) {
  const answer = await call(name, { body, ...more })
  expect([name, answer.status, answer.text]).toEqual([name, 201, expect.any(String)])
  return answer.body
}
const aContact = (more: object = {}) => make('createContact', { name: 'Reception', customer: bakery, ...more })
const aProduct = (more: object = {}) => make('createProduct', { name: 'Oven', ...more }, { id: bakery })

describe('a customer', () => {
  it('is made, read, changed and deleted', async () => {
    const made = await make('createCustomer', { name: 'Harbour', domains: ['Harbour.Example'], externalId: 'CRM-1' })
    expect(made).toMatchObject({ tier: 'standard', domains: ['harbour.example'], version: 1 })
    const changed = await call('changeCustomer', { id: made.id, body: { tier: 'vip', externalId: null } })
    expect([changed.status, changed.body.tier, changed.body.externalId]).toEqual([200, 'vip', undefined])
    expect((await call('getCustomer', { id: made.id })).body).toEqual(changed.body)
    expect((await call('deleteCustomer', { id: made.id, as: 'manager' })).status).toBe(204)
    expect((await call('getCustomer', { id: made.id })).status).toBe(404)
    // What it had for itself is free again.
    await make('createCustomer', { name: 'Harbour', domains: ['harbour.example'], externalId: 'CRM-1' })
  })

  it('prefers a technician who works here, for so long a wait: staff see that, its own people do not', async () => {
    for (const wrong of [people.customer.id, 'per_0000000000000000000000NNNE']) {
      const refused = await call('changeCustomer', { id: bakery, body: { preferredTechnician: wrong } })
      expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'preferredTechnician'])
      const made = await call('createCustomer', { body: { name: 'Harbour', preferredTechnician: wrong } })
      expect([made.status, made.body.errors[0].path]).toEqual([400, 'preferredTechnician'])
    }
    const prefers = { preferredTechnician: people.technician.id, preferredWait: 'PT2H' }
    expect((await call('changeCustomer', { id: bakery, body: prefers })).body).toMatchObject(prefers)
    expect((await call('getCustomer', { id: bakery, as: 'technician' })).body).toMatchObject(prefers)
    const seen = (await call('getCustomer', { id: bakery, as: 'customer' })).text
    expect(seen).not.toMatch(/preferred|per_/)
    const none = await call('changeCustomer', { id: bakery, body: { preferredTechnician: null } })
    expect(none.body).not.toHaveProperty('preferredTechnician')
  })

  it('is not deleted while anything is left that it explains', async () => {
    const { id } = await make('createCustomer', { name: 'Harbour' })
    const { id: site } = await make('createSite', { name: 'Quay' }, { id })
    const refused = await call('deleteCustomer', { id, as: 'manager' })
    expect([refused.status, kindOf(refused)]).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('sites')
    expect((await call('deleteSite', { id, params: { site }, as: 'manager' })).status).toBe(204)
    expect((await call('deleteCustomer', { id, as: 'manager' })).status).toBe(204)
    await make('createContact', { name: 'Reception', customer: foundry })
    expect((await call('deleteCustomer', { id: foundry, as: 'admin' })).status).toBe(409)
  })

  it('has its external id and its domains for itself', async () => {
    await make('createCustomer', { name: 'One', domains: ['one.example'], externalId: 'X' })
    for (const [body, path] of [
      [{ name: 'Two', externalId: 'X' }, 'externalId'],
      [{ name: 'Two', domains: ['ONE.example'] }, 'domains'],
    ] as const) {
      const answer = await call('createCustomer', { body })
      expect([answer.status, answer.body.errors[0].path]).toEqual([409, path])
      expect(answer.text).not.toMatch(/cus_/)
    }
  })

  it('is listed by name, with a prefix, by tier, page by page', async () => {
    for (const name of ['Örtler', 'Ort 2', 'ort-1', 'Zebra']) await make('createCustomer', { name, tier: 'vip' })
    const names = async (query: Record<string, string>) => {
      const found: string[] = []
      let cursor: string | undefined
      do {
        const { body } = await call('listCustomers', { query: { limit: '2', ...query, ...(cursor && { cursor }) } })
        found.push(...body.items.map(({ name }: { name: string }) => name))
        cursor = body.next
      } while (cursor)
      return found
    }
    expect(await names({ name: 'ORT' })).toEqual(['ort-1', 'Ort 2', 'Örtler'])
    expect(await names({ tier: 'vip' })).toEqual(['ort-1', 'Ort 2', 'Örtler', 'Zebra'])
    expect(await names({})).toEqual(['bakery', 'foundry', 'ort-1', 'Ort 2', 'Örtler', 'Zebra'])
  })

  it('gives its tickets the policy that was agreed with it, before all others', async () => {
    const policy = (name: string, more = {}) =>
      make('createSlaPolicy', { name, targets: { high: { response: 'PT1M' } }, ...more }, { as: 'manager' })
    const { id: agreed } = await policy('Agreed', { conditions: { tags: ['never'] } })
    await policy('Of the bakery', { conditions: { customer: [bakery] }, position: 0 })
    expect((await call('changeCustomer', { id: bakery, body: { policy: agreed } })).status).toBe(200)
    const ticket = await make('createTicket', { title: 'Dark', priority: 'high' }, { as: 'customer' })
    expect(ticket.policy.id).toBe(agreed)
    const { body } = await call('getTicketHistory', { id: ticket.number })
    const why = body.items.find(({ type }: { type: string }) => type === 'sla.policy-chosen')
    expect(why.data.reason).toEqual({ code: 'agreed-with-customer' })
    const unknown = await call('changeCustomer', { id: bakery, body: { policy: 'pol_01JD0000000000000000PCY009' } })
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([400, 'policy'])
  })

  it('shows its own people its name, tier and language, and others nothing', async () => {
    await call('changeCustomer', { id: bakery, body: { notes: 'Pays late', externalId: 'B', language: 'en' } })
    const { body, text } = await call('getCustomer', { id: bakery, as: 'customer' })
    expect(Object.keys(body).toSorted()).toEqual([
      'createdAt',
      'id',
      'language',
      'name',
      'tier',
      'updatedAt',
      'version',
    ])
    expect(text).not.toContain('Pays late')
    const missing = await call('getCustomer', { id: 'cus_0000000000000000000000NNNE', as: 'customer' })
    const others = await call('getCustomer', { id: foundry, as: 'customer' })
    expect(others.text.replace(foundry, '')).toBe(missing.text.replace('cus_0000000000000000000000NNNE', ''))
  })
})

describe('a contact', () => {
  it('is kept with addresses in lower case and phones in E.164', async () => {
    await call('changeCustomer', { id: bakery, body: {} })
    const made = await aContact({
      emails: [{ address: 'Desk@Bakery.Example' }],
      phones: [{ number: '+44 (0)1632 960 001', verified: true }, { number: '+441632960001' }],
    })
    expect(made.emails).toEqual([{ address: 'desk@bakery.example', verified: false }])
    expect(made.phones).toEqual([{ number: '+441632960001', verified: true }])
  })

  it.each(['01632 960001', 'not a number', '+1', '++44 1632 960001', '112'])(
    'does not take %s for a phone',
    async (number) => {
      const answer = await call('createContact', {
        body: { name: 'x', phones: [{ number: '+441632960001' }, { number }] },
      })
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'phones.1.number'])
    },
  )

  it('may be dialled as in the country of the setting', async () => {
    desk.table.put({
      ...desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' }),
      pk: 'SETTINGS#main',
      sk: 'SETTINGS',
      phoneRegion: 'GB',
    })
    expect((await aContact({ phones: [{ number: '01632 960001' }] })).phones[0].number).toBe('+441632960001')
  })

  it('has an address for itself: who asks is not told whose it is', async () => {
    await aContact({ emails: [{ address: 'a@bakery.example' }] })
    const answer = await call('createContact', { body: { name: 'y', emails: [{ address: 'A@bakery.example' }] } })
    expect([answer.status, answer.body.errors[0].path]).toEqual([409, 'emails'])
    expect(answer.text).not.toMatch(/per_/)
  })

  it('names a customer and a technician that there are', async () => {
    for (const [body, path] of [
      [{ customer: 'cus_0000000000000000000000NNNE' }, 'customer'],
      [{ preferredTechnician: people.customer.id }, 'preferredTechnician'],
      [{ preferredTechnician: 'per_0000000000000000000000NNNE' }, 'preferredTechnician'],
    ] as const) {
      const answer = await call('createContact', { body: { name: 'x', ...body } })
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, path])
    }
    await aContact({ preferredTechnician: people.technician.id })
  })

  it('is found by address, by customer and by name', async () => {
    const made = await aContact({ name: 'Zoë', emails: [{ address: 'z@bakery.example' }] })
    const ids = async (query: Record<string, string>) =>
      (await call('listContacts', { query })).body.items.map(({ id }: { id: string }) => id)
    expect(await ids({ email: 'Z@bakery.example' })).toEqual([made.id])
    expect(await ids({ email: 'z@bakery.example', customer: foundry })).toEqual([])
    expect(await ids({ name: 'zoe' })).toEqual([made.id])
    expect(await ids({ customer: foundry })).toEqual([people.otherCustomer.id])
  })

  it('who works here is none', async () => {
    const answer = await call('getContact', { id: people.agent.id, as: 'admin' })
    expect(answer.status).toBe(404)
  })

  it('sees themselves, and their colleagues if they see the whole customer; nobody else is there', async () => {
    const sees = async (as: 'customer' | 'customersManager' | 'otherCustomer') => {
      const { body } = await call('listContacts', { as })
      const listed = body.items.map(({ id }: { id: string }) => id).toSorted()
      const all = [people.customer, people.colleague, people.customersManager, people.otherCustomer].map(({ id }) => id)
      const found: string[] = []
      for (const id of all) if ((await call('getContact', { id, as })).status === 200) found.push(id)
      expect(listed).toEqual(found.toSorted())
      return listed
    }
    expect(await sees('customer')).toEqual([people.customer.id])
    expect(await sees('customersManager')).toHaveLength(3)
    expect(await sees('otherCustomer')).toEqual([people.otherCustomer.id])
    const others = await call('listContacts', {
      as: 'customersManager',
      query: { email: 'othercustomer@desk.example' },
    })
    expect(others.body.items).toEqual([])
  })

  it('changes their own language and phones, which are not proved then, and nothing else', async () => {
    const { id } = people.customer
    const change = (body: object, as: 'customer' | 'colleague' = 'customer') => call('changeContact', { id, as, body })
    await call('changeContact', { id, body: { phones: [{ number: '+441632960001', verified: true }], notes: 'Kind' } })
    const { status, body, text } = await change({
      language: 'de',
      phones: [{ number: '+441632960001' }, { number: '+441632960002', verified: true }],
    })
    expect([status, body.language, text.includes('Kind')]).toEqual([200, 'de', false])
    expect(body.phones.map(({ verified }: { verified: boolean }) => verified)).toEqual([true, false])
    for (const wrong of [{ name: 'Boss' }, { wholeCustomer: true }, { customer: foundry }, { notes: null }]) {
      const answer = await change(wrong)
      expect([answer.status, answer.body.errors[0].path]).toEqual([400, Object.keys(wrong)[0]])
    }
    expect((await change({ language: 'fr' }, 'colleague')).status).toBe(404)
    expect((await call('changeContact', { id, as: 'customersManager', body: { language: 'fr' } })).status).toBe(403)
  })

  it('who is with a customer no more sees nothing of it, whatever their login says', async () => {
    const { id } = people.customersManager
    const number = (await make('createTicket', { title: 'Theirs', customer: bakery })).number
    const seen = async () => [
      (await call('getTicket', { as: 'customersManager', id: number })).status,
      (await call('getCustomer', { as: 'customersManager', id: bakery })).status,
      (await call('listTickets', { as: 'customersManager' })).body.items.length,
    ]
    expect(await seen()).toEqual([200, 200, 1])
    expect((await call('changeContact', { id, body: { customer: null } })).status).toBe(200)
    expect(await seen()).toEqual([404, 404, 0])
  })

  it('says more than their login: whom they see follows their record', async () => {
    await make('createTicket', { title: "The colleague's" }, { as: 'colleague' })
    const count = async () => (await call('listTickets', { as: 'customer' })).body.items.length
    expect(await count()).toBe(0)
    await call('changeContact', { id: people.customer.id, body: { wholeCustomer: true } })
    expect(await count()).toBe(1)
  })
})

describe('a product', () => {
  it('has its serial number for itself in its model and customer, separators or not', async () => {
    await aProduct({ serialNumber: 'SN 44-71', model: 'LP-240' })
    const twice = (more: object) => call('createProduct', { id: bakery, body: { name: 'Again', ...more } })
    const answer = await twice({ serialNumber: 'sn4471', model: 'lp 240' })
    expect([answer.status, answer.body.errors[0].path]).toEqual([409, 'serialNumber'])
    expect((await twice({ serialNumber: 'sn4471', model: 'LP-300' })).status).toBe(201)
    await make('createProduct', { name: 'Theirs', serialNumber: 'SN4471', model: 'LP-240' }, { id: foundry })
    const { body } = await call('findProducts', { query: { serial: 'sn-44 71' } })
    expect(body.items.map(({ customer }: { customer: string }) => customer)).toEqual([foundry, bakery, bakery])
  })

  it('stands at a site of the same customer', async () => {
    const { id: site } = await make('createSite', { name: 'Quay' }, { id: foundry })
    const answer = await call('createProduct', { id: bakery, body: { name: 'Oven', site } })
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'site'])
    await make('createProduct', { name: 'Oven', site }, { id: foundry })
  })

  it('belongs to a customer that there is', async () => {
    const answer = await call('createProduct', { id: 'cus_0000000000000000000000NNNE', body: { name: 'Oven' } })
    expect(answer.status).toBe(404)
  })

  it('is changed by a merge patch, and 412 says what happened since', async () => {
    const { id: product } = await aProduct({ warranty: { startsOn: '2026-01-01', endsOn: '2026-12-31' } })
    const change = (body: object, headers = {}) =>
      call('changeProduct', { id: bakery, params: { product }, body, headers })
    const { body, headers } = await change({ warranty: { endsOn: '2027-12-31' } })
    expect(body.warranty).toEqual({ startsOn: '2026-01-01', endsOn: '2027-12-31' })
    expect(headers.etag).toBe('"2"')
    const backwards = await change({ warranty: { endsOn: '2025-12-31' } })
    expect([backwards.status, backwards.body.errors[0].path]).toEqual([400, 'warranty'])
    const stale = await change({ name: 'x' }, { 'if-match': '"1"' })
    expect([stale.status, stale.body.changes[0].fields]).toEqual([412, ['warranty']])
  })
})

describe('a contract', () => {
  const terms = { name: 'Care', startsOn: '2026-01-01', endsOn: '2026-12-31' }

  it('covers products of the same customer', async () => {
    const { id: oven } = await aProduct()
    const { id: theirs } = await make('createProduct', { name: 'Theirs' }, { id: foundry })
    await make('createContract', { ...terms, products: [oven] }, { id: bakery })
    const answer = await call('createContract', { id: bakery, body: { ...terms, products: [oven, theirs] } })
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'products.1'])
  })

  it('is seen by staff, and by contacts who see the whole customer', async () => {
    const { id: contract } = await make('createContract', { ...terms, notes: 'Cheap' }, { id: bakery })
    const status = async (as: Asked['as']) =>
      (await call('getContract', { id: bakery, params: { contract }, ...(as && { as }) })).status
    expect(await status('technician')).toBe(200)
    expect(await status('customersManager')).toBe(200)
    expect(await status('customer')).toBe(404)
    expect(await status('otherCustomer')).toBe(404)
    expect((await call('listContracts', { id: bakery, as: 'customer' })).status).toBe(404)
    expect((await call('listContracts', { id: bakery, as: 'customersManager' })).text).not.toContain('Cheap')
  })
})

describe('what a customer has', () => {
  it('is for its own people and nobody else', async () => {
    const { id: site } = await make('createSite', { name: 'Quay', accessNotes: 'Code 4711' }, { id: bakery })
    const { text } = await call('getSite', { id: bakery, params: { site }, as: 'customer' })
    expect([text.includes('Quay'), text.includes('4711')]).toEqual([true, false])
    for (const name of ['listSites', 'listProducts', 'listContracts', 'listTimeline'] as const) {
      expect((await call(name, { id: bakery, as: 'otherCustomer' })).status).toBe(404)
    }
    expect((await call('getSite', { id: bakery, params: { site }, as: 'otherCustomer' })).status).toBe(404)
    // By the way of one's own customer one does not get at another's either.
    expect((await call('getSite', { id: foundry, params: { site }, as: 'otherCustomer' })).status).toBe(404)
  })

  it('can be had as CSV', async () => {
    await aProduct({ name: '=cmd', serialNumber: '1' })
    const { headers, text } = await call('listProducts', { id: bakery, headers: { accept: 'text/csv' } })
    expect(headers['content-type']).toContain('text/csv')
    expect(text).toContain("'=cmd")
  })
})
