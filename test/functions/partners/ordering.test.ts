import '../support/environment.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fromMs } from '../../../domain/time.ts'
import { keys } from '../../../functions/platform/table/keys.ts'
import type { Subscription } from '../../../schemas/subscription.ts'
import { people } from '../../support/people.ts'
import { type Receiver, receiver } from '../../support/receiver.ts'
import { aDesk, pass } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { aWebhook, hook, Partners } from '../support/partners.ts'

const desk = aDesk()
const day = 86_400_000
let there: Receiver
let partners: Partners
let answers: number[] = []

vi.stubEnv('WEBHOOKS_REACH', 'loopback')
beforeEach(async () => {
  answers = []
  there = await receiver((response) => response.writeHead(answers.shift() ?? 204).end())
  partners = new Partners(desk)
})
afterEach(() => there.stop())

const ago = (ms: number) => fromMs(Date.now() - ms)
/** By ticket, heard for a year. */
const subscribed = (more: Partial<Subscription> = {}) =>
  aWebhook(desk, there.url, {
    ...{ ordering: 'by-ticket', activeSince: ago(365 * day), hearsSince: ago(365 * day), createdAt: ago(365 * day) },
    ...more,
  })
/** As the desk writes it, other than for its state it is approved as before. */
const paused = (more: Partial<Subscription> = {}) => subscribed({ state: 'paused', activeSince: undefined, ...more })
const seqs = () => there.received.map(({ body }) => JSON.parse(body).seq as number)
const going = async () => {
  await partners.relay()
  await partners.run()
}
const happens = async (number: string) => {
  expect((await call('addComment', { id: number, body: { body: 'And another thing.' } })).status).toBe(201)
}
const isOf = ({ pk }: { pk?: unknown }) => pk === `DELIVERIES#${hook}`
const deliveries = () => desk.table.filter(isOf).toSorted((a, b) => String(a.sk).localeCompare(String(b.sk)))
const expire = (where: (item: Record<string, unknown>) => boolean) => {
  for (const { pk, sk } of desk.table.filter(where)) desk.table.deleteItem({ Key: { pk, sk } } as never)
}
const isOrder = ({ pk, sk }: Record<string, unknown>) => keys.deliveryOrder(hook, String(sk)).pk === pk
const orders = () => desk.table.filter(isOrder)
/** The bus says that the subscription has changed. */
const changed = () => {
  const detail = { subject: { id: hook } }
  desk.queues.replays = [{ id: 'x', source: 'service-desk', 'detail-type': 'subscription.updated', detail }]
}
const states = () => deliveries().map(({ state }) => state)

describe('by ticket', () => {
  it('a ticket that was quiet for so long that nothing is known of its order is not told all over again', async () => {
    subscribed()
    const number = await aTicket()
    await call('assignTicket', { id: number, body: { technician: people.technician.id } })
    await going()
    expect(seqs().length).toBeGreaterThan(1)
    pass(60 * day)
    expire((item) => isOf(item) || isOrder(item))
    there.received.length = 0
    await happens(number)
    await going()
    expect(seqs()).toHaveLength(1)
  })

  it('an order is known for longer than what is in it is kept', async () => {
    subscribed()
    const number = await aTicket()
    await going()
    pass(20 * day)
    await happens(number)
    await going()
    expect(orders().map(({ expiresAt }) => Number(expiresAt) * 1000 - Date.now() > 35 * day)).toEqual([true])
  })

  it('of two events of a new ticket that change places while it is paused, both are held, in order', async () => {
    paused()
    const number = await aTicket()
    pass(1000)
    await call('assignTicket', { id: number, body: { technician: people.technician.id } })
    const [first, ...others] = partners.events()
    await partners.relay(others)
    await partners.relay([first])
    await partners.run()
    await call('resumeSubscription', { as: 'partner', id: hook })
    changed()
    await partners.run()
    expect(seqs()[0]).toBe(1)
    expect(seqs()).toEqual(seqs().toSorted((a, b) => a - b))
    expect(new Set(states())).toEqual(new Set(['delivered']))
  })

  it('what was held by nobody, since it happened while it was disabled, does not come with the next', async () => {
    subscribed()
    const number = await aTicket()
    await going()
    subscribed({ state: 'disabled' })
    await happens(number)
    await going()
    pass(1000)
    await call('resumeSubscription', { as: 'partner', id: hook })
    pass(1000)
    there.received.length = 0
    await happens(number)
    await going()
    expect(seqs()).toHaveLength(1)
  })

  it('more than a transaction takes has gone before, and comes before, in order', async () => {
    subscribed()
    const number = await aTicket()
    for (let at = 0; at < 95; at += 1) await happens(number)
    await partners.relay(partners.events().slice(-1))
    expect(deliveries().length).toBeGreaterThan(95)
    await partners.run(300)
    expect(seqs()).toEqual(seqs().toSorted((a, b) => a - b))
    expect(seqs()).toHaveLength(deliveries().length)
  })

  it('many that are there already, written while it was not ordered, keep nothing up', async () => {
    subscribed({ ordering: 'none' })
    const number = await aTicket()
    for (let at = 0; at < 8; at += 1) await happens(number)
    await going()
    subscribed()
    await happens(number)
    expect(await partners.relay()).toEqual([])
    await partners.run()
    expect(new Set(states())).toEqual(new Set(['delivered']))
    expect(new Set(seqs()).size).toBe(seqs().length)
  })

  /** One is held, others wait for it; and then that is held for longer than it is kept. */
  const orphans = async (many: number) => {
    paused()
    const number = await aTicket()
    await going()
    for (let at = 0; at < many; at += 1) {
      pass(1000)
      await happens(number)
      await going()
    }
    const first = deliveries()[0]
    expire(({ pk, sk }) => pk === first?.pk && sk === first?.sk)
    subscribed()
    return number
  }

  it('those behind one that has expired go out with what happens next', async () => {
    const number = await orphans(2)
    pass(1000)
    await happens(number)
    await going()
    expect(seqs()).toEqual(seqs().toSorted((a, b) => a - b))
    expect(states()).toEqual(['delivered', 'delivered', 'delivered'])
  })

  it('those behind one that has expired go out when it is resumed', async () => {
    await orphans(2)
    changed()
    await partners.run()
    expect(states()).toEqual(['delivered', 'delivered'])
  })

  it('those behind one that expires while it is on its way go out after it', async () => {
    subscribed()
    const number = await aTicket()
    await happens(number)
    await partners.relay()
    await there.stop()
    there = await receiver((response) => {
      const first = deliveries()[0]
      if (there.received.length === 1) expire(({ pk, sk }) => pk === first?.pk && sk === first?.sk)
      response.writeHead(204).end()
    })
    subscribed()
    await partners.run()
    await partners.minutes(4)
    expect(new Set(states())).toEqual(new Set(['delivered']))
    expect(deliveries().length).toBeGreaterThan(0)
  })
})

it('what is held by a try that read `paused` just before it was resumed goes out all the same', async () => {
  paused({ ordering: 'none', types: ['ticket.created'] })
  await aTicket()
  await partners.relay()
  // Between the reading and the holding: whoever lets go what was held has passed by then.
  desk.after('BatchGet', () => void subscribed({ ordering: 'none', types: ['ticket.created'] }))
  await partners.run()
  expect(states()).toEqual(['delivered'])
})
