import '../support/environment.ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keys } from '../../../functions/platform/table/keys.ts'
import { people } from '../../support/people.ts'
import { type Receiver, receiver } from '../../support/receiver.ts'
import { aDesk, pass } from '../support/desk.ts'
import { aTicket, call, kindOf } from '../support/gateway.ts'
import { aWebhook, hook, Partners } from '../support/partners.ts'

const desk = aDesk()
const as = 'partner'
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

const opened = { types: ['ticket.created'], personalData: true }
const going = async () => {
  await partners.relay()
  await partners.run()
}
const deliveries = async () => (await call('listDeliveries', { as, id: hook })).body.items
const inFull = async (delivery: string) =>
  (await call('getDelivery', { as, params: { subscription: hook, delivery } })).body
const approve = (personalData = false) =>
  call('approveSubscription', { as: 'admin', id: hook, headers: { 'if-match': '*' }, body: { personalData } })
/** What was held goes out once the subscription is active again. */
const released = async () => {
  desk.queues.replays = [{ release: hook, after: '' }]
  await partners.run()
}
const ended = { state: 'failed', because: 'approval-ended' }

describe('what was made under an approval that has ended goes out no more', () => {
  it('where it was held, and the webhook has another address by now', async () => {
    aWebhook(desk, 'http://127.0.0.1:9/', opened)
    await call('pauseSubscription', { as, id: hook, body: {} })
    await aTicket()
    await going()
    const [{ id }] = await deliveries()
    expect((await inFull(id)).request.body).toContain(people.customer.id)
    await call('changeSubscription', { as, id: hook, body: { target: { url: there.url, kind: 'webhook' } } })
    expect(await inFull(id)).not.toHaveProperty('request')
    expect((await approve()).body.state).toBe('active')
    await released()
    await partners.minutes(3)
    expect(there.received).toEqual([])
    expect(await deliveries()).toMatchObject([{ id, ...ended, tries: 0 }])
    const again = await call('redeliverOne', { as, params: { subscription: hook, delivery: id } })
    expect([kindOf(again), again.body.detail]).toEqual(['conflict', expect.stringContaining('has ended')])
  })

  it.each([
    ['its grant was withdrawn', () => approve()],
    [
      'an admin would not have it so any more',
      () =>
        call('rejectSubscription', { as: 'admin', id: hook, headers: { 'if-match': '*' }, body: { because: 'No' } }),
    ],
    ['it asks for less', () => call('changeSubscription', { as, id: hook, body: { types: ['ticket.archived'] } })],
  ])('where it waits for its next try, and %s', async (_, end) => {
    aWebhook(desk, there.url, opened)
    answers = [503]
    await aTicket()
    await going()
    expect(await deliveries()).toMatchObject([{ state: 'pending', tries: 1 }])
    await end()
    await partners.minutes(10)
    expect(there.received).toHaveLength(1)
    expect(await deliveries()).toMatchObject([{ ...ended, tries: 1 }])
  })

  it('where it is asked for again, also of what has arrived; a replay tells what is granted now', async () => {
    aWebhook(desk, there.url, opened)
    await aTicket()
    await going()
    expect(there.received).toHaveLength(1)
    await approve()
    pass(1000)
    const { body } = await call('redeliverSome', { as, id: hook, body: { states: ['delivered', 'failed'] } })
    await partners.run()
    const { given, state } = (await call('getReplay', { as, params: { subscription: hook, replay: body.id } })).body
    expect([given, state, there.received.length]).toEqual([0, 'done', 1])
    await call('createReplay', { as, id: hook, body: { from: '2020-01-01T00:00:00Z' } })
    await partners.run()
    const [, last] = there.received
    expect(last?.body).toContain('ticket.created')
    expect(last?.body).not.toContain('per_')
  })

  it('by ticket: what comes after it does not wait for it', async () => {
    aWebhook(desk, there.url, { ordering: 'by-ticket', personalData: true })
    answers = [503]
    const number = await aTicket()
    await call('startTicket', { id: number })
    await going()
    await approve()
    await partners.minutes(10)
    expect(there.received).toHaveLength(1)
    for (const delivery of await deliveries()) expect(delivery).toMatchObject(ended)
    await call('resolveTicket', { id: number, body: { resolution: 'Done' } })
    await going()
    expect(there.received.length).toBeGreaterThan(1)
  })

  it('whoever is no partner any more', async () => {
    aWebhook(desk, there.url, opened)
    answers = [503]
    await aTicket()
    await going()
    const person = desk.table.find(keys.person(people.partner.id))
    desk.table.put({ ...person, active: false } as never)
    await partners.minutes(10)
    expect(there.received).toHaveLength(1)
    const [delivery] = (await call('listDeliveries', { as: 'admin', id: hook })).body.items
    expect(delivery).toMatchObject({ state: 'failed', because: 'owner-gone', tries: 1 })
    await call('rejectSubscription', { as: 'admin', id: hook, headers: { 'if-match': '*' }, body: { because: 'Gone' } })
    expect(kindOf(await approve())).toBe('conflict')
  })
})

describe('what an admin has paused', () => {
  it('is resumed by an admin', async () => {
    aWebhook(desk, there.url, opened)
    await call('pauseSubscription', { as, id: hook, body: { because: 'We move' } })
    await call('pauseSubscription', { as: 'admin', id: hook, body: { because: 'Too much' } })
    expect(kindOf(await call('resumeSubscription', { as, id: hook }))).toBe('conflict')
    const read = (await call('getSubscription', { as, id: hook })).body
    expect(read).toMatchObject({ state: 'paused', pausedBy: 'admin', because: 'Too much' })
    const { body } = await call('resumeSubscription', { as: 'admin', id: hook })
    expect(body).toMatchObject({ state: 'active', approval: 1 })
    expect(body).not.toHaveProperty('pausedBy')
  })
})
