import { ulid } from 'ulid'
import { beforeAll, describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people } from '../../infra/local/people.ts'
import type { HistoryEntry } from '../../schemas/history.ts'
import { priorities, type TicketSummary } from '../../schemas/ticket.ts'
import type { Caller } from '../support/client.ts'
import { deskAt, open } from '../support/desk.ts'
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
    ]) {
      const { status, problem } = await call('listTickets', 'agent', { query: query as Record<string, string> })
      expect([status, problem.errors?.map(({ path }) => path)]).toEqual([400, Object.keys(query)])
    }
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
