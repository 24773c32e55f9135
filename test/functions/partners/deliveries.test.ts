import '../support/environment.ts'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ladder } from '../../../domain/partners/ladder.ts'
import { secretOf } from '../../../functions/platform/webhooks/secrets.ts'
import { type Received, type Receiver, receiver } from '../../support/receiver.ts'
import { aDesk, fault, pass, throws } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { aWebhook, hook, Partners } from '../support/partners.ts'

const desk = aDesk()
const day = 86_400_000
let answers: (number | 'break' | 'hang')[] = []
let there: Receiver
let partners: Partners

vi.stubEnv('WEBHOOKS_REACH', 'loopback')
beforeEach(async () => {
  answers = []
  there = await receiver((response) => {
    const answer = answers.shift() ?? 204
    if (answer === 'break') response.destroy()
    else if (typeof answer === 'number')
      response.writeHead(answer, { 'content-type': 'text/plain' }).end(`I say ${answer}`)
  })
  partners = new Partners(desk)
})
afterEach(() => there.stop())

/** Only the opening of tickets, so that one event is one delivery. */
const opened = { types: ['ticket.created'] }
const url = () => `${there.url}/hook?token=word`
const verify = ({ body, headers }: Received, secret: string) =>
  new Webhook(secret).verify(body, headers as Record<string, string>)
const deliveries = async (query: Record<string, string> = {}) =>
  (await call('listDeliveries', { as: 'partner', id: hook, query })).body.items
const only = async () => (await deliveries())[0]
const inFull = async (delivery: string) =>
  (await call('getDelivery', { as: 'partner', params: { subscription: hook, delivery } })).body
const subscription = async () => (await call('getSubscription', { as: 'partner', id: hook })).body
const going = async () => {
  await partners.relay()
  await partners.run()
}

describe('an event on its way to a webhook', () => {
  it('is signed as the official library of Standard Webhooks wants it, with the id of its delivery', async () => {
    aWebhook(desk, url(), opened)
    const number = await aTicket()
    await going()
    const [received] = there.received as [Received]
    const body = verify(received, await secretOf(hook))
    expect(body).toMatchObject({ type: 'ticket.created', subject: { kind: 'ticket', id: number }, seq: 1 })
    expect(body).not.toHaveProperty('data.requester')
    const delivery = await only()
    expect(received).toMatchObject({ path: '/hook?token=word', headers: { 'webhook-id': delivery.id } })
    expect(delivery).toMatchObject({ state: 'delivered', tries: 1, event: { ticket: number, type: 'ticket.created' } })
  })

  it('is not believed with another secret, another body or another time', async () => {
    aWebhook(desk, url(), opened)
    await aTicket()
    await going()
    const [received] = there.received as [Received]
    const secret = await secretOf(hook)
    const without = (more: Partial<Received>) => () => verify({ ...received, ...more }, secret)
    expect(() => verify(received, `whsec_${Buffer.alloc(32).toString('base64')}`)).toThrow()
    expect(without({ body: `${received.body} ` })).toThrow()
    expect(without({ headers: { ...received.headers, 'webhook-id': 'another' } })).toThrow()
    pass(10 * 60_000)
    expect(without({})).toThrow(/old/)
  })

  it('is written as a CloudEvent where that was asked for', async () => {
    aWebhook(desk, url(), { ...opened, form: 'cloudevents' })
    await aTicket()
    await going()
    const [received] = there.received as [Received]
    expect(received.headers['content-type']).toBe('application/cloudevents+json')
    expect(verify(received, await secretOf(hook))).toMatchObject({ specversion: '1.0', type: 'ticket.created' })
  })

  it('comes once, however often the bus and the queue give it', async () => {
    aWebhook(desk, url(), opened)
    await aTicket()
    const events = partners.events()
    await partners.relay([...events, ...events])
    desk.queues.deliveries = [...(desk.queues.deliveries ?? []), ...(desk.queues.deliveries ?? [])]
    await partners.run()
    await partners.relay(events)
    await partners.minutes(5)
    expect(there.received).toHaveLength(1)
  })

  it('is kept with what was sent and answered, and no more than the partner got', async () => {
    aWebhook(desk, url(), opened)
    answers = [500]
    await aTicket({ contact: { email: 'ada@bakery.example' } })
    await going()
    const { id } = await only()
    pass(7000)
    await partners.minutes(3)
    const { request, log, ...rest } = await inFull(id)
    expect(rest).toMatchObject({ id, state: 'delivered', tries: 2 })
    expect(request).toEqual({ contentType: 'application/json', body: there.received[0]?.body })
    expect(log).toMatchObject([
      { status: 500, type: 'text/plain', words: 'I say 500', to: `${there.url}/hook` },
      { status: 204 },
    ])
    expect(/token=word|ada@|whsec|v1,/.exec(JSON.stringify(await inFull(id)))).toBeNull()
  })

  it.each([
    ['http://10.0.0.1/', 'refused-address'],
    ['https://169.254.169.254/latest/meta-data', 'refused-address'],
    ['https://[::ffff:10.0.0.1]/', 'refused-address'],
    ['http://127.0.0.1:1/', 'unreachable'],
    ['https://nobody.invalid/', 'unreachable'],
  ])('to %s: %s', async (to, error) => {
    aWebhook(desk, to, opened)
    await aTicket()
    await going()
    const { id, state } = await only()
    expect(state).toBe('pending')
    expect((await inFull(id)).log).toMatchObject([{ error }])
  })
})

describe('a webhook that fails', () => {
  it('is tried by the ladder for three days, with the same id and a fresh signature, and then given up', async () => {
    aWebhook(desk, url(), opened)
    answers = Array(20).fill(503)
    await aTicket()
    await going()
    for (const step of ladder) await partners.wait(step)
    expect(there.received).toHaveLength(10)
    expect(new Set(there.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(there.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(10)
    expect(await only()).toMatchObject({ state: 'failed', tries: 10 })
    await partners.wait(7 * day)
    expect(there.received).toHaveLength(10)
  })

  it('is paused once one is given up and nothing has arrived meanwhile; its owner reads why, and what comes is held', async () => {
    aWebhook(desk, url(), opened)
    answers = Array(10).fill(503)
    await aTicket()
    await going()
    for (const step of ladder) await partners.wait(step)
    expect(await subscription()).toMatchObject({ state: 'paused', because: expect.stringContaining('failed again') })
    const event = desk.table.items.find(
      ({ pk, sk }) => pk === `SUBSCRIPTION#${hook}` && String(sk).startsWith('EVENT#'),
    )
    expect(event).toMatchObject({
      type: 'subscription.updated',
      data: { fields: ['activeSince', 'because', 'pausedBy', 'state'] },
    })
    await aTicket()
    await going()
    expect(await deliveries({ state: 'held' })).toHaveLength(1)
    await call('resumeSubscription', { as: 'partner', id: hook })
    desk.queues.replays = [
      {
        id: 'on-the-bus',
        source: 'service-desk',
        'detail-type': 'subscription.updated',
        detail: { subject: { id: hook } },
      },
    ]
    await partners.run()
    expect((await deliveries()).map(({ state }: { state: string }) => state).toSorted()).toEqual([
      'delivered',
      'failed',
    ])
  })

  it('is left in peace after five failures in a row: the rest waits, without a try', async () => {
    aWebhook(desk, url(), opened)
    answers = Array(5).fill(500)
    for (let at = 0; at < 5; at += 1) await aTicket()
    await going()
    await aTicket()
    await going()
    expect(there.received).toHaveLength(5)
    await partners.minutes(5)
    expect(there.received).toHaveLength(11)
    expect(await deliveries({ state: 'delivered' })).toHaveLength(6)
  })

  it('is disabled by 410, and what it was about to get is held', async () => {
    aWebhook(desk, url(), opened)
    answers = [410]
    await aTicket()
    await going()
    expect(await subscription()).toMatchObject({ state: 'disabled', because: expect.stringContaining('410') })
    expect(await only()).toMatchObject({ state: 'held', tries: 1 })
    await partners.wait(7 * day)
    expect(there.received).toHaveLength(1)
  })

  it('waits as long as Retry-After asks for', async () => {
    await there.stop()
    let first = true
    there = await receiver((response) => {
      response.writeHead(first ? 429 : 204, first ? { 'retry-after': '3600' } : {}).end()
      first = false
    })
    aWebhook(desk, url(), opened)
    await aTicket()
    await going()
    await partners.wait(30 * 60_000)
    expect(there.received).toHaveLength(1)
    await partners.wait(40 * 60_000)
    expect(there.received).toHaveLength(2)
  })
})

describe('by ticket', () => {
  const ordered = { ordering: 'by-ticket' as const }
  const seqs = (number: string) =>
    there.received
      .map(({ body }) => JSON.parse(body))
      .flatMap(({ subject, seq }) => (subject.id === number ? [seq] : []))
  const aLife = async () => {
    const number = await aTicket()
    await call('assignTicket', { id: number, body: { technician: 'per_00000000000000000000TECH1' } })
    await call('startTicket', { id: number })
    return number
  }

  it('events arrive in their order, though the bus gives them the other way round, and the receiver fails', async () => {
    aWebhook(desk, url(), ordered)
    const [one, other] = [await aLife(), await aLife()]
    answers = [500, 500, 204, 500]
    await partners.relay(partners.events().toReversed())
    await partners.run()
    await partners.minutes(15)
    for (const number of [one, other]) {
      const arrived = seqs(number)
      expect(new Set(arrived).size).toBeGreaterThan(2)
      expect(arrived).toEqual(arrived.toSorted((a, b) => a - b))
    }
    expect(await deliveries({ state: 'pending' })).toEqual([])
  })

  it('one ticket waits for nobody else, and its next says what it waits for', async () => {
    aWebhook(desk, url(), ordered)
    const number = await aLife()
    answers = [500]
    await going()
    const waiting = (await deliveries({ state: 'pending' })).filter(({ waitsFor }: { waitsFor?: string }) => waitsFor)
    expect(waiting.length).toBeGreaterThan(1)
    const asked = { subscription: hook, delivery: waiting[0].id }
    expect((await call('redeliverOne', { as: 'partner', params: asked })).status).toBe(409)
    const quick = await aTicket()
    await going()
    expect(seqs(quick)).toEqual([1])
    expect(seqs(number)).toHaveLength(1)
  })

  it('is not held up by one that is gone, since nothing went out for longer than it is kept', async () => {
    aWebhook(desk, url(), { ...ordered, state: 'paused' })
    const number = await aTicket()
    await going()
    const [{ id }] = await deliveries({ state: 'held' })
    desk.table.deleteItem({ Key: { pk: `DELIVERIES#${hook}`, sk: id } } as never)
    aWebhook(desk, url(), ordered)
    await call('startTicket', { id: number })
    await going()
    expect(seqs(number).length).toBeGreaterThan(0)
    expect(await deliveries({ state: 'pending' })).toEqual([])
  })

  it('the next goes on once one is given up', async () => {
    aWebhook(desk, url(), ordered)
    const number = await aLife()
    answers = Array(10).fill(500)
    await going()
    for (const step of ladder) await partners.wait(step)
    expect(await deliveries({ state: 'failed' })).toHaveLength(1)
    await call('resumeSubscription', { as: 'partner', id: hook })
    desk.queues.replays = [{ release: hook, after: '' }]
    await partners.run()
    await partners.minutes(5)
    const arrived = [...new Set(seqs(number))]
    expect(arrived).toEqual(arrived.toSorted((a, b) => a - b))
    expect(await deliveries({ state: 'pending' })).toEqual([])
  })
})

describe('whatever dies', () => {
  /** How often it is driven into its n-th call, before and after. */
  const calls = Array.from({ length: 31 }, (_, at) => at)

  it.each([
    ['none', 'none' as const],
    ['by ticket', 'by-ticket' as const],
  ])('everything arrives, at least once and in the order asked for: %s', async (_, ordering) => {
    let whole: number[] = []
    for (const place of calls) {
      desk.open()
      const mine = new Partners(desk)
      there.received.length = 0
      answers = [500]
      aWebhook(desk, url(), { ordering })
      const number = await aTicket()
      await call('assignTicket', { id: number, body: { technician: 'per_00000000000000000000TECH1' } })
      await call('startTicket', { id: number })
      const events = mine.events()
      // The first time nothing dies.
      desk.beforeNth(place, throws(fault('TimeoutError')))
      const failed = await mine.relay(events)
      if (failed.length > 0) await mine.relay(failed.map((at) => events[at]))
      await mine.run()
      await mine.minutes(12)
      const got = there.received.map(({ body }) => JSON.parse(body).seq)
      const once = [...new Set(got)].toSorted((a, b) => a - b)
      if (place === 0) whole = once
      expect([place, once]).toEqual([place, whole])
      if (ordering === 'by-ticket') expect([place, got]).toEqual([place, got.toSorted((a, b) => a - b)])
      for (const { sk, state } of desk.table.filter(({ pk }) => pk === `DELIVERIES#${hook}`))
        expect([place, sk, state]).toEqual([place, sk, 'delivered'])
    }
    expect(whole.length).toBeGreaterThan(2)
  })
})
