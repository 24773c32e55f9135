import './support/environment.ts'
import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { handler } from '../../functions/escalations/webhook.ts'
import { signed } from '../../functions/platform/webhooks/signature.ts'
import { type Receiver, receiver } from '../support/receiver.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aPolicyThat, milestoneEvent } from './support/milestones.ts'
import { batch, context, failures } from './support/timers.ts'

const desk = aDesk()
const secrets = mockClient(SecretsManagerClient)
const secret = 'c2VjcmV0IG9mIHRoZSB0ZXN0cw'
let answers: number[] = []
let there: Receiver

vi.stubEnv('WEBHOOKS_REACH', 'loopback')
beforeEach(async () => {
  there = await receiver((response) => response.writeHead(answers.shift() ?? 204).end())
  answers = []
  secrets.reset()
  secrets.on(GetSecretValueCommand, { VersionStage: 'AWSCURRENT' }).resolves({ SecretString: secret })
  secrets
    .on(GetSecretValueCommand, { VersionStage: 'AWSPREVIOUS' })
    .rejects(new ResourceNotFoundException({ message: 'None', $metadata: {} }))
})
afterEach(() => there.stop())

const webhook = (path: string) => ({ action: 'webhook', url: `${there.url}${path}` })
const event = milestoneEvent([{ action: 'webhook', place: 0 }])
const deliver = async (...messages: unknown[]) => failures(await handler(batch(messages), context))
const parked = () => desk.queues['parked-webhooks'] ?? []
const paths = () => there.received.map(({ path }) => path)

describe('a webhook of a milestone', () => {
  beforeEach(() => aPolicyThat(desk, [webhook('/one')]))

  it('posts the event to the URL of the rule, signed', async () => {
    expect(await deliver(event)).toEqual([])
    const [{ path, headers, body } = { path: '', headers: {}, body: '' }] = there.received
    expect(path).toBe('/one')
    expect(JSON.parse(body)).toEqual({
      type: 'sla.breached',
      timestamp: event.detail.occurredAt,
      ...event.detail,
    })
    expect(headers).toMatchObject({ 'webhook-id': 'ticket_TKT000001_4_0', 'content-type': 'application/json' })
    const seconds = Number(headers['webhook-timestamp'])
    expect(seconds).toBe(Math.floor(Date.now() / 1000))
    expect(headers).toMatchObject(signed('ticket_TKT000001_4_0', seconds, body, [secret]))
  })

  it('is signed with the secret before, too, as long as there is one', async () => {
    secrets.on(GetSecretValueCommand, { VersionStage: 'AWSPREVIOUS' }).resolves({ SecretString: 'b2xk' })
    await deliver(event)
    expect(String(there.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2)
  })

  it('is called once, however often its event comes', async () => {
    expect(await deliver(event)).toEqual([])
    expect(await deliver(event, event)).toEqual([])
    expect(paths()).toEqual(['/one'])
  })

  it('is called once where the same event comes twice at the same moment: the other comes again', async () => {
    expect(await deliver(event, event)).toHaveLength(1)
    expect(paths()).toEqual(['/one'])
  })

  it('is silent when an archive plays events again', async () => {
    expect(await deliver({ ...event, 'replay-name': 'again' })).toEqual([])
    expect(desk.calls).toEqual([])
    expect(there.received).toEqual([])
  })

  it.each([500, 502, 503, 408, 429])('comes again after %d, with the same id', async (status) => {
    answers = [status]
    expect(await deliver(event)).toEqual([0])
    expect(await deliver(event)).toEqual([])
    expect(there.received.map(({ headers }) => headers['webhook-id'])).toEqual([
      'ticket_TKT000001_4_0',
      'ticket_TKT000001_4_0',
    ])
    expect(parked()).toEqual([])
  })

  it.each([400, 401, 404, 410, 301, 307])(
    'is put aside after %d, once, and not tried again by itself',
    async (status) => {
      answers = [status]
      expect(await deliver(event)).toEqual([])
      expect(await deliver(event)).toEqual([])
      expect(paths()).toEqual(['/one'])
      expect(parked()).toMatchObject([{ detail: { id: event.detail.id }, because: `The receiver answered ${status}` }])
    },
  )

  it('is called again once it was brought back, and put aside again if that did not help', async () => {
    answers = [404, 404]
    await deliver(event)
    expect(await deliver(parked()[0])).toEqual([])
    expect(parked()).toHaveLength(2)
    expect(await deliver(parked()[1])).toEqual([])
    expect(await deliver(parked()[1])).toEqual([])
    expect(paths()).toHaveLength(3)
    expect(parked()).toHaveLength(2)
  })

  it('is called again where it crashed before that was written down, once it is sure that it did', async () => {
    desk.before('Update', () => desk.before('Update', throws(fault('TimeoutError')), 2))
    expect(await deliver(event)).toEqual([0])
    expect(await deliver(event)).toEqual([0])
    pass(61_000)
    expect(await deliver(event)).toEqual([])
    expect(paths()).toEqual(['/one', '/one'])
  })

  it('does not go where the secret cannot be read', async () => {
    secrets.on(GetSecretValueCommand, { VersionStage: 'AWSCURRENT' }).rejects(fault('AccessDeniedException'))
    expect(await deliver(event)).toEqual([0])
    expect(there.received).toEqual([])
  })

  it('is no webhook where the rule has another action there: put aside', async () => {
    expect(await deliver(milestoneEvent([{ action: 'webhook', place: 7 }]))).toEqual([])
    expect(parked()).toHaveLength(1)
  })
})

describe('several webhooks of one rule', () => {
  const both = milestoneEvent([
    { action: 'webhook', place: 0 },
    { action: 'notify', who: 'manager', place: 1 },
    { action: 'webhook', place: 2 },
  ])
  beforeEach(() => aPolicyThat(desk, [webhook('/one'), { action: 'notify', who: 'manager' }, webhook('/two')]))

  it('are each called, with an id of their own', async () => {
    await deliver(both)
    expect(there.received.map(({ headers }) => headers['webhook-id']).toSorted()).toEqual([
      'ticket_TKT000001_4_0',
      'ticket_TKT000001_4_2',
    ])
  })

  it('do not wait for each other: only the one that failed is called again', async () => {
    await there.stop()
    there = await receiver((response, { path }) =>
      response.writeHead(path === '/two' ? (answers.shift() ?? 204) : 204).end(),
    )
    aPolicyThat(desk, [webhook('/one'), { action: 'notify', who: 'manager' }, webhook('/two')])
    answers = [503]
    expect(await deliver(both)).toEqual([0])
    expect(await deliver(both)).toEqual([])
    expect(paths().toSorted()).toEqual(['/one', '/two', '/two'])
  })
})
