import { beforeEach, describe, expect, it } from 'vitest'
import { macros } from '../../functions/platform/table/macros.ts'
import { roles } from '../../schemas/actor.ts'
import { examples } from '../../schemas/openapi/examples.ts'
import { type Caller, customers, people, teams } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { aSurvey } from './support/everything.ts'
import {
  type Asked,
  aTicket,
  call,
  kindOf,
  type OperationName,
  operationCalled,
  operationNames,
} from './support/gateway.ts'

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
  const macro = { ...examples.createMacro.answer, scope: 'shared' as const }
  desk.table.put({ ...macros.key(macro), ...macro })
  for (const ticket of Object.values(tickets)) aSurvey(desk, ticket, people.customer.id, 'Fine.')
  const key = { pk: `TICKET#${tickets.houses}`, sk: 'TICKET' }
  const { team: _, gsi4pk: __, gsi4sk: ___, ...nobodys } = desk.table.find(key) ?? {}
  desk.table.put({ ...key, ...nobodys })
})

interface Example {
  body?: unknown
}

/** Leaving is answered the same whatever the number: it takes away only what the caller themselves said. */
const sameForAll: readonly OperationName[] = ['endPresence']

/** Those that name a ticket and nothing of it: what is of a ticket must be there, and has tests of its own. */
const aboutOneTicket = operationNames.filter((name) => {
  const { path, params } = operationCalled(name)
  const names = /^\/(tickets|sla-tracking)\/\{/.test(path) && Object.keys(params?.shape ?? {}).length === 1
  return names && !sameForAll.includes(name)
})

function asked(name: OperationName, id: string, as: Caller): Asked {
  const { body } = (examples as Record<string, Example>)[name] ?? {}
  return { id, as, headers: { 'if-match': '*' }, ...(body !== undefined && { body }) }
}

const withoutRequest = ({
  status,
  body: { instance, requestId, ...said } = {},
  headers,
}: Awaited<ReturnType<typeof call>>) => {
  const { 'x-request-id': _, ...rest } = headers
  return { status, said, rest }
}

describe.each(sameForAll)('%s', (name) => {
  it.each(staffWhoSeeAll)('says to %s nothing of what is there', async (as) => {
    const missing = withoutRequest(await call(name, asked(name, 'TKT999999', as)))
    expect(missing.status).toBe(204)
    for (const id of Object.values(tickets)) {
      expect(withoutRequest(await call(name, asked(name, id, as)))).toEqual(missing)
    }
  })
})

describe.each(aboutOneTicket)('%s', (name) => {
  const { roles: may } = operationCalled(name)
  const callers = everybody.filter((caller) => may.includes(people[caller].role))

  it.each(callers)('for %s answers what is not theirs as what is not there', async (as) => {
    const missing = await call(name, { ...asked(name, 'TKT999999', as), requestId: 'another' })
    expect([missing.status, kindOf(missing)]).toEqual([404, 'not-found'])
    for (const [which, id] of Object.entries(tickets)) {
      const answer = await call(name, asked(name, id, as))
      if (sees[which as keyof typeof tickets].includes(as)) expect(answer.status).not.toBe(404)
      else expect(withoutRequest(answer)).toEqual(withoutRequest(missing))
    }
  })

  it('takes the number in lower case, too', async () => {
    const as = callers.includes('customer') ? 'customer' : 'supervisor'
    expect((await call(name, asked(name, 'tkt000001', as))).status).not.toBe(404)
  })

  // Who sees only a part of the tickets; the others have nothing that is not theirs.
  const outsiders = (['otherCustomer', 'otherTechnician'] as const).filter((caller) => callers.includes(caller))

  it.each(outsiders)('does not say more to %s who guesses at versions, numbers and keys', async (as) => {
    const missing = withoutRequest(await call(name, asked(name, 'TKT999999', as)))
    const headers = { 'if-match': '"99"', 'if-none-match': '"1"', 'idempotency-key': 'k' }
    for (const id of [tickets.bakerys, 'TKT000001 ', 'no number', '%00', 'X'.repeat(65), '__proto__', '0']) {
      expect(withoutRequest(await call(name, { ...asked(name, id, as), headers }))).toEqual(missing)
    }
  })
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

describe('a ticket number', () => {
  it('is the same in lower case', async () => {
    expect((await call('getTicket', { id: 'tkt000001' })).body.number).toBe('TKT000001')
    expect((await call('getSlaTracking', { id: 'tkt000001' })).body.ticket).toBe('TKT000001')
    expect((await call('startTicket', { id: 'tkt000001' })).body.number).toBe('TKT000001')
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

it('every role is among the callers of these tests', () => {
  expect(new Set(Object.values(people).map(({ role }) => role))).toEqual(new Set(roles))
})
