import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge'
import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, it } from 'vitest'
import { clientFor } from '../../infra/local/environment.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { customer, otherCustomer } from '../../infra/local/people.ts'
import type { NewSubscription, Subscription } from '../../schemas/subscription.ts'
import { deskAt, open, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'

const desk = deskAt(readOutputs())
const { call, wrong, outputs } = desk
const client = clientFor(outputs.endpoint)
const queues = new SQSClient({ ...client, useQueueUrlAsEndpoint: false })
const buses = new EventBridgeClient(client)
const region = 'us-east-1'

/** What a partner finds in their queue. */
interface Got {
  source: string
  type: string
  subscription: string
  event: { id: string; subject?: { id: string }; actor?: { id: string }; data: Record<string, unknown> }
}

/** A queue of a partner's, and what came into it so far. */
async function aQueue() {
  const name = unique('partner-queue')
  const { QueueUrl } = await queues.send(new CreateQueueCommand({ QueueName: name }))
  const got: Got[] = []
  const take = async () => {
    const { Messages = [] } = await queues.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
    for (const { Body = '' } of Messages) {
      const { source, 'detail-type': type, detail } = JSON.parse(Body)
      got.push({ source, type, ...detail })
    }
    const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }))
    if (Entries.length > 0) await queues.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))
    return got
  }
  return { arn: `arn:aws:sqs:${region}:000000000000:${name}`, take }
}

/** A bus of a partner's, whatever comes over it lies in their queue. */
async function aBus() {
  const queue = await aQueue()
  const name = unique('partner-bus')
  const { EventBusArn = '' } = await buses.send(new CreateEventBusCommand({ Name: name }))
  const pattern = JSON.stringify({ source: ['service-desk.partners'] })
  await buses.send(new PutRuleCommand({ Name: 'all', EventBusName: name, EventPattern: pattern }))
  const target = { Id: 'queue', Arn: queue.arn }
  await buses.send(new PutTargetsCommand({ Rule: 'all', EventBusName: name, Targets: [target] }))
  return { arn: EventBusArn, take: queue.take }
}

async function ask(more: Pick<NewSubscription, 'target'> & Partial<NewSubscription>): Promise<Subscription> {
  const { status, body, text } = await call('createSubscription', 'partner', { body: { name: unique('erp'), ...more } })
  expect([status, text]).toEqual([201, text])
  expect(body).toMatchObject({ state: 'pending', personalData: false })
  return body
}

const read = async (id: string) => (await call('getSubscription', 'partner', { id })).body

async function approve(id: string): Promise<Subscription> {
  const { version } = await read(id)
  const headers = { 'if-match': `"${version}"` }
  expect((await call('approveSubscription', 'admin', { id, body: {}, headers })).status).toBe(200)
  return eventually(`${id} is deployed`, async () => {
    const subscription = await read(id)
    if (subscription.undeployed) throw new Error(subscription.undeployed)
    return subscription.deployedAt ? subscription : undefined
  })
}

/** A ticket of a customer, by its number. */
const ticketOf = async ({ id }: { id: string }) =>
  (await open(desk, { title: unique('for-partners'), customer: id }, 'agent')).number
const ofTicket = (got: readonly Got[], number: string) =>
  got.filter(({ event }) => event.id.startsWith(`ticket.${number}.`))
const arrives = (take: () => Promise<Got[]>, number: string, type: string) =>
  eventually(`${type} of ${number} arrives`, async () => {
    return ofTicket(await take(), number).find((one) => one.type === type)
  })

it('events arrive on a bus and in a queue once approved, minimised, of their customers only; after a change, a pause or an end none do', async () => {
  const [bus, queue, always] = await Promise.all([aBus(), aQueue(), aQueue()])
  // What is heard of here has come by the others, too.
  const control = await ask({ target: { kind: 'queue', arn: always.arn } })
  await approve(control.id)
  const [onBus, inQueue] = await Promise.all([
    ask({ target: { kind: 'event-bus', arn: bus.arn } }),
    ask({ target: { kind: 'queue', arn: queue.arn }, types: ['ticket.created'], form: 'cloudevents' }),
  ])
  const unheard = await ticketOf(customer)
  await arrives(always.take, unheard, 'ticket.created')
  await Promise.all([approve(onBus.id), approve(inQueue.id)])

  const theirs = await ticketOf(customer)
  const others = await ticketOf(otherCustomer)
  const created = await arrives(bus.take, theirs, 'ticket.created')
  expect(created).toMatchObject({ source: 'service-desk.partners', subscription: onBus.id })
  expect(created.event).toMatchObject({ subject: { kind: 'ticket', id: theirs }, actor: { id: 'withheld' } })
  expect(created.event.data).toMatchObject({ customer: customer.id })
  expect(JSON.stringify(created.event)).not.toMatch(/per_/)
  const cloud = await arrives(queue.take, theirs, 'ticket.created')
  expect(cloud.event).toMatchObject({ specversion: '1.0', source: 'urn:service-desk', type: 'ticket.created' })

  // Whatever changes more than the name waits for another approval, and nothing goes out meanwhile.
  const { body: changed } = await call('changeSubscription', 'partner', {
    id: inQueue.id,
    body: { types: ['ticket.created', 'ticket.status-changed'] },
  })
  expect(changed).toMatchObject({ state: 'pending' })
  expect(changed).not.toHaveProperty('deployedAt')
  const paused = await call('pauseSubscription', 'partner', { id: onBus.id, body: { because: 'Moving' } })
  expect(paused.body.state).toBe('paused')
  const meanwhile = await ticketOf(customer)
  await arrives(always.take, meanwhile, 'ticket.created')
  await approve(inQueue.id)
  await call('resumeSubscription', 'partner', { id: onBus.id })
  await eventually('it is deployed again', async () => (await read(onBus.id)).deployedAt)
  const after = await ticketOf(customer)
  await Promise.all([arrives(bus.take, after, 'ticket.created'), arrives(queue.take, after, 'ticket.created')])

  for (const { id } of [onBus, inQueue, control]) {
    expect((await call('deleteSubscription', 'partner', { id })).status).toBe(204)
    expect((await wrong('getSubscription', 'partner', { id })).status).toBe(404)
  }
  for (const [{ take }, silent] of [
    [bus, [unheard, others, meanwhile]],
    [queue, [unheard, others, meanwhile]],
  ] as const) {
    const got = await take()
    for (const number of silent) expect(ofTicket(got, number)).toEqual([])
  }
})
