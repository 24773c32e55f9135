import './support/environment.ts'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBStreamEvent, SQSEvent } from 'aws-lambda'
import { describe, expect, it, vi } from 'vitest'
import { countedEvents } from '../../events/catalogue.ts'
import { handler as publish } from '../../functions/events/publish.ts'
import { handler as reconcile } from '../../functions/events/reconcile.ts'
import { handler as count } from '../../functions/statistics/count.ts'
import { chances } from '../../infra/operator/load/chances.ts'
import { people } from '../support/people.ts'
import { minute } from '../support/time.ts'
import { aDesk, fault, pass } from './support/desk.ts'
import type { Item } from './support/expression.ts'
import { aTicket, call, type OperationName } from './support/gateway.ts'
import { expectLawful } from './support/law.ts'
import { batch, context } from './support/timers.ts'

const desk = aDesk()

const isEvent = ({ sk, id, type }: Item) => String(sk).startsWith('EVENT#') && !!id && !!type
const written = () => desk.table.filter(isEvent).map(({ id }) => String(id))
const onTheBus = () => desk.published.map(({ Detail }) => JSON.parse(Detail ?? '{}').id as string)

/** The stream gives what was written since; one try, as it may be the last before the batch is too old. */
function stream(): () => Promise<boolean> {
  const seen = new Set<string>()
  return async () => {
    const fresh = desk.table.filter((item) => isEvent(item) && !seen.has(String(item.id)))
    for (const { id } of fresh) seen.add(String(id))
    const Records = fresh.map((item) => ({ dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) } }))
    return publish({ Records } as unknown as DynamoDBStreamEvent, context).then(
      () => true,
      () => false,
    )
  }
}

const deeds: readonly [OperationName, object?][] = [
  ['addComment', { body: 'Which oven?' }],
  ['assignTicket', { technician: people.technician.id }],
  ['startTicket'],
  ['logTime', { minutes: 5, note: 'Looked' }],
  ['resolveTicket', { resolution: 'A new fuse' }],
  ['reopenTicket', { reason: 'Dark again' }],
]

/** A minute of a desk at work: a ticket is opened, and something is done to it or another. */
async function work(tickets: string[], chance: () => number): Promise<void> {
  tickets.push(await aTicket())
  const [name, body] = deeds[Math.floor(chance() * deeds.length)] as (typeof deeds)[number]
  const id = tickets[Math.floor(chance() * tickets.length)] as string
  const { status } = await call(name, { id, as: 'manager', ...(body && { body }) })
  expect(status).not.toBe(500)
}

describe('the bus', () => {
  it('is away for an hour: all that happened meanwhile is on it afterwards, once', async () => {
    const chance = chances(1)
    const tickets: string[] = []
    const streamed = stream()
    for (let passed = 0; passed < 60; passed += 1) {
      desk.weather = undefined
      await work(tickets, chance)
      pass(minute)
      desk.weather = (call, when) => {
        if (call === 'PutEvents' && when === 'before') throw fault('TimeoutError')
      }
      expect(await streamed()).toBe(false)
      await reconcile(undefined, context).catch(() => undefined)
    }
    expect([tickets.length, onTheBus().length]).toEqual([60, 0])
    desk.weather = undefined
    pass(3 * minute)
    const count = written().length
    let found = 0
    // A hundred events a minute.
    while (found < count) found += (await reconcile(undefined, context)).events || Number.NaN
    expect([found, count]).toEqual([count, count])
    expect(onTheBus().toSorted()).toEqual(written().toSorted())
    expectLawful(desk)
  })

  it('refuses every third entry: each comes there all the same, and none is put aside', async () => {
    const chance = chances(2)
    const tickets: string[] = []
    let offered = 0
    vi.spyOn(desk.refusedByBus, 'get').mockImplementation(() => {
      offered += 1
      return offered % 3 === 0 ? 'ThrottlingException' : undefined
    })
    const streamed = stream()
    for (let passed = 0; passed < 30; passed += 1) {
      await work(tickets, chance)
      pass(minute)
      await streamed()
      await reconcile(undefined, context).catch(() => undefined)
    }
    for (let passed = 0; passed < 10; passed += 1) {
      pass(3 * minute)
      await reconcile(undefined, context).catch(() => undefined)
    }
    expect(onTheBus().toSorted()).toEqual(written().toSorted())
    expect(desk.queues.parking ?? []).toEqual([])
    expectLawful(desk)
  })

  it('gives what it has twice and in any order: what is counted is counted once', async () => {
    const chance = chances(3)
    const tickets: string[] = []
    for (let passed = 0; passed < 20; passed += 1) await work(tickets, chance)
    await stream()()
    const messages = desk.published
      .filter(({ DetailType }) => (countedEvents as readonly string[]).includes(String(DetailType)))
      .map(({ DetailType, Detail = '' }) => ({
        ...{ id: 'x', source: 'service-desk', 'detail-type': DetailType },
        detail: JSON.parse(Detail),
      }))
    const given = async (all: readonly object[]) => {
      for (let from = 0; from < all.length; from += 10)
        expect((await count(batch(all.slice(from, from + 10)) as SQSEvent, context)).batchItemFailures).toEqual([])
    }
    await given(messages)
    const once = desk.table.filter(({ pk }) => String(pk).startsWith('STATISTICS#'))
    expect(once.length).toBeGreaterThan(0)
    await given([...messages, ...messages].toSorted(() => chance() - 0.5))
    expect(desk.table.filter(({ pk }) => String(pk).startsWith('STATISTICS#'))).toEqual(once)
  })
})

describe('clocks that are five minutes apart', () => {
  it.each([1, 2])('leave every history in order, and every ticket sound (%i)', async (seed) => {
    const chance = chances(seed)
    const tickets: string[] = []
    for (let passed = 0; passed < 25; passed += 1) {
      // Each request comes to another worker, whose clock is up to five minutes fast or slow.
      const skewMs = Math.round((chance() - 0.5) * 10 * minute)
      pass(skewMs)
      await work(tickets, chance)
      pass(20_000 - skewMs)
      expectLawful(desk)
    }
    const streamed = stream()
    expect(await streamed()).toBe(true)
    expect(onTheBus().toSorted()).toEqual(written().toSorted())
  })
})
