import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Ticket } from '../../domain/ticket.ts'
import { type Caller, customers, people, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { assortedTickets, current, isOpen, listed, shown } from './support/assorted.ts'
import { aDesk } from './support/desk.ts'
import { call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const callers = ['agent', 'supervisor', 'technician', 'otherTechnician', 'customer', 'customersManager'] as const

let all: Ticket[]
beforeEach(async () => {
  all = await assortedTickets(desk)
})

const filters: [Record<string, string>, (ticket: Ticket) => boolean][] = [
  [{}, () => true],
  [{ status: 'assigned,resolved' }, ({ status }) => ['assigned', 'resolved'].includes(status)],
  [{ open: 'false' }, (ticket) => !isOpen(ticket)],
  [{ open: 'true', status: 'created,closed' }, ({ status }) => status === 'created'],
  [{ open: 'false', status: 'created' }, () => false],
  [{ assignee: 'me' }, () => false],
  [{ assignee: 'none' }, ({ assignee }) => !assignee],
  [{ assignee: 'none', open: 'true' }, (ticket) => !ticket.assignee && isOpen(ticket)],
  [{ assignee: people.technician.id, open: 'false' }, (it) => it.assignee === people.technician.id && !isOpen(it)],
  [{ team: teams.north }, ({ team }) => team === teams.north],
  [{ team: `${teams.north},${teams.south}`, priority: 'urgent' }, (it) => !!it.team && it.priority === 'urgent'],
  [{ customer: customers.bakery }, ({ customer }) => customer === customers.bakery],
  [
    { customer: customers.bakery, category: 'network', light: 'red,yellow' },
    (it) => it.customer === customers.bakery && it.category === 'network' && it.light !== 'green',
  ],
  [{ createdFrom: at(10_000), createdTo: at(50_000) }, (it) => it.createdAt >= at(10_000) && it.createdAt < at(50_000)],
]

describe('a list', () => {
  it.each(filters)(
    'filtered by %j holds just those that fit and may be seen, in both orders',
    async (query, wanted) => {
      for (const as of callers) {
        const mine = ({ assignee }: Ticket) => assignee === people[as].id
        const expected = shown(all, as, current(query.assignee === 'me' ? mine : wanted))
        expect(await listed({ ...query, order: 'asc' }, as)).toEqual(expected)
        expect(await listed(query, as, '17')).toEqual(expected.toReversed())
      }
    },
  )

  it.each<[Record<string, string>, (ticket: Ticket) => boolean]>([
    [{}, () => true],
    [{ team: teams.north }, ({ team }) => team === teams.north],
    [{ team: `${teams.north},${teams.south}`, category: 'network' }, (it) => !!it.team && it.category === 'network'],
    [{ dueFrom: at(600_000), dueTo: at(6_000_000) }, ({ dueAt = '' }) => dueAt >= at(600_000) && dueAt < at(6_000_000)],
    [
      { dueFrom: at(600_000), team: teams.south },
      (it) => !!it.dueAt && it.dueAt >= at(600_000) && it.team === teams.south,
    ],
  ])('of open tickets by their due instant, filtered by %j, has those without one last', async (query, wanted) => {
    for (const as of callers) {
      const expected = shown(
        all,
        as,
        current((ticket) => isOpen(ticket) && wanted(ticket)),
        ({ dueAt = '9999' }) => dueAt,
      )
      for (const limit of ['9', '100']) {
        expect(await listed({ ...query, open: 'true', sort: 'due' }, as, limit)).toEqual(expected)
      }
    }
  })

  it('has archived tickets of a customer only where they are asked for', async () => {
    const query = { customer: customers.bakery, archived: 'true', order: 'asc' }
    const expected = shown(all, 'agent', ({ customer }) => customer === customers.bakery)
    expect(await listed(query, 'agent')).toEqual(expected)
    expect(expected.length).toBeGreaterThan((await listed({ customer: customers.bakery }, 'agent')).length)
  })

  it('names what is not known of its parameters', async () => {
    for (const [name, value] of Object.entries({ colour: 'red', 'custom.colour': 'red', 'custom.Floor': '2' })) {
      const answer = await call('listTickets', { query: { [name]: value } })
      expect([answer.status, kindOf(answer)]).toEqual([400, 'invalid'])
      expect(answer.body.errors).toMatchObject([{ path: name, message: 'is not known here' }])
    }
    const { body } = await call('listTickets', { query: { 'custom.colour': 'red' } })
    expect(body.errors[0].expected).toBe('one of: custom.floor, custom.room')
  })

  it('has no custom fields for customers but those that they may see', async () => {
    expect((await call('listTickets', { as: 'customer', query: { 'custom.floor': '2' } })).status).toBe(200)
    const { status, body } = await call('listTickets', { as: 'customer', query: { 'custom.room': 'Öst 4' } })
    expect(status).toBe(400)
    expect(body.errors[0].expected).toBe('one of: custom.floor')
  })

  it('does not go on with the cursor of another filter, order or caller', async () => {
    const query = { status: 'assigned,created', limit: '5' }
    const { body } = await call('listTickets', { query })
    const { next: cursor } = body
    for (const [as, more] of [
      ['agent', { status: 'assigned' }],
      ['agent', { order: 'asc' }],
      ['agent', { priority: 'low' }],
      ['manager', {}],
    ] as const) {
      const answer = await call('listTickets', { as, query: { ...query, ...more, cursor } })
      expect(answer.body.errors).toMatchObject([{ path: 'cursor' }])
    }
    expect((await call('listTickets', { query: { ...query, cursor } })).status).toBe(200)
  })
})

describe('the queues', () => {
  const now = at(0)
  const nobody = ({ assignee }: Ticket) => !assignee
  const expected: Record<string, (ticket: Ticket, as: Caller) => boolean> = {
    unassigned: (ticket) => isOpen(ticket) && nobody(ticket),
    mine: (ticket, as) => isOpen(ticket) && ticket.assignee === people[as].id,
    'my-team': ({ team, ...ticket }, as) => {
      const mine: readonly string[] = (people[as] as { teams?: readonly string[] }).teams ?? []
      return isOpen(ticket as Ticket) && !!team && mine.includes(team)
    },
    // The desk is in Berlin, where 10:00 UTC is 11:00: midnight is 13 hours away.
    'due-today': ({ dueAt }) => !!dueAt,
    overdue: ({ dueAt }) => !!dueAt && dueAt < now,
    'waiting-for-customer': ({ status }) => status === 'pending_customer',
    'waiting-for-parts': ({ status }) => status === 'pending_parts',
  }

  it.each(Object.keys(expected))(
    'have in %s just what belongs there for each of the staff, and count it',
    async (queue) => {
      for (const as of ['agent', 'supervisor', 'technician', 'otherTechnician'] as const) {
        const wanted = shown(all, as, (ticket) => expected[queue]?.(ticket, as) ?? false)
        const found: string[] = []
        let cursor: string | undefined
        do {
          const { status, body } = await call('listQueueTickets', {
            as,
            id: queue,
            query: { limit: '20', ...(cursor && { cursor }) },
          })
          expect(status).toBe(200)
          found.push(...body.items.map(({ number }: Ticket) => number))
          cursor = body.next
        } while (cursor)
        expect(found.toSorted()).toEqual(wanted.toSorted())
      }
    },
  )

  it('are found by their names and no others', async () => {
    expect((await call('listQueueTickets', { id: 'everything' })).status).toBe(404)
  })
})
