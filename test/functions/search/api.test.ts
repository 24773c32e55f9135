import '../support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { handler as compact } from '../../../functions/finding/compact.ts'
import { handler as index } from '../../../functions/finding/index-changes.ts'
import { people } from '../../support/people.ts'
import { aDesk, pass } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { batch, context, failures } from '../support/timers.ts'
import { memoryBucket } from './support/bucket.ts'

const desk = aDesk()
const objects = memoryBucket()

/** What the bus tells of a ticket, or of something else. */
const told = (id: string, kind = 'ticket') => ({
  id: 'x',
  source: 'service-desk',
  'detail-type': 'x',
  detail: { subject: { kind, id } },
})
const hear = async (...messages: unknown[]) => failures(await index(batch(messages), context))
const find = async (q: string, as: Parameters<typeof call>[1] = {}) => {
  const { body } = await call('search', { query: { q }, ...as })
  return body.items.map(({ ticket }: { ticket: { number: string } }) => ticket.number)
}
let tests = 0
/** A searcher looks once a minute whether the index was made anew; and the time of no test is that of the one before. */
const later = () => pass(61_000 * (1 + (tests % 2)))

beforeEach(async () => {
  // The process's copy of the index is another test's: it finds that out by the generation.
  tests += 1
  await compact(undefined, context)
  later()
})

describe('searching', () => {
  it('finds what was indexed, and says where, with the text escaped', async () => {
    const number = await aTicket({ title: 'The <b>oven</b> display', description: 'It went dark; the oven is hot' })
    expect(await find('oven')).toEqual([])
    expect(await hear(told(number))).toEqual([])
    const { body } = await call('search', { query: { q: 'ovem' } })
    expect(body.items).toEqual([
      {
        ticket: expect.objectContaining({ number, status: 'created' }),
        highlights: [
          { in: 'title', html: 'The &lt;b&gt;<mark>oven</mark>&lt;/b&gt; display' },
          { in: 'description', html: 'It went dark; the <mark>oven</mark> is hot' },
        ],
      },
    ])
  })

  it('finds by what is known of who asked', async () => {
    const number = await aTicket()
    await hear(told(number))
    expect(await find('customer@desk.example')).toEqual([number])
  })

  it('gives a caller from outside nothing that is not theirs, whatever the index says', async () => {
    const number = await aTicket({}, 'customer')
    await hear(told(number))
    expect(await find('oven', { as: 'customer' })).toEqual([number])
    expect(await find('oven', { as: 'otherCustomer' })).toEqual([])
    desk.table.put({
      ...desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' }),
      requester: people.otherCustomer.id,
      customer: undefined,
    })
    expect(await find('oven', { as: 'customer' })).toEqual([])
  })

  it('leaves out what is gone, before and after it was told so', async () => {
    const number = await aTicket()
    await hear(told(number))
    desk.table.remove({ pk: `TICKET#${number}`, sk: 'TICKET' })
    expect(await find('oven')).toEqual([])
    await hear(told(number), told(number))
    expect(await find('oven')).toEqual([])
  })

  it('bears events that come twice and out of order', async () => {
    const first = await aTicket({ title: 'Alpha' })
    const second = await aTicket({ title: 'Beta' })
    await hear(told(second), told(first), told(second), told(first))
    expect(await find('alpha')).toEqual([first])
    expect(await find('beta')).toEqual([second])
  })

  it('finds by the name of whom a contact turned out to be', async () => {
    const number = await aTicket()
    await hear(told(number))
    const survivor = 'per_0000000000000000000SVRVVR1'
    desk.table.put({
      ...desk.table.find({ pk: `PERSON#${people.customer.id}`, sk: 'PERSON' }),
      mergedInto: survivor,
    } as never)
    desk.table.put({
      pk: `PERSON#${survivor}`,
      sk: 'PERSON',
      id: survivor,
      name: 'Bakehouse desk',
      mergedFrom: [people.customer.id],
    })
    await hear(told(survivor, 'contact'))
    expect(desk.queues.changes).toEqual([{ ticket: number }])
    pass(5)
    await hear({ ticket: number })
    expect(await find('bakehouse')).toEqual([number])
  })

  it('sends the tickets of a customer and of a person back to the queue when those change', async () => {
    const number = await aTicket()
    await hear(told(number))
    await hear(told(people.customer.customer ?? '', 'customer'), told(people.customer.id, 'contact'))
    expect(desk.queues.changes).toEqual([{ ticket: number }, { ticket: number }])
    expect(await hear({ ticket: number })).toEqual([])
  })

  it('gives pages whose cursor belongs to the words and the caller', async () => {
    const numbers = [await aTicket(), await aTicket(), await aTicket()]
    await hear(...numbers.map((number) => told(number)))
    const { body } = await call('search', { query: { q: 'oven', limit: '2' } })
    expect(body.items).toHaveLength(2)
    const next = await call('search', { query: { q: 'oven', limit: '2', cursor: body.next } })
    expect(next.body.items).toHaveLength(1)
    expect(next.body.next).toBeUndefined()
    const other = await call('search', { query: { q: 'display', limit: '2', cursor: body.next } })
    expect(other.status).toBe(400)
  })

  it.each(['"', '*', ' ', '\u202e', 'a'.repeat(201)])('takes anything that somebody may type: %j', async (q) => {
    const { status } = await call('search', { query: { q } })
    expect([200, 400]).toContain(status)
  })
})

describe('the upkeep', () => {
  it('makes the index of everything that is there, once', async () => {
    const number = await aTicket()
    objects.clear()
    expect(await compact(undefined, context)).toEqual({ did: 'rebuilt' })
    later()
    expect(await find('oven')).toEqual([number])
    expect(await compact(undefined, context)).toEqual({ did: 'tended' })
  })

  it('makes a snapshot of the tail in time, with nothing lost or kept', async () => {
    const number = await aTicket()
    await hear(told(number))
    pass(7 * 60 * 60 * 1000)
    const before = [...objects.keys()]
    expect(await compact(undefined, context)).toEqual({ did: 'tended' })
    expect([...objects.keys()]).not.toEqual(before)
    for (const { pk, sk } of desk.table.filter(({ pk }) => String(pk).startsWith('SEARCH-TAIL')))
      desk.table.remove({ pk, sk } as never)
    expect(await find('oven')).toEqual([number])
  })

  it('makes the index anew where it is older than its tail', async () => {
    const number = await aTicket()
    pass(49 * 60 * 60 * 1000)
    expect(await compact(undefined, context)).toEqual({ did: 'rebuilt' })
    later()
    expect(await find('oven')).toEqual([number])
  })

  it('finds once a day what differs from the table, and has it put right', async () => {
    const [missing, stale, gone] = [await aTicket(), await aTicket(), await aTicket()]
    await hear(told(stale), told(gone))
    desk.table.remove({ pk: `TICKET#${gone}`, sk: 'TICKET' })
    const ticket = desk.table.find({ pk: `TICKET#${stale}`, sk: 'TICKET' }) ?? {}
    desk.table.put({ ...ticket, version: 2, title: 'A lamp is out' })
    pass(25 * 60 * 60 * 1000)
    expect(await compact(undefined, context)).toEqual({ did: 'verified' })
    expect(desk.queues.changes).toHaveLength(3)
    await hear(...(desk.queues.changes ?? []))
    expect(await find('lamp')).toEqual([stale])
    expect((await find('oven')).toSorted()).toEqual([missing])
  })

  it('is done by one at a time, and goes on after one that died', async () => {
    desk.table.put({ pk: 'SEARCH-UPKEEP', sk: 'SEARCH-UPKEEP', busyUntil: Date.now() + 60_000 })
    expect(await compact(undefined, context)).toEqual({ did: 'somebody else is at it' })
    later()
    expect(await compact(undefined, context)).toEqual({ did: expect.any(String) })
  })
})
