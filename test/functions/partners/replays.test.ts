import '../support/environment.ts'
import { inflateRawSync } from 'node:zlib'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { secretOf } from '../../../functions/platform/webhooks/secrets.ts'
import { customers } from '../../support/people.ts'
import { type Received, type Receiver, receiver } from '../../support/receiver.ts'
import { aDesk, fault, pass, throws } from '../support/desk.ts'
import { aTicket, call, kindOf } from '../support/gateway.ts'
import { aWebhook, hook, Partners } from '../support/partners.ts'

const desk = aDesk()
let answers: number[] = []
let there: Receiver
let partners: Partners

vi.stubEnv('WEBHOOKS_REACH', 'loopback')
beforeEach(async () => {
  answers = []
  there = await receiver((response) => response.writeHead(answers.shift() ?? 204).end())
  partners = new Partners(desk)
})
afterEach(() => there.stop())

const opened = { types: ['ticket.created'] }
const as = 'partner'
const ask = (name: 'createReplay' | 'redeliverSome' | 'rotateSecret', body: object, headers = {}) =>
  call(name, { as, id: hook, body, headers })
const replayOf = async (replay: string) =>
  (await call('getReplay', { as, params: { subscription: hook, replay } })).body
const deliveries = async (query: Record<string, string> = {}) =>
  (await call('listDeliveries', { as, id: hook, query })).body.items
const bodies = () => there.received.map(({ body }) => JSON.parse(body))
const since = '2020-01-01T00:00:00Z'
const going = async () => {
  await partners.relay()
  await partners.run()
}
const tickets = async (many: number) => {
  const numbers: string[] = []
  for (let at = 0; at < many; at += 1) numbers.push(await aTicket())
  return numbers
}

describe('a replay', () => {
  it('tells again what has happened, marked, each event once, and nothing of others', async () => {
    const numbers = await tickets(3)
    await aTicket({}, 'otherCustomer')
    aWebhook(desk, there.url, opened)
    partners.events()
    pass(60_000)
    const { status, body, headers } = await ask('createReplay', { from: since })
    expect(status).toBe(202)
    expect(headers.location).toContain(`/subscriptions/${hook}/replays/${body.id}`)
    await partners.run()
    await partners.minutes(3)
    expect(
      bodies()
        .map(({ subject }) => subject.id)
        .toSorted(),
    ).toEqual(numbers)
    for (const { headers, body: text } of there.received) {
      expect(headers['webhook-replay']).toBe(body.id)
      expect(JSON.parse(text).replay).toBe(body.id)
    }
    expect(await replayOf(body.id)).toMatchObject({ state: 'done', given: 3, to: body.to })
    expect((await call('listReplays', { as, id: hook })).body.items).toMatchObject([{ id: body.id }])
  })

  it.each([
    ['replay', 'none'],
    ['late message', 'none'],
    ['event that follows', 'by-ticket'],
  ] as const)('tells nothing of when a ticket was another customer’s: %s', async (way, ordering) => {
    aWebhook(desk, there.url, { ordering, personalData: true, activeSince: '2020-01-01T00:00:00.000Z' })
    const number = await aTicket({}, 'otherCustomer')
    await call('startTicket', { id: number })
    const before = partners.events()
    await call('changeTicketCustomer', { as: 'agent', id: number, body: { customer: customers.bakery } })
    if (way === 'late message') await partners.relay(before)
    await call('resolveTicket', { id: number, body: { resolution: 'Done' } })
    const resolved = partners.events().filter((event) => JSON.stringify(event).includes('"to":"resolved"'))
    await partners.relay(resolved)
    pass(1000)
    if (way === 'replay') await ask('createReplay', { from: since })
    await partners.run()
    const moved = Number(desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' })?.customerSince)
    expect(moved).toBeGreaterThan(1)
    expect(bodies().length).toBeGreaterThan(0)
    for (const { seq } of bodies()) expect(seq).toBeGreaterThan(moved)
    expect(JSON.stringify(bodies())).not.toContain(customers.foundry)
  })

  it('wakes neither mail nor timers: nothing of it comes by the bus of the desk', async () => {
    await tickets(2)
    aWebhook(desk, there.url, opened)
    pass(60_000)
    await ask('createReplay', { from: since })
    await partners.run()
    expect(desk.published).toEqual([])
    expect(desk.mails).toEqual([])
    expect(Object.keys(desk.queues).filter((name) => (desk.queues[name] ?? []).length > 0)).toEqual([])
  })

  it('goes from an instant to another, or from a delivery on, and only for the types asked for', async () => {
    aWebhook(desk, there.url)
    const [first] = await tickets(1)
    pass(3_600_000)
    const middle = new Date().toISOString()
    const [second] = await tickets(1)
    pass(3_600_000)
    const [third] = await tickets(1)
    await going()
    there.received.length = 0
    await ask('createReplay', { from: middle, to: new Date().toISOString(), types: ['ticket.created'] })
    await partners.run()
    expect(bodies().map(({ subject }) => subject.id)).toEqual([second])
    there.received.length = 0
    pass(1000)
    const cursor = (await deliveries()).find(
      ({ event, replay }: { event: { ticket: string }; replay?: string }) => event.ticket === second && !replay,
    )
    await ask('createReplay', { after: cursor.id, types: ['ticket.created'] })
    await partners.run()
    expect(
      bodies()
        .map(({ subject }) => subject.id)
        .toSorted(),
    ).toEqual([second, third].toSorted())
    expect(first).toBeDefined()
  })

  it('tells each event once, wherever it dies, however often its messages come', async () => {
    for (let place = 1; place <= 24; place += 1) {
      desk.open()
      there.received.length = 0
      const numbers = await tickets(3)
      aWebhook(desk, there.url, { ...opened, ordering: place % 2 ? 'by-ticket' : 'none' })
      pass(60_000)
      const { body } = await ask('createReplay', { from: since })
      desk.queues.replays = [...(desk.queues.replays ?? []), ...(desk.queues.replays ?? [])]
      desk.beforeNth(place, throws(fault('TimeoutError')))
      await partners.run()
      await partners.minutes(5)
      const heard = [...new Set(bodies().map(({ subject }) => subject.id))].toSorted()
      expect([place, heard]).toEqual([place, numbers])
      const kept = desk.table.filter(({ pk }) => pk === `DELIVERIES#${hook}`)
      expect([place, kept.map(({ state }) => state)]).toEqual([place, Array(3).fill('delivered')])
      expect(await replayOf(body.id)).toMatchObject({ state: 'done', given: 3 })
    }
  })

  it('ends where the subscription is taken out of service', async () => {
    await tickets(1)
    aWebhook(desk, there.url, opened)
    pass(60_000)
    const { body } = await ask('createReplay', { from: since })
    aWebhook(desk, there.url, { ...opened, state: 'disabled' })
    await partners.run()
    expect(await replayOf(body.id)).toMatchObject({ state: 'stopped', given: 0 })
    expect(kindOf(await ask('createReplay', { from: since }))).toBe('conflict')
  })

  it.each([
    [{}],
    [{ from: since, after: 'dlv_00000000000000000000000000' }],
    [{ from: since, to: since }],
    [{ from: 'x' }],
    // Of the year 10889.
    [{ after: 'dlv_7ZZZZZZZZZZZZZZZZZZZZZZZZZ' }],
  ])('%j is refused', async (body) => {
    aWebhook(desk, there.url)
    expect((await ask('createReplay', body)).status).toBe(400)
  })
})

describe('sending again', () => {
  const failed = async (many: number) => {
    aWebhook(desk, there.url, opened)
    await tickets(many)
    await going()
    for (const item of desk.table.filter(({ pk }) => pk === `DELIVERIES#${hook}`))
      desk.table.put({ ...item, state: 'failed' } as never)
    there.received.length = 0
  }

  it('one, with the same id', async () => {
    await failed(2)
    const [one] = await deliveries()
    const answer = await call('redeliverOne', { as, params: { subscription: hook, delivery: one.id } })
    expect(answer).toMatchObject({ status: 202, body: { id: one.id, state: 'pending', tries: 0 } })
    await partners.run()
    expect(there.received.map(({ headers }) => headers['webhook-id'])).toEqual([one.id])
    expect(await deliveries({ state: 'delivered' })).toMatchObject([{ id: one.id, tries: 1 }])
  })

  it('all that failed, each once, though the messages come twice', async () => {
    await failed(5)
    const { body } = await ask('redeliverSome', {})
    desk.queues.replays = [...(desk.queues.replays ?? []), ...(desk.queues.replays ?? [])]
    await partners.run()
    expect(there.received).toHaveLength(5)
    expect(await replayOf(body.id)).toMatchObject({ of: 'deliveries', state: 'done', given: 5 })
  })

  it('a range, also of what has arrived', async () => {
    aWebhook(desk, there.url, opened)
    await tickets(1)
    pass(3_600_000)
    const from = new Date().toISOString()
    const [late] = await tickets(1)
    await going()
    there.received.length = 0
    pass(1000)
    await ask('redeliverSome', { states: ['failed', 'delivered'], from })
    await partners.run()
    expect(bodies().map(({ subject }) => subject.id)).toEqual([late])
  })

  it('what is of another, or is not there, looks alike', async () => {
    await failed(1)
    const [{ id: delivery }] = await deliveries()
    aWebhook(desk, there.url, { owner: 'per_00000000000000000000STRNGR' })
    const theirs = await call('redeliverOne', { as, params: { subscription: hook, delivery } })
    const none = await call('redeliverOne', { as, params: { subscription: 'sub_x', delivery } })
    expect([theirs.status, theirs.body.title]).toEqual([404, none.body.title])
  })
})

describe('a test', () => {
  it('comes signed, as every event does, and is written down', async () => {
    aWebhook(desk, there.url, opened)
    const { status, body } = await call('testSubscription', { as, id: hook })
    expect(status).toBe(202)
    await partners.run()
    const [received] = there.received as [Received]
    const told = new Webhook(await secretOf(hook)).verify(received.body, received.headers as Record<string, string>)
    expect(told).toMatchObject({ type: 'webhook.test', subscription: hook, data: {} })
    expect(await deliveries()).toMatchObject([{ id: body.id, state: 'delivered', event: { type: 'webhook.test' } }])
  })

  it('goes nowhere before an admin has approved', async () => {
    aWebhook(desk, there.url, { state: 'pending' })
    expect(kindOf(await call('testSubscription', { as, id: hook }))).toBe('conflict')
    aWebhook(desk, there.url, { target: { kind: 'queue', arn: 'arn:aws:sqs:us-east-1:111122223333:events' } })
    expect(kindOf(await call('testSubscription', { as, id: hook }))).toBe('conflict')
  })
})

describe('a secret', () => {
  const verifies = ({ body, headers }: Received, secret: string) => {
    try {
      return !!new Webhook(secret).verify(body, headers as Record<string, string>)
    } catch {
      return false
    }
  }
  const tested = async () => {
    there.received.length = 0
    await call('testSubscription', { as, id: hook })
    await partners.run()
    pass(1000)
    return there.received[0] as Received
  }

  it('is told when the subscription is made, and only then', async () => {
    const body = { name: 'Our ERP', target: { kind: 'webhook', url: there.url } }
    const headers = { 'idempotency-key': 'once' }
    const made = await call('createSubscription', { as, body, headers })
    const { id, secret } = made.body
    expect(secret).toBe(await secretOf(id))
    expect((await call('createSubscription', { as, body, headers })).text).toBe(made.text)
    expect((await call('getSubscription', { as, id })).body).not.toHaveProperty('secret')
    expect(JSON.stringify(desk.table.items)).not.toContain(secret.slice('whsec_'.length))
  })

  it.each(['http://10.0.0.1/', 'https://192.168.0.1/', 'https://[fd00::1]/', 'https://me:word@desk.example/'])(
    'is not for %s, to begin with',
    async (url) => {
      const body = { name: 'Our ERP', target: { kind: 'webhook', url } }
      const { status, body: problem } = await call('createSubscription', { as, body })
      expect([status, problem.errors?.[0]?.path]).toEqual([400, 'target.url'])
    },
  )

  it('is rotated: both sign until the one before ends', async () => {
    aWebhook(desk, there.url, opened)
    const before = await secretOf(hook)
    const { body } = await ask('rotateSecret', { holdsForHours: 2 })
    expect(body.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(body.secret).not.toBe(before)
    const meanwhile = await tested()
    expect([verifies(meanwhile, before), verifies(meanwhile, body.secret)]).toEqual([true, true])
    pass(2 * 3_600_000)
    const later = await tested()
    expect([verifies(later, before), verifies(later, body.secret)]).toEqual([false, true])
  })

  it('signs alone at once where the one before is in wrong hands', async () => {
    aWebhook(desk, there.url, opened)
    const before = await secretOf(hook)
    const { body } = await ask('rotateSecret', { holdsForHours: 0 })
    expect(body).not.toHaveProperty('previousHoldsUntil')
    const received = await tested()
    expect([verifies(received, before), verifies(received, body.secret)]).toEqual([false, true])
  })

  it('is told again to the very request that was told it, lies nowhere, and is no other subscription’s', async () => {
    aWebhook(desk, there.url, opened)
    const key = { 'idempotency-key': 'once' }
    const first = await ask('rotateSecret', { holdsForHours: 2 }, key)
    pass(1000)
    expect((await ask('rotateSecret', { holdsForHours: 2 }, key)).body).toEqual(first.body)
    const secret = first.body.secret.slice('whsec_'.length)
    expect(JSON.stringify(desk.table.items)).not.toContain(secret)
    expect(await secretOf('sub_another', 2)).not.toContain(secret)
    const kept = desk.table.items.filter(({ pk }) => String(pk).startsWith('REQUEST#'))
    const answers = kept.map(({ body }) => JSON.parse(inflateRawSync(body as Uint8Array).toString()))
    expect(answers.map((answer) => answer.secret)).toEqual([`${hook} 2`])
    await tested()
    expect(JSON.stringify(desk.table.items)).not.toContain(secret)
  })
})
