import { beforeEach, describe, expect, it } from 'vitest'
import { customers } from '../support/people.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { type Answer, aTicket, call, kindOf } from './support/gateway.ts'
import { aWebhook } from './support/partners.ts'

const desk = aDesk()
const hour = 60 * 60 * 1000
const given = { name: 'ERP', customer: customers.bakery, scopes: ['tickets.read', 'client.read'] }

const letIn = (body: object = {}, headers = {}) =>
  call('createPartnerClient', { as: 'admin', body: { ...given, ...body }, headers })
/** The claims of a token that a key gets. */
const by = (key: string, scopes: readonly string[] = given.scopes) => ({
  sub: key,
  token_use: 'access',
  scope: scopes.map((scope) => `desk/${scope}`).join(' '),
})
const reads = (id: string, key: string, scopes?: readonly string[]) =>
  call('getTicket', { id, claims: by(key, scopes) })
const audience = () => desk.clients.authorizer.JwtConfiguration?.Audience?.toSorted()
const change = (client: string, body: object) => call('changePartnerClient', { as: 'admin', params: { client }, body })
const rotate = (client: string, keepOldHours: number, headers = {}) =>
  call('rotatePartnerKey', { as: 'admin', params: { client }, body: { keepOldHours }, headers })
const usage = (client: string, key: string) =>
  call('getPartnerUsage', { params: { client }, claims: by(key) }).then(({ body }) => body)

/** The ticket of each test once more, under another number. */
function another(n: number) {
  const { pk: _, ...head } = desk.table.find({ pk: `TICKET#${ticket}`, sk: 'TICKET' }) ?? {}
  const number = `TKT9${String(n).padStart(5, '0')}`
  return { ...head, pk: `TICKET#${number}`, sk: 'TICKET', number }
}

let ticket: string
beforeEach(async () => {
  ticket = await aTicket()
})

describe('a program that is let in', () => {
  it('gets a key that sees its customer’s tickets, as far as its scopes go, and nobody else’s', async () => {
    const { status, body } = await letIn()
    expect(status).toBe(201)
    expect(body).toMatchObject({ ...given, clientId: body.keys[0].id, clientSecret: `secret of ${body.clientId}` })
    expect(desk.clients.describe({ ClientId: body.clientId }).UserPoolClient.AllowedOAuthScopes).toEqual([
      'desk/tickets.read',
      'desk/client.read',
    ])
    expect(audience()).toEqual(['web-client', 'partner-client', body.clientId].toSorted())
    expect((await reads(ticket, body.clientId)).status).toBe(200)
    const theirs = await aTicket({}, 'otherCustomer')
    expect((await reads(theirs, body.clientId)).status).toBe(404)
    const write = await call('createTicket', { claims: by(body.clientId), body: { title: 'x' } })
    expect(write.status).toBe(403)
  })

  it('reads its own client and no other, without a secret', async () => {
    const { body: one } = await letIn()
    const { body: other } = await letIn({ name: 'Another' })
    const list = await call('listPartnerClients', { claims: by(one.clientId) })
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([one.id])
    expect(list.text + (await call('getPartnerClient', { as: 'admin', id: one.id })).text).not.toContain('secret')
    const missing = await call('getPartnerClient', { claims: by(one.clientId), id: 'pcl_00000000000000000000000000' })
    const others = await call('getPartnerClient', { claims: by(one.clientId), id: other.id })
    expect([others.status, others.body.detail]).toEqual([404, missing.body.detail])
    expect((await call('listPartnerClients', { as: 'admin' })).body.items).toHaveLength(2)
  })

  it('is refused with a customer that is not there, or a scope twice', async () => {
    const unknown = await letIn({ customer: 'cus_00000000000000000000000000' })
    expect([unknown.status, unknown.body.errors[0].path]).toEqual([400, 'customer'])
    const twice = await letIn({ scopes: ['tickets.read', 'tickets.read'] })
    expect([twice.status, twice.body.errors[0].path]).toEqual([400, 'scopes'])
    expect(desk.clients.clients.size).toBe(0)
  })

  it('is let in once for one key of a request, and its secret lies in the table nowhere', async () => {
    const once = { 'idempotency-key': 'erp' }
    const first = await letIn({}, once)
    const again = await letIn({}, once)
    expect(again.text).toBe(first.text)
    expect(desk.clients.clients.size).toBe(1)
    expect(desk.table.items.filter((item) => JSON.stringify(item).includes('secret of'))).toEqual([])
  })

  it.each([
    ['the record is not written', () => desk.before('TransactWrite', throws(fault('ThrottlingException')))],
    ['its answer is lost', () => desk.after('TransactWrite', throws(fault('TimeoutError')))],
    ['the gateway is not told', () => desk.before('Gateway', throws(fault('InternalError')))],
  ])('survives that %s: the retry ends what was begun, and what was half made is taken away', async (_, disturb) => {
    const once = { 'idempotency-key': 'erp' }
    disturb()
    expect((await letIn({}, once)).status).toBeGreaterThanOrEqual(500)
    const { status, body } = await letIn({}, once)
    expect(status).toBe(201)
    expect((await reads(ticket, body.clientId)).status).toBe(200)
    expect(audience()).toContain(body.clientId)
    pass(2 * hour)
    await change(body.id, { name: 'ERP 2' })
    expect([...desk.clients.clients.keys()]).toEqual([body.clientId])
    expect((await call('listPartnerClients', { as: 'admin' })).body.items).toHaveLength(1)
  })

  it('is refused where the gateway has no room for another key', async () => {
    for (let n = 0; n < 48; n += 1) await letIn({ name: `n${n}` })
    expect(kindOf(await letIn())).toBe('conflict')
    expect(audience()).toHaveLength(50)
  })
})

it('a key is no login for people, and tells nobody who has one; also one of before, with the next change', async () => {
  const { body } = await letIn()
  const flows = () => {
    const { UserPoolClient } = desk.clients.describe({ ClientId: body.clientId })
    const { AllowedOAuthFlows, ExplicitAuthFlows, PreventUserExistenceErrors } = UserPoolClient
    return [AllowedOAuthFlows, ExplicitAuthFlows, PreventUserExistenceErrors]
  }
  const programs = [['client_credentials'], ['ALLOW_REFRESH_TOKEN_AUTH'], 'ENABLED']
  expect(flows()).toEqual(programs)
  const { UserPoolClient } = desk.clients.describe({ ClientId: body.clientId })
  const { ExplicitAuthFlows: _, PreventUserExistenceErrors: __, ...asBefore } = UserPoolClient
  desk.clients.clients.set(body.clientId, asBefore)
  await change(body.id, { name: 'ERP 2' })
  expect(flows()).toEqual(programs)
})

describe('what an admin changes', () => {
  it('holds at once, also for tokens that were given before', async () => {
    const { body } = await letIn()
    await change(body.id, { scopes: ['client.read'] })
    expect((await reads(ticket, body.clientId)).status).toBe(403)
    expect(desk.clients.describe({ ClientId: body.clientId }).UserPoolClient.AllowedOAuthScopes).toEqual([
      'desk/client.read',
    ])
    const { status, body: refused } = await change(body.id, { customer: customers.foundry })
    expect([status, refused.errors[0].path]).toEqual([400, 'customer'])
  })

  it('ends all access at once where the client is taken away, and its keys go', async () => {
    const { body } = await letIn()
    expect((await call('deletePartnerClient', { as: 'admin', id: body.id })).status).toBe(204)
    expect((await reads(ticket, body.clientId)).status).toBe(403)
    expect(desk.clients.clients.size).toBe(0)
    expect(audience()).toEqual(['partner-client', 'web-client'])
    expect(desk.table.find({ pk: `PERSON#${body.person}`, sk: 'PERSON' })).toMatchObject({ active: false })
  })

  it('takes a client’s subscriptions away with it, wherever it dies, and no other’s', async () => {
    for (let place = 0; place <= 30; place += 1) {
      desk.open()
      const { body } = await letIn()
      for (let made = 0; made < 3; made += 1)
        aWebhook(desk, 'https://hooks.example/', { id: `sub_${String(made).padStart(26, '0')}`, owner: body.person })
      aWebhook(desk, 'https://hooks.example/')
      desk.beforeNth(place, throws(fault('TimeoutError')))
      const { status } = await call('deletePartnerClient', { as: 'admin', id: body.id })
      const isThere = desk.table.find({ pk: 'PARTNER-CLIENTS', sk: body.id }) !== undefined
      const left = desk.table.filter(({ pk }) => pk === 'SUBSCRIPTIONS').map(({ owner }) => owner)
      const theirs = left.filter((owner) => owner === body.person)
      expect([place, theirs.length]).toEqual([place, isThere ? 3 : 0])
      expect(left.length - theirs.length).toBe(1)
      if (place === 0) expect(status).toBe(204)
      const told = desk.table.filter(({ type }) => type === 'subscription.deleted')
      expect(told).toHaveLength(isThere ? 0 : 3)
    }
  })

  it('takes away more of them than fit into one transaction', async () => {
    const { body } = await letIn()
    for (let made = 0; made < 60; made += 1)
      aWebhook(desk, 'https://hooks.example/', { id: `sub_${String(made).padStart(26, '0')}`, owner: body.person })
    expect((await call('deletePartnerClient', { as: 'admin', id: body.id })).status).toBe(204)
    expect(desk.table.filter(({ pk }) => pk === 'SUBSCRIPTIONS')).toEqual([])
  })
})

describe('a rotated key', () => {
  it('leaves the one of before for as long as was said, and not a moment longer', async () => {
    const { body: first } = await letIn()
    const { body: second } = await rotate(first.id, 2)
    expect(second.clientId).not.toBe(first.clientId)
    expect(second.clientSecret).toBe(`secret of ${second.clientId}`)
    for (const key of [first.clientId, second.clientId]) expect((await reads(ticket, key)).status).toBe(200)
    expect(kindOf(await rotate(first.id, 2))).toBe('conflict')
    pass(2 * hour)
    expect((await reads(ticket, first.clientId)).status).toBe(403)
    expect((await reads(ticket, second.clientId)).status).toBe(200)
    const { body: third } = await rotate(first.id, 2)
    expect([...desk.clients.clients.keys()]).toEqual([second.clientId, third.clientId])
  })

  it('ends all others at once where it is said so', async () => {
    const { body: first } = await letIn()
    await rotate(first.id, 100)
    const { body: last } = await rotate(first.id, 0)
    expect([...desk.clients.clients.keys()]).toEqual([last.clientId])
    expect((await reads(ticket, first.clientId)).status).toBe(403)
    expect((await reads(ticket, last.clientId)).status).toBe(200)
  })

  it('is made once for one key of a request', async () => {
    const { body } = await letIn()
    const once = { 'idempotency-key': 'rotate' }
    const first = await rotate(body.id, 5, once)
    expect((await rotate(body.id, 5, once)).text).toBe(first.text)
    expect(desk.clients.clients.size).toBe(2)
  })
})

describe('the limit of a program', () => {
  const limitOf = ({ headers }: Answer) => [headers['ratelimit-policy'], headers.ratelimit]

  it('is told with each answer, refused or not, and to nobody else', async () => {
    const { body } = await letIn({ callsPerMinute: 3 })
    expect(limitOf(await reads(ticket, body.clientId))).toEqual(['"client";q=3;w=60', '"client";r=2;t=20'])
    expect(limitOf(await reads('TKT999999', body.clientId))).toEqual(['"client";q=3;w=60', '"client";r=1;t=40'])
    expect(limitOf(await call('getTicket', { id: ticket, as: 'agent' }))).toEqual([undefined, undefined])
  })

  it('refuses what is beyond it with when to come back; then one call fits', async () => {
    const { body } = await letIn({ callsPerMinute: 3 })
    for (let n = 0; n < 3; n += 1) expect((await reads(ticket, body.clientId)).status).toBe(200)
    const refused = await reads(ticket, body.clientId)
    expect([refused.status, kindOf(refused), refused.headers['retry-after']]).toEqual([429, 'too-many', '20'])
    expect(refused.headers.ratelimit).toBe('"client";r=0;t=60')
    pass(20_000)
    expect((await reads(ticket, body.clientId)).status).toBe(200)
    expect((await reads(ticket, body.clientId)).status).toBe(429)
    pass(24 * hour)
    for (let n = 0; n < 3; n += 1) expect((await reads(ticket, body.clientId)).status).toBe(200)
    expect((await reads(ticket, body.clientId)).status).toBe(429)
  })

  it('is that of the settings where the client does not say, and one for both keys', async () => {
    await call('changeSettings', { as: 'admin', body: { partnerCallsPerMinute: 2 } })
    const { body } = await letIn()
    const { body: second } = await rotate(body.id, 5)
    expect((await reads(ticket, body.clientId)).status).toBe(200)
    expect((await reads(ticket, second.clientId)).status).toBe(200)
    expect((await reads(ticket, body.clientId)).status).toBe(429)
  })

  it('takes one request for a call, and two where the bucket is in another state than it was thought', async () => {
    const { body } = await letIn({ callsPerMinute: 60 })
    await reads(ticket, body.clientId)
    const updates = async () => {
      const before = desk.countOf('Update')
      await reads(ticket, body.clientId)
      return desk.countOf('Update') - before
    }
    expect(await updates()).toBe(1)
    pass(500)
    expect(await updates()).toBe(1)
    pass(10 * 60_000)
    expect(await updates()).toBe(1)
  })

  it('counts a list as CSV once, however many pages it is read in', async () => {
    const { body } = await letIn({ callsPerMinute: 2 })
    for (let n = 0; n < 100; n += 1) desk.table.put(another(n))
    const headers = { accept: 'text/csv' }
    const list = await call('listTickets', { claims: by(body.clientId), headers, query: { limit: '1000' } })
    expect([list.status, list.headers.ratelimit]).toEqual([200, '"client";r=1;t=30'])
    expect(list.text.split('\r\n').length).toBeGreaterThan(101)
  })

  it('holds nobody up where the table is too busy to count', async () => {
    const { body } = await letIn({ callsPerMinute: 1 })
    await reads(ticket, body.clientId)
    desk.before('Update', throws(fault('ThrottlingException')))
    const { status, headers } = await reads(ticket, body.clientId)
    expect([status, headers.ratelimit]).toEqual([200, undefined])
    expect((await reads(ticket, body.clientId)).status).toBe(429)
  })

  it.each([
    ['a key that has ended', (client: string) => rotate(client, 1)],
    ['a scope that was taken away', (client: string) => change(client, { scopes: ['client.read'] })],
  ])('lets %s through no more where the table is too busy to count', async (_, end) => {
    const { body } = await letIn()
    expect((await reads(ticket, body.clientId)).status).toBe(200)
    await end(body.id)
    pass(hour)
    desk.before('Update', throws(fault('ThrottlingException')))
    expect((await reads(ticket, body.clientId)).status).toBe(403)
  })

  it('lets nobody through where what a client may do cannot be read either', async () => {
    const { body } = await letIn()
    await reads(ticket, body.clientId)
    desk.before('Update', () => {
      desk.before('Get', throws(fault('InternalServerError')))
      throw fault('InternalServerError')
    })
    const refused = await reads(ticket, body.clientId)
    expect([refused.status, kindOf(refused), refused.headers['retry-after']]).toEqual([503, 'busy', '1'])
    expect((await reads(ticket, body.clientId)).status).toBe(200)
  })

  it('is not counted twice, nor passed, by calls that come at once', async () => {
    const { body } = await letIn({ callsPerMinute: 5 })
    const answers = await Promise.all(Array.from({ length: 12 }, () => reads(ticket, body.clientId)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(await usage(body.id, body.clientId)).toMatchObject({ status: 429 })
    pass(60_000)
    expect((await usage(body.id, body.clientId)).days[0]).toMatchObject({
      calls: 6,
      byGroup: { Tickets: 5, Partners: 1 },
    })
  })
})

it('usage is kept by day and part of the API, with what was refused', async () => {
  const { body } = await letIn({ callsPerMinute: 3 })
  for (let n = 0; n < 4; n += 1) await reads(ticket, body.clientId)
  pass(24 * hour)
  await call('listTickets', { claims: by(body.clientId) })
  const told = await usage(body.id, body.clientId)
  expect(told).toMatchObject({ client: body.id, callsPerMinute: 3, lastUsedAt: new Date().toISOString() })
  expect(told.days).toMatchObject([
    { calls: 2, refused: 0, byGroup: { Finding: 1, Partners: 1 } },
    { calls: 3, refused: 1, byGroup: { Tickets: 3 } },
  ])
  expect(told.days[0].date > told.days[1].date).toBe(true)
  const short = await call('getPartnerUsage', { as: 'admin', params: { client: body.id }, query: { days: '1' } })
  expect(short.body.days).toHaveLength(1)
})
