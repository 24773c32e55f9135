import { beforeEach, describe, expect, it } from 'vitest'
import { chances } from '../../infra/operator/load/chances.ts'
import { aDesk, fault, throws } from './support/desk.ts'
import { call } from './support/gateway.ts'
import { JobQueue, someTickets } from './support/jobs.ts'
import { ticketItem, typesOf } from './support/timers.ts'

const desk = aDesk()
let queue: JobQueue
beforeEach(() => {
  queue = new JobQueue(desk)
})

const tagged = { do: 'tag', add: ['flood'] }
const bulk = async (body: object): Promise<string> => (await call('bulkTickets', { body })).body.id
const jobOf = async (id: string) => (await call('getJob', { id })).body

describe('whatever happens to its worker', () => {
  const twice = (number: string) => typesOf(desk, number).filter((type) => type === 'ticket.updated').length

  it.each([
    ['tickets', { named: true }],
    ['a filter', { named: false }],
  ])('an entry takes effect once and the counts are true: it dies at any call (%s)', async (_, { named }) => {
    const tickets = await someTickets(60)
    const actions = [tagged, { do: 'set-priority', priority: 'urgent' }]
    const id = await bulk({ ...(named ? { tickets } : { filter: { status: ['created'] } }), actions })
    // Each kind of call fails three times before it is carried out, and three times its answer is lost.
    for (const name of ['TransactWrite', 'Get', 'Query', 'SendMessageBatch', 'BatchGet'] as const) {
      desk.before(name, throws(fault('TimeoutError')), 3)
      desk.after(name, throws(fault('TimeoutError')), 3)
    }
    await queue.run(200)
    expect(await jobOf(id)).toMatchObject({ state: 'done', counts: { total: 60, done: 60, changed: 60, refused: 0 } })
    for (const number of tickets) expect(twice(number)).toBe(2)
  })

  it('each message may come twice, and in any order', async () => {
    const tickets = await someTickets(60)
    const id = await bulk({ filter: { status: ['created'] }, actions: [tagged] })
    queue.hear()
    for (let turn = 0; turn < 40 && queue.waiting.length > 0; turn += 1) {
      // The newest first, and each a second time.
      queue.waiting.push(queue.waiting[0])
      await queue.give(turn % 2 ? queue.waiting.length - 1 : 0)
    }
    await queue.run()
    expect((await jobOf(id)).counts).toMatchObject({ total: 60, done: 60, changed: 60 })
    for (const number of tickets) expect(twice(number)).toBe(1)
  })

  it('one entry that cannot be done does not keep the others from it', async () => {
    const tickets = await someTickets(4)
    const id = await bulk({ tickets, actions: [tagged] })
    const broken = { pk: `TICKET#${tickets[1]}`, sk: 'TICKET' }
    const item = desk.table.find(broken) ?? {}
    desk.table.put({ ...item, clocks: undefined })
    queue.hear()
    for (let turn = 0; turn < 6; turn += 1) await queue.give()
    expect(await jobOf(id)).toMatchObject({ state: 'running', counts: { done: 0 } })
    expect(tickets.map((number) => ticketItem(desk, number).version)).toEqual([2, 1, 2, 2])
    // Mended, and brought back from the dead letters.
    desk.table.put(item)
    await queue.run()
    expect(await jobOf(id)).toMatchObject({ state: 'done', counts: { done: 4, changed: 4 } })
  })

  it.each([1, 2, 3, 4, 5])('one call in ten fails, and messages come twice and in any order (%i)', async (seed) => {
    const chance = chances(seed)
    const tickets = await someTickets(40)
    const id = await bulk({
      filter: { status: ['created'] },
      actions: [tagged, { do: 'comment', body: 'On our way.' }],
    })
    queue.hear()
    desk.weather = () => {
      if (chance() < 0.05) throw fault('TimeoutError')
    }
    for (let turn = 0; turn < 2000 && queue.waiting.length > 0; turn += 1) {
      const place = Math.floor(chance() * queue.waiting.length)
      if (chance() < 0.1 && turn < 500) queue.waiting.push(queue.waiting[place])
      await queue.give(place)
    }
    desk.weather = undefined
    expect(await jobOf(id)).toMatchObject({ state: 'done', counts: { total: 40, done: 40, changed: 40 } })
    for (const number of tickets) {
      expect(twice(number)).toBe(1)
      expect(typesOf(desk, number).filter((type) => type === 'ticket.commented').length).toBe(1)
    }
  })
})
