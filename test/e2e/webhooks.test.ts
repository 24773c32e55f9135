import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { customer } from '../../infra/local/people.ts'
import type { NewSubscription } from '../../schemas/subscription.ts'
import { deskAt, open, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { type Received, type Receiver, receiver } from '../support/receiver.ts'

const desk = deskAt(readOutputs())
const { call } = desk

/** What each path answers to the so-manieth try of a delivery; 204 unless it says otherwise. Others' tickets come by here, too. */
const answers = new Map<string, (times: number, body: string) => number>()
const tries = new Map<string, number>()
let there: Receiver
beforeAll(async () => {
  there = await receiver((response, { path, headers, body }) => {
    const id = String(headers['webhook-id'])
    tries.set(id, (tries.get(id) ?? 0) + 1)
    response.writeHead(answers.get(path)?.(tries.get(id) ?? 1, body) ?? 204).end()
  })
})
afterAll(() => there.stop())

/** A webhook of the partner, approved, with its secret, and what came there so far. */
async function aWebhook(more: Partial<NewSubscription> = {}) {
  const path = `/${unique('hook')}`
  const target = { kind: 'webhook' as const, url: `${there.url}${path}` }
  const { status, body, text } = await call('createSubscription', 'partner', {
    body: { name: unique('erp'), target, ...more },
  })
  expect([status, text]).toEqual([201, text])
  const { id } = body
  const { body: rotated } = await call('rotateSecret', 'partner', { id, body: { holdsForHours: 0 } })
  const headers = { 'if-match': '*' }
  expect((await call('approveSubscription', 'admin', { id, body: {}, headers })).body.state).toBe('active')
  const got = () => there.received.filter((one) => one.path === path)
  return { id, path, got, secret: rotated.secret }
}

type Hook = Awaited<ReturnType<typeof aWebhook>>

const ticketOf = async (more: object = {}) =>
  (await open(desk, { title: unique('for-webhooks'), customer: customer.id, ...more }, 'agent')).number
const verified = ({ secret }: Hook, { body, headers }: Received) =>
  new Webhook(secret).verify(body, headers as Record<string, string>) as { type: string; seq: number; replay?: string }
const ofTicket = (hook: Hook, number: string) => hook.got().filter(({ body }) => body.includes(`"ticket.${number}.`))
const deliveriesOf = async ({ id }: Hook) => (await call('listDeliveries', 'partner', { id })).body.items

describe.concurrent('a webhook of a partner', () => {
  it('gets a signed test and signed events; what fails comes again, and can be sent again and replayed', async () => {
    const hook = await aWebhook({ types: ['ticket.created'] })
    expect((await call('testSubscription', 'partner', { id: hook.id })).status).toBe(202)
    const test = await eventually('the test arrives', () => hook.got()[0])
    expect(verified(hook, test)).toMatchObject({ type: 'webhook.test', subscription: hook.id })

    answers.set(hook.path, (times) => (times === 1 ? 503 : 204))
    const number = await ticketOf()
    const [first, second] = await eventually('it comes again', () => {
      const tries = ofTicket(hook, number)
      return tries.length > 1 && tries
    })
    expect(verified(hook, first as Received)).toMatchObject({ type: 'ticket.created' })
    expect(verified(hook, second as Received)).toMatchObject({ type: 'ticket.created' })
    const delivery = String(first?.headers['webhook-id'])
    expect(second?.headers['webhook-id']).toBe(delivery)
    const params = { subscription: hook.id, delivery }
    const full = await eventually('it is written down', async () => {
      const { body } = await call('getDelivery', 'partner', { params })
      return body.state === 'delivered' && body
    })
    expect(full).toMatchObject({ tries: 2, log: [{ status: 503 }, { status: 204 }], request: { body: first?.body } })

    expect((await call('redeliverOne', 'partner', { params })).status).toBe(202)
    await eventually('it is sent again', () => ofTicket(hook, number).length > 2)
    const from = new Date(Date.parse(full.event.occurredAt)).toISOString()
    const { body: replay } = await call('createReplay', 'partner', { id: hook.id, body: { from } })
    const again = await eventually('it is replayed', () =>
      ofTicket(hook, number).find(({ headers }) => headers['webhook-replay'] === replay.id),
    )
    expect(verified(hook, again)).toMatchObject({ type: 'ticket.created', replay: replay.id })
    await eventually('the replay is done', async () => {
      const { body } = await call('getReplay', 'partner', { params: { subscription: hook.id, replay: replay.id } })
      return body.state === 'done'
    })
  })

  it('gets the events of a ticket in their order where it asks for that, though the first fails', async () => {
    const hook = await aWebhook({ ordering: 'by-ticket' })
    answers.set(hook.path, (times, body) => (times === 1 && body.includes('"seq":1,') ? 500 : 204))
    const number = await ticketOf()
    await call('startTicket', 'agent', { id: number })
    await call('addComment', 'agent', { id: number, body: { body: 'We are on it' } })
    const seqs = await eventually('all of them arrive', async () => {
      const all = (await deliveriesOf(hook)).filter(({ event }) => event.ticket === number)
      const isDone = all.length > 2 && all.every(({ state }) => state === 'delivered')
      return isDone && ofTicket(hook, number).map((one) => verified(hook, one).seq)
    })
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
    expect(seqs.filter((seq) => seq === 1)).toHaveLength(2)
  })

  it('is disabled by 410; what it would have got is held, and goes out once it is resumed', async () => {
    // Of a category that nobody else's tickets have: what comes after it is disabled is not for it.
    const hook = await aWebhook({ types: ['ticket.created'], filter: { categories: ['software'] } })
    let answer = 410
    answers.set(hook.path, () => answer)
    const number = await ticketOf({ category: 'software' })
    const { body } = await eventually('it is disabled', async () => {
      const answer = await call('getSubscription', 'partner', { id: hook.id })
      return answer.body.state === 'disabled' && answer
    })
    expect(body.because).toContain('410')
    answer = 204
    expect((await call('resumeSubscription', 'partner', { id: hook.id })).body.state).toBe('active')
    await eventually('it arrives after all', async () => {
      const theirs = (await deliveriesOf(hook)).find(({ event }) => event.ticket === number)
      return theirs?.state === 'delivered' && ofTicket(hook, number).length > 0
    })
  })
})
