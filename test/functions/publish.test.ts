import './support/environment.ts'
import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { beforeEach, describe, expect, it } from 'vitest'
import { eventTypes } from '../../events/catalogue.ts'
import { eventExamples } from '../../events/examples.ts'
import { eventSchema } from '../../events/json-schema.ts'
import { handler as publishStream } from '../../functions/events/publish.ts'
import { handler as reconcileAll } from '../../functions/events/reconcile.ts'
import type { EventItem } from '../../functions/platform/table/events.ts'
import { people } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { context } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000

const events = () => desk.table.items.filter(({ sk }) => String(sk).startsWith('EVENT#')) as unknown as EventItem[]
const inOutbox = () => events().flatMap(({ id, gsi6pk }) => (gsi6pk?.startsWith('OUTBOX#') ? [id] : []))
const parked = () => events().flatMap(({ id, gsi6pk }) => (gsi6pk?.startsWith('PARKED#') ? [id] : []))
const published = () => desk.published.map(({ Detail }) => JSON.parse(Detail ?? '').id as string)
const idsOf = (...seqs: number[]) => seqs.map((seq) => `ticket.TKT000001.${seq}`)

/** The stream's records of what was written. */
const stream = (items: readonly EventItem[] = events()) =>
  publishStream(
    { Records: items.map((item) => ({ dynamodb: { NewImage: marshall(item) } })) } as unknown as DynamoDBStreamEvent,
    context,
  )
const reconcile = () => reconcileAll(undefined, context)
const spoil = (seq: number, with_: object) => {
  const item = events().find((event) => event.seq === seq)
  desk.table.put({ ...item, ...with_ })
}

beforeEach(async () => {
  const id = await aTicket()
  await call('assignTicket', { id, body: { technician: people.technician.id, reason: 'Nearest' } })
})

describe('the publisher', () => {
  it('puts every event on the bus, and takes it from the outbox', async () => {
    expect(inOutbox()).toEqual(idsOf(1, 2, 3, 4))
    await stream()
    expect(published()).toEqual(idsOf(1, 2, 3, 4))
    expect(inOutbox()).toEqual([])
    expect(events().length).toBe(4)
  })

  it('says what the catalogue promises, and none of the words that people gave', async () => {
    await stream()
    for (const { Detail = '', DetailType = '' } of desk.published) {
      eventSchema(DetailType as keyof typeof eventTypes).parse(JSON.parse(Detail))
      expect(Detail).not.toContain('Nearest')
    }
    expect(desk.mocks.bus).toHaveReceivedCommandWith(PutEventsCommand, {
      Entries: expect.arrayContaining([
        {
          EventBusName: 'desk-bus',
          Source: 'service-desk',
          DetailType: 'ticket.assigned',
          Time: new Date(at(0)),
          Detail: expect.stringContaining('"id":"ticket.TKT000001.3"'),
        },
      ]),
    })
  })

  it.each(Object.keys(eventTypes))('can publish %s as its example shows it', async (type) => {
    const example = eventExamples[type as keyof typeof eventTypes]
    await stream([{ ...example, type, pk: 'TICKET#TKT000001', sk: 'EVENT#00000001' }])
    expect(JSON.parse(desk.published[0]?.Detail ?? '')).toEqual(example)
  })

  it('sends ten to a call', async () => {
    const [event] = events() as [EventItem]
    await stream(Array.from({ length: 23 }, () => event))
    expect(desk.mocks.bus.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries?.length)).toEqual([
      10, 10, 3,
    ])
  })

  it('marks what the bus took, not what it did not, and throws so that the batch comes again', async () => {
    desk.refusedByBus.set('ticket.TKT000001.2', 'ThrottlingException')
    await expect(stream()).rejects.toThrow('1 of 4 events could not be published now')
    expect(published()).toEqual(idsOf(1, 3, 4))
    expect(inOutbox()).toEqual(idsOf(2))
    expect(desk.queues).toEqual({})
    desk.refusedByBus.clear()
    await stream()
    expect(inOutbox()).toEqual([])
  })

  it.each(['InternalFailure', 'ThrottlingException', 'ServiceUnavailable'])('takes %s to pass', async (code) => {
    desk.refusedByBus.set('ticket.TKT000001.1', code)
    await expect(stream()).rejects.toThrow()
    expect(parked()).toEqual([])
  })

  it('throws where the bus does not answer, and marks nothing', async () => {
    desk.before('PutEvents', throws(fault('TimeoutError')))
    await expect(stream()).rejects.toThrow('TimeoutError')
    expect(inOutbox()).toEqual(idsOf(1, 2, 3, 4))
  })

  it('publishes twice rather than never where the mark could not be made', async () => {
    desk.before('Update', throws(fault('ThrottlingException')))
    await expect(stream()).rejects.toThrow('ThrottlingException')
    await stream()
    expect(new Set(published())).toEqual(new Set(idsOf(1, 2, 3, 4)))
    expect(inOutbox()).toEqual([])
  })

  it('does not mind that an event was erased meanwhile', async () => {
    const written = events()
    for (const { pk, sk } of written) desk.table.remove({ pk, sk })
    await stream(written)
    expect(events()).toEqual([])
  })
})

describe('an event that can never be published', () => {
  const poisons: [string, object, RegExp][] = [
    ['whose type is none', { type: 'constructor' }, /no event type/],
    ['without a type', { type: null }, /no event type/],
    ['without data', { data: null }, /envelope does not fit its schema at data/],
    ['whose data is over 8 KB', { data: { status: 'x'.repeat(8200) } }, /over 8192 bytes/],
    ['that does not say when it was', { occurredAt: 'yesterday' }, /envelope does not fit its schema at occurredAt/],
    ['that does not say of what it is', { subject: null }, /envelope does not fit its schema at subject/],
  ]

  it.each(poisons)('%s is parked with the reason, and the batch goes on', async (_, poison, reason) => {
    spoil(2, poison)
    await stream()
    expect(published()).toEqual(idsOf(1, 3, 4))
    expect(inOutbox()).toEqual([])
    expect(parked()).toEqual(idsOf(2))
    expect(events().find(({ seq }) => seq === 2)?.parkedBecause).toMatch(reason)
    expect(desk.queues.parking).toEqual([
      { pk: 'TICKET#TKT000001', sk: 'EVENT#00000002', id: 'ticket.TKT000001.2', reason: expect.stringMatching(reason) },
    ])
  })

  it('is not one that a newer deployment has written: with a field or of a type that this one does not know', async () => {
    spoil(2, { data: { status: 'created', colour: 'red' } })
    spoil(3, { type: 'ticket.celebrated' })
    await stream()
    expect(published()).toEqual(idsOf(1, 2, 3, 4))
    expect([inOutbox(), parked()]).toEqual([[], []])
  })

  it('does not keep the others from the bus where it cannot be parked', async () => {
    spoil(1, { type: 'exploded' })
    desk.before('SendMessageBatch', throws(fault('ThrottlingException')))
    await expect(stream()).rejects.toThrow('ThrottlingException')
    expect(published()).toEqual(idsOf(2, 3, 4))
    expect(inOutbox()).toEqual(idsOf(1))
  })

  it.each(['MalformedDetail', 'InvalidArgument', 'NotAuthorizedForSourceException'])(
    'by the word of the bus (%s) is parked, and the rest is published',
    async (code) => {
      desk.refusedByBus.set('ticket.TKT000001.3', code)
      await stream()
      expect([inOutbox(), parked()]).toEqual([[], idsOf(3)])
      expect(desk.queues.parking).toMatchObject([{ id: 'ticket.TKT000001.3', reason: expect.stringContaining(code) }])
    },
  )

  it('is on the queue before it leaves the outbox: a crash in between parks it twice, never not at all', async () => {
    spoil(2, { type: 'exploded' })
    desk.after('SendMessageBatch', () => desk.before('Update', throws(fault('TimeoutError'))))
    await expect(stream()).rejects.toThrow('TimeoutError')
    expect(desk.calls.slice(-2)).toEqual(['SendMessageBatch', 'Update'])
    expect(inOutbox()).toContain('ticket.TKT000001.2')
    await stream()
    expect(desk.queues.parking?.length).toBe(2)
    expect(parked()).toEqual(idsOf(2))
  })

  it('stays in the outbox where the queue did not take it', async () => {
    spoil(2, { type: 'exploded' })
    desk.before('SendMessageBatch', throws(fault('ThrottlingException')))
    await expect(stream()).rejects.toThrow('ThrottlingException')
    expect(inOutbox()).toContain('ticket.TKT000001.2')
    expect(parked()).toEqual([])
  })
})

describe('the reconciler', () => {
  it('publishes what the stream has not within two minutes', async () => {
    pass(2 * minute)
    expect(await reconcile()).toEqual({ events: 0 })
    pass(1)
    expect(await reconcile()).toEqual({ events: 4 })
    expect(published().toSorted()).toEqual(idsOf(1, 2, 3, 4))
    expect(inOutbox()).toEqual([])
  })

  it('has nothing to do once all is published, and does not even read', async () => {
    await stream()
    pass(10 * minute)
    const before = desk.calls.length
    expect(await reconcile()).toEqual({ events: 0 })
    expect(desk.calls.slice(before)).toEqual(['Query', 'Query', 'Query', 'Query'])
  })

  it('does not take up what is parked', async () => {
    spoil(2, { type: 'exploded' })
    await stream()
    pass(10 * minute)
    expect(await reconcile()).toEqual({ events: 0 })
    expect(desk.queues.parking?.length).toBe(1)
  })

  it('parks what can never be published, wherever the stream has lost it', async () => {
    spoil(2, { type: 'exploded' })
    pass(10 * minute)
    await reconcile()
    expect([parked(), inOutbox()]).toEqual([idsOf(2), []])
  })

  it('leaves for the next minute what could not be published now', async () => {
    pass(10 * minute)
    desk.refusedByBus.set('ticket.TKT000001.4', 'InternalFailure')
    await expect(reconcile()).rejects.toThrow()
    expect(inOutbox()).toEqual(idsOf(4))
    desk.refusedByBus.clear()
    expect(await reconcile()).toEqual({ events: 1 })
  })

  it('does not publish again what the stream published between its looking and its reading', async () => {
    pass(10 * minute)
    desk.before('BatchGet', () => stream())
    expect(await reconcile()).toEqual({ events: 0 })
    expect(published()).toEqual(idsOf(1, 2, 3, 4))
  })
})
