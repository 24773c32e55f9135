import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Ticket } from '../../domain/ticket.ts'
import { handler as compact } from '../../functions/finding/compact.ts'
import { readDocument } from '../../functions/platform/search/reading.ts'
import { searchIndex } from '../../functions/platform/search/search-index.ts'
import { chances } from '../../infra/operator/load/chances.ts'
import { customers, people, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { memoryBucket } from './search/support/bucket.ts'
import { assortedTickets, current, isOpen, listed, shown } from './support/assorted.ts'
import { aDesk, pass } from './support/desk.ts'
import { call } from './support/gateway.ts'
import { context } from './support/timers.ts'

const desk = aDesk()
memoryBucket()
const callers = ['agent', 'technician', 'customer', 'customersManager'] as const

/** Each filter that there is, by itself, and what it means. */
const filters: readonly (readonly [name: string, value: string, fits: (ticket: Ticket) => boolean])[] = [
  ['status', 'created,assigned,resolved', ({ status }) => ['created', 'assigned', 'resolved'].includes(status)],
  ['open', 'true', isOpen],
  ['open', 'false', (ticket) => !isOpen(ticket)],
  ['priority', 'urgent,low', ({ priority }) => ['urgent', 'low'].includes(priority)],
  ['type', 'question,complaint', ({ type }) => ['question', 'complaint'].includes(type)],
  ['category', 'network', ({ category }) => category === 'network'],
  ['assignee', people.technician.id, ({ assignee }) => assignee === people.technician.id],
  ['assignee', 'none', ({ assignee }) => !assignee],
  ['team', teams.north, ({ team }) => team === teams.north],
  ['customer', customers.bakery, ({ customer }) => customer === customers.bakery],
  ['site', 'sit_1', ({ site }) => site === 'sit_1'],
  ['product', 'prd_1', ({ product }) => product === 'prd_1'],
  ['serial', 'SN-4471', ({ serialNumber }) => !!serialNumber],
  ['channel', 'email,phone', ({ channel }) => ['email', 'phone'].includes(channel)],
  ['tag', 'printer', ({ tags }) => tags.includes('printer')],
  ['light', 'red,yellow', ({ light }) => light !== 'green'],
  ['createdFrom', at(20_000), ({ createdAt }) => createdAt >= at(20_000)],
  ['createdTo', at(80_000), ({ createdAt }) => createdAt < at(80_000)],
  ['updatedFrom', at(100_000), ({ updatedAt }) => updatedAt >= at(100_000)],
  ['updatedTo', at(400_000), ({ updatedAt }) => updatedAt < at(400_000)],
  ['dueFrom', at(600_000), ({ dueAt }) => !!dueAt && dueAt >= at(600_000)],
  ['dueTo', at(9_000_000), ({ dueAt }) => !!dueAt && dueAt < at(9_000_000)],
  ['custom.floor', '2', ({ custom }) => custom?.floor === 2],
]

let all: Ticket[]
beforeEach(async () => {
  await compact(undefined, context)
  // A searcher looks once a minute whether the index was made anew.
  pass(61_000)
  all = await assortedTickets(desk, 150)
  await searchIndex().apply(await Promise.all(all.map(({ number }) => readDocument(number))))
})

describe('any combination of filters', () => {
  it('of one holds just those that fit and may be seen', async () => {
    for (const [name, value, fits] of filters) {
      const expected = shown(all, 'agent', current(fits))
      expect([name, expected.length > 0]).toEqual([name, true])
      expect([name, await listed({ [name]: value, order: 'asc' }, 'agent')]).toEqual([name, expected])
    }
  })

  it.each([1, 2, 3, 4])(
    'holds just those that fit all of them, for everybody, in pages of any size (%i)',
    async (seed) => {
      const chance = chances(seed)
      const some = Math.floor
      for (let round = 0; round < 25; round += 1) {
        const picked = new Map(
          Array.from(
            { length: 2 + some(chance() * 4) },
            () => filters[some(chance() * filters.length)] ?? filters[0],
          ).map((filter) => [filter?.[0] ?? '', filter]),
        )
        const query = Object.fromEntries([...picked].map(([name, filter]) => [name, filter?.[1] ?? '']))
        const fits = (ticket: Ticket) => [...picked.values()].every((filter) => filter?.[2](ticket))
        const as = callers[some(chance() * callers.length)] ?? 'agent'
        const expected = shown(all, as, current(fits))
        expect([as, query, await listed(query, as, `${1 + some(chance() * 60)}`)]).toEqual([
          as,
          query,
          expected.toReversed(),
        ])
      }
    },
  )

  it('does not tell customers what a field holds that only another brand shows them', async () => {
    const room = { label: 'Room', type: 'text', customers: 'see' }
    const body = { brands: { shop: { name: 'Shop', customFields: { room } } } }
    expect((await call('changeSettings', { as: 'admin', body })).status).toBe(200)
    const numbers: string[] = []
    for (const brand of ['main', 'shop']) {
      const given = { title: 'A door', brand, customer: customers.bakery, custom: { room: 'Nine' } }
      const { number } = (await call('createTicket', { body: given })).body
      await searchIndex().apply([await readDocument(number)])
      numbers.push(number)
    }
    const query = { 'custom.room': 'nine', order: 'asc' }
    expect(await listed(query, 'agent')).toEqual(numbers)
    expect(await listed(query, 'customersManager')).toEqual(numbers.slice(1))
    expect(await listed({ ...query, brand: 'main' }, 'customersManager')).toEqual([])
  })
})
