import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keys, shardOf } from '../../functions/platform/table/keys.ts'
import { clientFor } from '../../infra/local/environment.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { system } from '../../schemas/actor.ts'
import { deskAt, open } from '../support/desk.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { eventually } from '../support/eventually.ts'

const desk = deskAt(readOutputs())
const { call, machine, outputs, table } = desk
const queue = new SQSClient({ ...clientFor(outputs.endpoint), useQueueUrlAsEndpoint: false })

let log: EventLog
beforeAll(() => {
  log = listen(outputs)
})
afterAll(() => log.stop())

/** Takes what was parked off its queue, once it is there. */
const takeParked = (id: string) =>
  eventually(`${id} is on the parking queue`, async () => {
    const QueueUrl = outputs.parkingQueueUrl
    const { Messages = [] } = await queue.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 1 }),
    )
    const found = Messages.find(({ Body = '' }) => JSON.parse(Body).id === id)
    if (!found) return undefined
    await queue.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: found.ReceiptHandle }))
    return JSON.parse(String(found.Body)) as Record<string, string>
  })

/** An event item as no version of the service writes it. */
const poison = (more: object) => {
  const number = `PSN${ulid().slice(-6)}`
  const id = `ticket.${number}.1`
  const occurredAt = new Date().toISOString()
  return {
    ...keys.event(keys.ticket(number).pk, 1),
    id,
    type: 'ticket.created',
    subject: { kind: 'ticket', id: number },
    seq: 1,
    schemaVersion: 1,
    occurredAt,
    brand: 'main',
    actor: { id: system.id, role: system.role },
    correlationId: 'poison',
    data: {},
    gsi6pk: `OUTBOX#${shardOf(id)}`,
    gsi6sk: `${occurredAt}#${id}`,
    ...more,
  }
}

describe('an event that can never be published', () => {
  it.each([
    ['whose type is none', { type: 'exploded' }, 'no event type'],
    ['without data', { data: 'none' }, 'envelope does not fit its schema'],
    ['with data that is too large', { data: { note: 'a'.repeat(9000) } }, 'data over 8192 bytes'],
  ])('%s is parked with the reason, and holds up nothing', async (_, wrong, reason) => {
    const item = poison(wrong)
    await table.put(item)
    const { number } = await open(desk)
    const { pk, sk, id, reason: said } = await takeParked(item.id)
    expect([pk, sk, id]).toEqual([item.pk, item.sk, item.id])
    expect(said).toContain(reason)
    await eventually('it has left the outbox', async () =>
      (await table.parked()).some((parked) => parked.pk === item.pk),
    )
    expect((await table.outbox()).map((waiting) => waiting.pk)).not.toContain(item.pk)
    await eventually('what came after it is on the bus', () => log.of(number)[0])
    expect(log.of(item.subject.id)).toEqual([])
    await table.remove(item)
  })
})

describe('the outbox', () => {
  it('gives what the stream has missed to the reconciler', async () => {
    const { number } = await open(desk)
    await eventually('its first event is on the bus', () => log.of(number)[0])
    await eventually(
      'it has left the outbox',
      async () => !(await table.outbox()).some(({ pk }) => String(pk).endsWith(number)),
    )
    await table.unpublish(number, 1)
    await machine.run('events-reconcile')
    await eventually('it came again', () => log.of(number).some(({ times, detail }) => detail.seq === 1 && times > 1))
  })

  it('is empty once everything is published', async () => {
    const { number: id } = await open(desk)
    await call('startTicket', 'technician', { id })
    await eventually('the outbox is empty', async () => (await table.outbox()).length === 0)
    expect(await table.parked()).toEqual([])
  })
})
