import { ulid } from 'ulid'
import { beforeAll, describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people } from '../../infra/local/people.ts'
import type { HistoryEntry } from '../../schemas/history.ts'
import { priorities, type TicketSummary } from '../../schemas/ticket.ts'
import type { Caller } from '../support/client.ts'
import { deskAt, open } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { inParallel } from '../support/parallel.ts'

const desk = deskAt(readOutputs())
const { call, table } = desk

/** A customer of these tests' own, with sixty tickets. */
const customer = `cus_${ulid()}`
const numbers: string[] = []
const openOne = (at: number) => open(desk, { customer, title: `Ticket ${at}`, priority: priorities[at % 4] }, 'agent')

beforeAll(async () => {
  await table.put({ ...keys.customer(customer), id: customer, name: 'A customer of many tickets', tier: 'standard' })
  const opened = await inParallel(
    4,
    Array.from({ length: 60 }, (_, at) => () => openOne(at)),
  )
  numbers.push(...opened.map(({ number }) => number))
})

/** Turns page after page; in between something else may happen. */
async function pages(query: Record<string, string | number>, between = async () => {}, as: Caller = 'manager') {
  const found: TicketSummary[][] = []
  let cursor: string | undefined
  do {
    const { status, body } = await call('listTickets', as, { query: { ...query, ...(cursor && { cursor }) } })
    expect(status).toBe(200)
    found.push(body.items)
    cursor = body.next
    await between()
  } while (cursor)
  return found
}

const numbersOf = (found: readonly TicketSummary[][]) => found.flat().map(({ number }) => number)

describe('a list', () => {
  it('gives sixty tickets page by page, each once, newest first, while others are opened', async () => {
    const added: string[] = []
    const found = await pages({ customer, limit: 7 }, async () => {
      added.push((await open(desk, { customer, title: 'Meanwhile' }, 'agent')).number)
    })
    expect(numbersOf(found).toSorted()).toEqual(numbers.toSorted())
    expect(found.map((page) => page.length)).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 4])
    const created = found.flat().map(({ createdAt }) => createdAt)
    expect(created).toEqual(created.toSorted().toReversed())
    expect(numbersOf(await pages({ customer, limit: 100 }))).toEqual(expect.arrayContaining(added))
  })

  it('of all tickets has each once, newest first, too, over all shards', async () => {
    const found = numbersOf(await pages({ limit: 20 }, async () => void (await open(desk, {}, 'agent'))))
    expect(new Set(found).size).toBe(found.length)
    expect(found).toEqual(expect.arrayContaining(numbers))
    const whole = (await pages({ limit: 100 })).flat().map(({ createdAt }) => createdAt)
    expect(whole).toEqual(whole.toSorted().toReversed())
  })

  it('holds only what its filters say, alone and together', async () => {
    const urgent = await pages({ customer, priority: 'urgent', limit: 4 })
    expect(numbersOf(urgent).toSorted()).toEqual(numbers.filter((_, at) => at % 4 === 0).toSorted())

    const [one = '', two = ''] = numbers
    await call('assignTicket', 'agent', { id: one, body: { technician: people.technician.id } })
    await call('startTicket', 'technician', { id: one })
    await call('assignTicket', 'agent', { id: two, body: { technician: people.technician.id } })
    const by = async (query: Record<string, string>) => numbersOf(await pages({ limit: 50, ...query }))
    expect(await by({ customer, status: 'in_progress' })).toEqual([one])
    expect((await by({ customer, assignee: people.technician.id })).toSorted()).toEqual([one, two].toSorted())
    expect(await by({ assignee: people.technician.id })).toEqual(expect.arrayContaining([one, two]))
    expect(await by({ assignee: people.technician.id, status: 'in_progress' })).toContain(one)
    expect(await by({ assignee: people.technician.id, status: 'in_progress' })).not.toContain(two)
    expect(await by({ status: 'assigned' })).toContain(two)
    expect(await by({ status: 'assigned' })).not.toContain(one)
    expect(await by({ customer: `cus_${ulid()}` })).toEqual([])
  })

  it('shows of a ticket just what reading it shows', async () => {
    const [page] = await pages({ customer, limit: 1 }, async () => {})
    const { body } = await call('getTicket', 'manager', { id: String(page?.[0]?.number) })
    expect(body).toMatchObject({ ...page?.[0] })
  })

  it('refuses a limit, a filter or a cursor that is none, and says which', async () => {
    for (const query of [
      { limit: 0 },
      { limit: 101 },
      { limit: 'many' },
      { status: 'open' },
      { cursor: 'abc' },
      { page: 2 },
      { 'custom.colour': 'red' },
    ]) {
      const { status, problem } = await call('listTickets', 'agent', { query: query as Record<string, string> })
      const paths = problem.errors?.map(({ path }) => path.replace(/\.0$/, ''))
      expect([status, paths]).toEqual([400, Object.keys(query)])
    }
  })

  it('by what the search index has is at most two seconds behind, in every order', async () => {
    const tag = `list-${ulid().toLowerCase().slice(-8)}`
    const opened: string[] = []
    for (const priority of ['low', 'urgent', 'medium'] as const) {
      opened.push((await open(desk, { customer, title: 'Tagged', tags: [tag], priority }, 'agent')).number)
    }
    const by = async (query: Record<string, string>) => numbersOf(await pages({ limit: 2, tag, ...query }))
    await eventually('all three are listed by their tag', async () => (await by({})).length === 3, 5000)
    expect(await by({})).toEqual(opened.toReversed())
    expect(await by({ order: 'asc' })).toEqual(opened)
    expect(await by({ sort: 'priority' })).toEqual([opened[1], opened[2], opened[0]])
    await call('startTicket', 'agent', { id: String(opened[0]), headers: {} })
    await eventually('what changed last is first', async () => (await by({ sort: 'updated' }))[0] === opened[0], 5000)
    expect(await by({ status: 'in_progress' })).toEqual([opened[0]])
    expect(await by({ q: 'tagged', priority: 'urgent' })).toEqual([opened[1]])
  })
})

describe('the queues and views', () => {
  it('have a ticket where it belongs, as soon as it does', async () => {
    const { number } = await open(desk, { customer, title: 'From queue to queue', priority: 'urgent' }, 'agent')
    const inQueue = async (queue: string, as: Caller) => {
      const found: string[] = []
      let cursor: string | undefined
      do {
        const query = { limit: 100, ...(cursor && { cursor }) }
        const { body } = await call('listQueueTickets', as, { id: queue, query })
        found.push(...body.items.map((item) => item.number))
        cursor = body.next
      } while (cursor)
      return found.includes(number)
    }
    expect(await inQueue('unassigned', 'agent')).toBe(true)
    expect(await inQueue('my-team', 'technician')).toBe(true)
    await call('startTicket', 'technician', { id: number })
    expect(await inQueue('unassigned', 'agent')).toBe(false)
    expect(await inQueue('mine', 'technician')).toBe(true)
    expect(await inQueue('mine', 'agent')).toBe(false)
    const pause = { status: 'pending_customer', reason: 'Which one?' } as const
    await call('pauseTicket', 'technician', { id: number, body: pause })
    expect(await inQueue('waiting-for-customer', 'manager')).toBe(true)
    const { body } = await call('listQueues', 'manager')
    expect(body.items.map(({ queue }) => queue)).toContain('overdue')
  })

  it('are kept, shown with counts, changed and taken away', async () => {
    const filter = { customer, priority: ['urgent' as const] }
    const { status, body: view } = await call('createView', 'agent', { body: { name: 'Urgent ones', filter } })
    expect(status).toBe(201)
    const shown = await call('listViewTickets', 'agent', { id: view.id, query: { limit: 100 } })
    expect(shown.body.items.every(({ priority }) => priority === 'urgent')).toBe(true)
    expect(shown.body.items.length).toBeGreaterThanOrEqual(15)
    await eventually(
      'the view counts what it shows',
      async () => {
        const { body } = await call('listViews', 'agent', { query: { counts: 'true' } })
        return body.items.find(({ id }) => id === view.id)?.count === shown.body.items.length
      },
      5000,
    )
    const changed = await call('updateView', 'agent', { id: view.id, body: { filter: { priority: null } } })
    expect(changed.body).toMatchObject({ filter: { customer }, sort: view.sort, version: 2 })
    expect((await call('getView', 'manager', { id: view.id })).status).toBe(404)
    expect((await call('deleteView', 'agent', { id: view.id })).status).toBe(204)
    expect((await call('getView', 'agent', { id: view.id })).status).toBe(404)
  })
})

it("a history's pages make up the whole", async () => {
  const { number } = await open(desk)
  for (let round = 0; round < 4; round += 1) {
    await call('startTicket', 'technician', { id: number })
    await call('pauseTicket', 'technician', { id: number, body: { status: 'pending_parts', reason: 'A part' } })
    await call('resumeTicket', 'technician', { id: number })
  }
  const whole = (await call('getTicketHistory', 'agent', { id: number })).body.items
  const found: HistoryEntry[] = []
  let cursor: string | undefined
  do {
    const { body } = await call('getTicketHistory', 'agent', {
      id: number,
      query: { limit: 3, ...(cursor && { cursor }) },
    })
    found.push(...body.items)
    cursor = body.next
  } while (cursor)
  expect(found).toEqual(whole)
  expect(whole.map(({ seq }) => seq)).toEqual(whole.map((_, at) => at + 1))
})
