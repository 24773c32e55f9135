import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Ticket } from '../../domain/ticket.ts'
import { indexKeys } from '../../functions/platform/table/index-keys.ts'
import { shardOf } from '../../functions/platform/table/keys.ts'
import { type Caller, customers, people, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { type Asked, aTicket, call } from './support/gateway.ts'

const desk = aDesk()
const openers: Caller[] = ['customer', 'colleague', 'otherCustomer', 'agent']
const priorities = ['urgent', 'high', 'medium', 'low']
interface Listed {
  number: string
  createdAt: string
}

/** All pages of a list, one after the other. */
async function pages(asked: Asked, name: 'listTickets' | 'getTicketHistory' = 'listTickets'): Promise<Listed[][]> {
  const found: Listed[][] = []
  let cursor: string | undefined
  do {
    const { status, body } = await call(name, { ...asked, query: { ...asked.query, ...(cursor && { cursor }) } })
    expect(status).toBe(200)
    found.push(body.items)
    cursor = body.next
    expect(found.length).toBeLessThan(1000)
  } while (cursor)
  return found
}

describe('the list of sixty tickets', () => {
  beforeEach(async () => {
    for (let place = 0; place < 60; place += 1) {
      // Some in the same millisecond.
      if (place % 3 > 0) pass(1000)
      const as = openers[place % openers.length] as Caller
      const id = await aTicket({ priority: priorities[(place * 7) % 4] }, as)
      const assignment = { technician: place % 2 ? people.technician.id : people.teammate.id }
      if (place % 5 === 0) await call('assignTicket', { id, body: assignment })
      if (place % 5 === 1) await call('assignTicket', { id, body: { team: teams.south } })
      if (place % 10 === 5) await call('resolveTicket', { id, body: { resolution: 'Done' } })
    }
  })

  it.each([1, 2, 7, 25, 59, 60, 100])('comes newest first, each once, %i a page', async (limit) => {
    const all = (await pages({ query: { limit: String(limit) } })).flat()
    expect(all.length).toBe(60)
    const places = all.map(({ createdAt, number }) => `${createdAt}#${number}`)
    expect(places).toEqual(places.toSorted().toReversed())
    expect(new Set(places).size).toBe(60)
  })

  it('gives 25 where nothing is said, and no more than asked for', async () => {
    expect((await pages({}))[0]?.length).toBe(25)
    for (const page of await pages({ query: { limit: '7' } })) expect(page.length).toBeLessThanOrEqual(7)
  })

  const filters: Record<string, string>[] = [
    { status: 'created' },
    { status: 'resolved' },
    { status: 'closed' },
    { priority: 'high' },
    { customer: customers.bakery },
    { assignee: people.technician.id },
    { assignee: people.teammate.id, status: 'resolved' },
    { customer: customers.foundry, priority: 'low', status: 'created' },
  ]

  it.each(filters)('filtered by %j holds just those, for everybody, in pages of any size', async (filter) => {
    for (const as of ['agent', 'technician', 'otherTechnician', 'customer', 'customersManager'] as const) {
      const whole = (await pages({ as, query: { limit: '100' } })).flat() as unknown as Record<string, string>[]
      const fitting = whole.filter((item) => Object.entries(filter).every(([field, value]) => item[field] === value))
      for (const limit of ['1', '4', '100']) {
        expect((await pages({ as, query: { ...filter, limit } })).flat()).toEqual(fitting)
      }
    }
  })

  it('stays in its order for who reads on while tickets come in', async () => {
    const first = await call('listTickets', { query: { limit: '20' } })
    pass(1000)
    await aTicket()
    const rest = await pages({ query: { limit: '20', cursor: first.body.next } })
    const all = [...first.body.items, ...rest.flat()].map(({ number }: Listed) => number)
    expect(new Set(all).size).toBe(60)
    expect(all.length).toBe(60)
  })

  it('is one round of queries, and no scan', async () => {
    const before = desk.countOf('Query')
    await call('listTickets')
    expect(desk.countOf('Query') - before).toBe(4)
  })
})

describe('the list of six hundred tickets', () => {
  /** One shard has all the newest, and the older ones lie beyond what one page looks at. */
  async function sixHundred(urgentIs: (place: number) => boolean) {
    const template = desk.table.find({ pk: `TICKET#${await aTicket()}`, sk: 'TICKET' }) as unknown as Ticket
    const urgent: Ticket[] = []
    for (let place = 2; place <= 600; place += 1) {
      const number = `TKT${String(place).padStart(6, '0')}`
      const createdAt = at((place + (shardOf(number) === 0 ? 1000 : 0)) * 1000)
      const ticket: Ticket = { ...template, number, createdAt, priority: urgentIs(place) ? 'urgent' : 'low' }
      if (urgentIs(place)) urgent.push(ticket)
      desk.table.put({ ...ticket, pk: `TICKET#${number}`, sk: 'TICKET', ...indexKeys(ticket, undefined) })
    }
    return urgent.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).map(({ number }) => number)
  }

  it.each<[string, (place: number) => boolean]>([
    ['spread thin', (place) => place % 31 === 0],
    ['all in one shard', (place) => shardOf(`TKT${String(place).padStart(6, '0')}`) === 2],
    ['only the oldest', (place) => place < 20],
    ['none', () => false],
  ])('gives those that fit, each once and in order, where they are %s', async (_, urgentIs) => {
    const urgent = await sixHundred(urgentIs)
    for (const limit of ['10', '100']) {
      const found = (await pages({ query: { priority: 'urgent', limit } })).flat()
      expect(found.map(({ number }) => number)).toEqual(urgent)
    }
  })
})

describe('a history', () => {
  it.each([1, 2, 3, 100])('comes oldest first, each once, %i a page', async (limit) => {
    const id = await aTicket()
    await call('startTicket', { id, as: 'technician' })
    await call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })
    await call('resumeTicket', { id })
    const found = (await pages({ id, query: { limit: String(limit) } }, 'getTicketHistory')).flat()
    const seqs = found.map((entry) => (entry as unknown as { seq: number }).seq)
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, place) => place + 1))
    expect(seqs.length).toBe(8)
  })

  it('says who did what, when, and what changed', async () => {
    const id = await aTicket()
    pass(90_000)
    await call('replaceTicket', {
      id,
      as: 'agent',
      headers: { 'if-match': '*' },
      body: { title: 'The oven is dark', description: '', priority: 'high', type: 'issue', category: 'hardware' },
    })
    const { body } = await call('getTicketHistory', { id })
    expect(body.items.find(({ type }: { type: string }) => type === 'ticket.updated')).toEqual({
      id: `ticket.${id}.3`,
      seq: 3,
      type: 'ticket.updated',
      occurredAt: '2026-11-21T10:01:30.000Z',
      actor: { id: people.agent.id, role: 'agent' },
      data: { fields: ['title', 'category'], category: { from: 'other', to: 'hardware' } },
      detail: {
        changes: {
          title: { from: 'The oven display is dark', to: 'The oven is dark' },
          category: { from: 'other', to: 'hardware' },
        },
      },
    })
  })
})
