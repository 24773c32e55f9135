import './support/environment.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Ticket } from '../../domain/ticket.ts'
import { handler as compact } from '../../functions/finding/compact.ts'
import { readDocument } from '../../functions/platform/search/reading.ts'
import { searchIndex } from '../../functions/platform/search/search-index.ts'
import { priorities } from '../../schemas/ticket.ts'
import { customers, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { memoryBucket } from './search/support/bucket.ts'
import { assortedTickets, current, isOpen, listed, shown } from './support/assorted.ts'
import { aDesk, pass, throws } from './support/desk.ts'
import { call } from './support/gateway.ts'
import { context } from './support/timers.ts'

const desk = aDesk()
memoryBucket()
const callers = ['agent', 'technician', 'customer', 'customersManager'] as const

let all: Ticket[]
beforeEach(async () => {
  await compact(undefined, context)
  // A searcher looks once a minute whether the index was made anew.
  pass(61_000)
  all = await assortedTickets(desk, 100)
  await searchIndex().apply(await Promise.all(all.map(({ number }) => readDocument(number))))
})

/** What the table's indexes would pass over much for. */
const filters: [Record<string, string>, (ticket: Ticket) => boolean][] = [
  // In one order only: the newest are mostly open.
  [{ open: 'true' }, isOpen],
  [{ tag: 'printer' }, ({ tags }) => tags.includes('printer')],
  [{ tag: 'printer,plant-floor' }, ({ tags }) => tags.length === 2],
  [{ serial: 'SN4471' }, ({ serialNumber }) => !!serialNumber],
  [{ site: 'sit_1', open: 'true' }, (ticket) => ticket.site === 'sit_1' && isOpen(ticket)],
  [{ 'custom.floor': '2' }, ({ custom }) => custom?.floor === 2],
  [{ updatedFrom: at(200_000) }, ({ updatedAt }) => updatedAt >= at(200_000)],
  [
    { dueTo: at(6_000_000), status: 'assigned' },
    (it) => !!it.dueAt && it.dueAt < at(6_000_000) && it.status === 'assigned',
  ],
  [
    { customer: customers.bakery, tag: 'printer', open: 'false', team: teams.north },
    (it) => it.customer === customers.bakery && it.tags.includes('printer') && !isOpen(it) && it.team === teams.north,
  ],
]

describe('a list that the search index has', () => {
  it.each(filters)(
    'filtered by %j holds just those that fit and may be seen, in both orders',
    async (query, wanted) => {
      const inTable = desk.countOf('Query')
      for (const as of callers) {
        const expected = shown(all, as, current(wanted))
        expect(await listed({ ...query, order: 'asc' }, as)).toEqual(expected)
        expect(await listed(query, as, '17')).toEqual(expected.toReversed())
      }
      expect(desk.countOf('Query')).toBeGreaterThan(inTable)
    },
  )

  it('costs few requests for a page, whatever it is filtered by', async () => {
    await call('listTickets', { query: { tag: 'printer' } })
    const before = desk.calls.length
    await call('listTickets', { query: { tag: 'printer', priority: 'low', site: 'sit_1' } })
    expect(desk.calls.length - before).toBeLessThanOrEqual(4)
  })

  it.each(filters)('is read from the table where it does not answer: %j', async (query, wanted) => {
    vi.spyOn(searchIndex(), 'search').mockImplementation(throws(new Error('It is not there')))
    expect(await listed(query, 'technician')).toEqual(shown(all, 'technician', current(wanted)).toReversed())
  })

  it('has archived tickets of everybody, where they are asked for', async () => {
    expect(await listed({ archived: 'true', order: 'asc' }, 'agent')).toEqual(shown(all, 'agent', () => true))
  })
})

describe('a list sorted', () => {
  const rank = ({ priority, createdAt }: Ticket) => `${priorities.indexOf(priority)}#${createdAt}`

  it('by the last change comes in both orders', async () => {
    for (const as of callers) {
      const expected = shown(all, as, current(isOpen), ({ updatedAt }) => updatedAt)
      expect(await listed({ sort: 'updated', open: 'true', order: 'asc' }, as, '17')).toEqual(expected)
      expect(await listed({ sort: 'updated', open: 'true' }, as)).toEqual(expected.toReversed())
    }
  })

  it('by priority has the most urgent first', async () => {
    const found = await listed({ sort: 'priority', limit: '20' }, 'agent')
    const places = found.map((number) => rank(all.find((ticket) => ticket.number === number) as Ticket).slice(0, 1))
    expect(places).toEqual(places.toSorted())
    expect(found.toSorted()).toEqual(
      shown(
        all,
        'agent',
        current(() => true),
      ).toSorted(),
    )
  })

  it('by due instant has those without one last, in both orders, closed ones among them', async () => {
    for (const order of ['asc', 'desc']) {
      const found = await listed({ sort: 'due', order }, 'agent', '31')
      const due = found.flatMap((number) => all.find((ticket) => ticket.number === number)?.dueAt ?? [])
      expect(due).toEqual(order === 'asc' ? due.toSorted() : due.toSorted().toReversed())
      const dated = found.map((number) => all.find((ticket) => ticket.number === number)?.dueAt !== undefined)
      expect(dated.lastIndexOf(true)).toBe(due.length - 1)
      expect(found.length).toBe(
        shown(
          all,
          'agent',
          current(() => true),
        ).length,
      )
    }
  })

  it('is judged as it is now: what no longer fits is not shown', async () => {
    const [one] = all.filter((ticket) => isOpen(ticket) && ticket.tags.includes('printer'))
    desk.table.put({ ...desk.table.find({ pk: `TICKET#${one?.number}`, sk: 'TICKET' }), tags: [] } as never)
    const found = await listed({ tag: 'printer', open: 'true' }, 'agent')
    expect(found).not.toContain(one?.number)
    expect(found.length).toBe(all.filter((it) => isOpen(it) && it.tags.includes('printer')).length - 1)
  })

  it('by rank needs words', async () => {
    const { status, body } = await call('listTickets', { query: { sort: 'rank' } })
    expect([status, body.errors[0].path]).toEqual([400, 'sort'])
  })
})

describe('a list of what has certain words', () => {
  it('takes every filter, every order, and shows nobody what they may not see', async () => {
    for (const as of callers) {
      const expected = shown(
        all,
        as,
        current((it) => isOpen(it) && it.priority === 'high'),
      )
      expect(
        await listed({ q: 'oven displ', open: 'true', priority: 'high', sort: 'created', order: 'asc' }, as),
      ).toEqual(expected)
      expect((await listed({ q: 'oven', open: 'true', priority: 'high' }, as)).toSorted()).toEqual(expected.toSorted())
      expect(await listed({ q: 'submarine' }, as)).toEqual([])
    }
  })
})

describe('counting', () => {
  it('says of a view how many tickets each caller has in it', async () => {
    const body = { name: 'Urgent', filter: { open: true, priority: ['urgent'] }, team: teams.north }
    await call('createView', { as: 'manager', body })
    for (const as of ['manager', 'technician'] as const) {
      const { body: list } = await call('listViews', { as, query: { counts: 'true' } })
      const count = shown(
        all,
        as,
        current((it) => isOpen(it) && it.priority === 'urgent'),
      ).length
      expect(list.items[0]).toMatchObject({ count, more: false })
    }
  })

  it('is exact, for each caller, and much the same where the search index does not answer', async () => {
    for (const as of ['agent', 'supervisor', 'technician'] as const) {
      const { body } = await call('listQueues', { as })
      for (const { queue, count, more } of body.items) {
        const found = await call('listQueueTickets', { as, id: queue, query: { limit: '100' } })
        if (!found.body.next) expect([queue, count, more]).toEqual([queue, found.body.items.length, false])
        else expect(count).toBeGreaterThanOrEqual(found.body.items.length)
      }
    }
    vi.spyOn(searchIndex(), 'count').mockImplementation(throws(new Error('It is not there')))
    const { body } = await call('listQueues', { as: 'agent' })
    expect(body.items.find(({ queue }: { queue: string }) => queue === 'unassigned')).toMatchObject({
      count: shown(
        all,
        'agent',
        current((it) => isOpen(it) && !it.assignee),
      ).length,
    })
  })
})
