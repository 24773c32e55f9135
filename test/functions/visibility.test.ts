import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, customers, people, teams } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

const desk = aDesk()
const everybody = Object.keys(people) as Caller[]

/** The tickets of the desk: the bakery's in the north, the foundry's in the south, and one of the house that nobody has. */
const tickets = { bakerys: 'TKT000001', foundrys: 'TKT000002', houses: 'TKT000003', teammates: 'TKT000004' }

const staffWhoSeeAll: Caller[] = ['agent', 'supervisor', 'manager', 'admin']
const sees: Record<keyof typeof tickets, Caller[]> = {
  bakerys: [...staffWhoSeeAll, 'customer', 'customersManager', 'partner', 'technician', 'teammate'],
  foundrys: [...staffWhoSeeAll, 'otherCustomer', 'otherTechnician'],
  // Nobody's in particular: any technician may take it.
  houses: [...staffWhoSeeAll, 'technician', 'teammate', 'otherTechnician'],
  // Theirs, though it is with another team.
  teammates: [...staffWhoSeeAll, 'customersManager', 'partner', 'colleague', 'otherTechnician', 'teammate'],
}

beforeEach(async () => {
  await aTicket()
  await aTicket({}, 'otherCustomer')
  await aTicket({}, 'agent')
  await aTicket({}, 'colleague')
  await call('assignTicket', { id: tickets.foundrys, body: { team: teams.south } })
  await call('assignTicket', { id: tickets.teammates, body: { team: teams.south, technician: people.teammate.id } })
  const key = { pk: `TICKET#${tickets.houses}`, sk: 'TICKET' }
  const { team: _, gsi4pk: __, gsi4sk: ___, ...nobodys } = desk.table.find(key) ?? {}
  desk.table.put({ ...key, ...nobodys })
})

describe('the list', () => {
  it.each(everybody)('shows %s exactly the tickets that they may see', async (as) => {
    const { body } = await call('listTickets', { as })
    const shown = body.items.map(({ number }: { number: string }) => number)
    const theirs = Object.entries(tickets).flatMap(([which, id]) =>
      sees[which as keyof typeof tickets].includes(as) ? [id] : [],
    )
    expect(shown.toSorted()).toEqual(theirs.toSorted())
  })

  it.each(everybody)('does not widen for %s by what they filter for', async (as) => {
    const filters: Record<string, string>[] = [
      { customer: customers.bakery },
      { customer: customers.foundry },
      { assignee: people.teammate.id },
      { status: 'created' },
      { priority: 'high' },
    ]
    const { body: all } = await call('listTickets', { as })
    for (const query of filters) {
      const { body } = await call('listTickets', { as, query })
      const [[field, value]] = Object.entries(query) as [[string, string]]
      const expected = all.items.filter((item: Record<string, string>) => item[field] === value)
      expect(body.items).toEqual(expected)
    }
  })
})

describe('a customer', () => {
  it('opens tickets for their own customer and no other, be there one or not', async () => {
    const open = (customer: string) => call('createTicket', { as: 'customer', body: { title: 'Dark', customer } })
    expect((await open(customers.bakery)).status).toBe(201)
    const another = await open(customers.foundry)
    const missing = await open('cus_0000000000000000000000NNNE')
    expect(another).toMatchObject({ status: 400, body: { errors: [{ path: 'customer' }] } })
    expect(another.text).toBe(missing.text)
  })

  it('does not read the words that staff gave as reasons, nor how the desk judged', async () => {
    const id = await aTicket()
    await call('startTicket', { id, as: 'technician' })
    await call('pauseTicket', { id, as: 'technician', body: { status: 'pending_parts', reason: 'They broke it' } })
    const staffs = await call('getTicketHistory', { id, as: 'agent' })
    expect(staffs.text).toContain('They broke it')
    expect((await call('getTicket', { id, as: 'agent' })).body.statusReason).toBe('They broke it')
    for (const as of ['customer', 'customersManager', 'partner'] as const) {
      for (const name of ['getTicket', 'getTicketHistory', 'listTickets'] as const) {
        expect((await call(name, { id, as })).text).not.toContain('They broke it')
      }
      const { body } = await call('getTicketHistory', { id, as })
      expect(body.items.map(({ type }: { type: string }) => type)).toEqual([
        'ticket.created',
        'ticket.assigned',
        'ticket.status-changed',
        'ticket.status-changed',
      ])
    }
  })

  it('reads how it was resolved, and what they themselves changed', async () => {
    const id = await aTicket()
    await call('replaceTicket', {
      id,
      as: 'customer',
      body: { title: 'Dim', description: '' },
      headers: { 'if-match': '*' },
    })
    await call('resolveTicket', { id, body: { resolution: 'A new bulb' } })
    const { body } = await call('getTicketHistory', { id, as: 'customer' })
    expect(body.items.map(({ detail }: { detail: unknown }) => detail).filter(Boolean)).toEqual([
      { changes: { title: { from: 'The oven display is dark', to: 'Dim' } } },
      { resolution: 'A new bulb' },
    ])
  })
})
