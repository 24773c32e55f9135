import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { handler as work } from '../../functions/customers/work.ts'
import { type Caller, customers, people, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import { JobQueue } from './support/jobs.ts'
import { eventsOf, ticketItem } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000

const move = (id: string, body: object = {}, as: Caller = 'agent', headers: Record<string, string> = {}) =>
  call('changeTicketCustomer', { as, id, body: { customer: customers.foundry, ...body }, headers })
const statusOf = async (as: Caller, id: string) => (await call('getTicket', { as, id })).status
const listed = async (as: Caller, query: Record<string, string> = {}) =>
  (await call('listTickets', { as, query })).body.items.map(({ number }: { number: string }) => number)

describe('a ticket that is given to another customer', () => {
  it('is theirs from then on, and nothing of the former one is left on it', async () => {
    const site = (await call('createSite', { id: customers.bakery, body: { name: 'Mill Lane' } })).body.id
    const product = (await call('createProduct', { id: customers.bakery, body: { name: 'Oven', site } })).body.id
    const contact = { email: 'reception@bakery.example' }
    const id = await aTicket({ site, product, serialNumber: 'S-1', contact })
    for (const person of [people.colleague.id, people.technician.id]) {
      await call('watchTicket', { id, as: 'agent', params: { id, person } })
    }
    pass(minute)
    const { status, body } = await move(id, { reason: 'The wrong company' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      customer: customers.foundry,
      requester: people.agent.id,
      serialNumber: 'S-1',
      watchers: [people.technician.id],
      team: teams.north,
    })
    for (const field of ['site', 'product', 'contract', 'warranty', 'contact']) expect(body).not.toHaveProperty(field)
    expect(eventsOf(desk, id).slice(-3)).toMatchObject([
      {
        type: 'ticket.customer-changed',
        actor: { id: people.agent.id },
        data: { from: customers.bakery, to: customers.foundry },
        detail: { reason: 'The wrong company', changes: { site: { from: site }, contact: { from: contact } } },
      },
      { type: 'ticket.unwatched', data: { person: people.colleague.id } },
      { type: 'sla.policy-chosen' },
    ])
    expect(ticketItem(desk, id)).toMatchObject({ gsi2pk: `CUSTOMER#${customers.foundry}` })
  })

  it('is seen by the new people, and not by the former ones any more', async () => {
    const id = await aTicket()
    await call('addComment', { id, body: { body: 'We look into it' } })
    await move(id)
    for (const as of ['customer', 'colleague', 'customersManager', 'partner'] as const) {
      expect([as, await statusOf(as, id), await listed(as)]).toEqual([as, 404, []])
    }
    expect([await statusOf('otherCustomer', id), await listed('otherCustomer')]).toEqual([200, [id]])
    expect(await listed('agent', { customer: customers.bakery })).toEqual([])
    const comments = (await call('listComments', { id, as: 'otherCustomer' })).body.items
    expect(comments).toMatchObject([{ text: 'We look into it' }])
    const timeline = async (customer: string) => (await call('listTimeline', { id: customer })).body.items
    expect(await timeline(customers.bakery)).toEqual([])
    expect(await timeline(customers.foundry)).toMatchObject([{ kind: 'ticket', ticket: { number: id } }])
  })

  it('tells nobody from outside what happened while it was another customer’s', async () => {
    const id = await aTicket()
    await call('startTicket', { id })
    await move(id)
    await call('assignTicket', { id, body: { technician: people.technician.id } })
    const typesFor = async (as: Caller) =>
      (await call('getTicketHistory', { id, as })).body.items.map(({ type }: { type: string }) => type)
    expect(await typesFor('otherCustomer')).toEqual(['ticket.assigned', 'ticket.status-changed'])
    expect(await typesFor('agent')).toContain('ticket.created')
    const headers = { 'if-match': '"1"' }
    const stale = await call('closeTicket', { id, as: 'otherCustomer', headers })
    expect([stale.status, stale.body.changes.map(({ type }: { type: string }) => type)]).toEqual([
      412,
      ['ticket.assigned', 'ticket.status-changed'],
    ])
    expect((await move(id, {}, 'agent', headers)).body.changes).toContainEqual(
      expect.objectContaining({ type: 'ticket.customer-changed' }),
    )
  })

  it('is measured by what was agreed with the new one, from its opening on', async () => {
    const targets = { high: { response: 'PT20M' } }
    const own = await call('createSlaPolicy', {
      as: 'manager',
      body: { name: 'Foundry', conditions: { tags: ['never'] }, targets },
    })
    await call('changeCustomer', { id: customers.foundry, body: { policy: own.body.id }, headers: { 'if-match': '*' } })
    const id = await aTicket()
    pass(10 * minute)
    const { body } = await move(id)
    expect(body).toMatchObject({ policy: { id: own.body.id }, dueAt: at(20 * minute) })
    const late = await aTicket()
    pass(30 * minute)
    await move(late)
    expect(eventsOf(desk, late).filter(({ type }) => type === 'sla.breached')).toHaveLength(1)
  })

  it('goes on with who asked, if they are of the desk or of the new customer, or is asked by whom is named', async () => {
    const byDesk = await aTicket({ customer: customers.bakery }, 'agent')
    expect((await move(byDesk, {}, 'manager')).body.requester).toBe(people.agent.id)
    const named = await aTicket()
    const contact = { email: 'office@foundry.example' }
    const { body } = await move(named, { requester: people.otherCustomer.id, contact })
    expect(body).toMatchObject({ requester: people.otherCustomer.id, contact })
    const back = await move(named, { customer: customers.bakery, requester: people.colleague.id })
    expect(back.body).toMatchObject({ customer: customers.bakery, requester: people.colleague.id })
    expect(await statusOf('otherCustomer', named)).toBe(404)
  })

  it('stays as it is where it is that customer’s already', async () => {
    const id = await aTicket()
    const before = ticketItem(desk, id)
    expect((await move(id, { customer: customers.bakery })).status).toBe(200)
    expect(ticketItem(desk, id)).toEqual(before)
  })

  it('must be open, alone, and as it was read; customer and requester must be known', async () => {
    const id = await aTicket()
    const kindsOf = async (...asked: Parameters<typeof move>) => {
      const answer = await move(...asked)
      return [answer.status, kindOf(answer)]
    }
    expect(await kindsOf(id, { customer: 'cus_01JD0000000000000000000000' })).toEqual([400, 'invalid'])
    expect(await kindsOf(id, { requester: people.customer.id })).toEqual([400, 'invalid'])
    expect(await kindsOf(id, { requester: people.agent.id })).toEqual([400, 'invalid'])
    expect(await kindsOf(id, {}, 'technician')).toEqual([403, 'forbidden'])
    expect(await kindsOf(id, {}, 'agent', { 'if-match': '"7"' })).toEqual([412, 'stale'])
    const source = await aTicket()
    await call('mergeTicket', { id: source, body: { into: id, reason: 'The same' } })
    expect(await kindsOf(id)).toEqual([409, 'conflict'])
    expect(await kindsOf(source)).toEqual([409, 'conflict'])
    const closed = await aTicket()
    await call('resolveTicket', { id: closed, body: { resolution: 'Done' } })
    await call('closeTicket', { id: closed, as: 'manager', body: {} })
    expect(await kindsOf(closed)).toEqual([409, 'move-not-allowed'])
  })

  it('is still found when somebody of the former customer is erased', async () => {
    const contact = { email: 'customer@desk.example' }
    const mentions = await aTicket({ title: 'Ask customer@desk.example about it', contact })
    await move(mentions)
    expect((await call('eraseContact', { as: 'admin', id: people.customer.id })).status).toBe(202)
    await new JobQueue(desk, work).run()
    expect(ticketItem(desk, mentions)).toMatchObject({ title: 'Ask [erased] about it' })
    expect(eventsOf(desk, mentions).at(-1)).toMatchObject({ type: 'ticket.person-erased' })
    expect(JSON.stringify(eventsOf(desk, mentions))).not.toContain('customer@desk.example')
  })
})
