import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, people, teams } from '../support/people.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import { eventsOf, ticketItem, typesOf } from './support/timers.ts'

const desk = aDesk()

const reply = { body: 'Hello {{customer.name|there}}, it is {{ticket.number}}: {{ticket.title}}.' }
const pause = { do: 'pause', status: 'pending_customer', reason: 'Which one?' }
const make = async (more: object = {}, as: Caller = 'agent') =>
  call('createMacro', { as, body: { name: 'Ask', reply, ...more } })
const use = (macro: string, more: object = {}, as: Caller = 'agent') =>
  call('applyMacro', { as, body: { macro, ...more } })

beforeEach(async () => {
  await aTicket({ title: 'A *dark* <b>display</b> https://evil.example' })
})

describe('macros are kept', () => {
  const seenBy = async (as: Caller) =>
    (await call('listMacros', { as })).body.items.map(({ name }: { name: string }) => name)

  it('by everybody for themselves, by its supervisors for a team, by any supervisor for all', async () => {
    expect((await make({ name: 'mine' }, 'technician')).status).toBe(201)
    expect(kindOf(await make({ scope: 'shared' }, 'agent'))).toBe('forbidden')
    expect(kindOf(await make({ scope: 'team', team: teams.south }, 'supervisor'))).toBe('forbidden')
    expect((await make({ name: 'north', scope: 'team', team: teams.north }, 'supervisor')).status).toBe(201)
    pass(1)
    expect((await make({ name: 'south', scope: 'team', team: teams.south }, 'manager')).status).toBe(201)
    pass(1)
    expect((await make({ name: 'all', scope: 'shared' }, 'supervisor')).status).toBe(201)
    expect((await make({ scope: 'team', team: 'tea_01JD0000000000000000TEAM09' }, 'manager')).status).toBe(400)
    expect(await seenBy('technician')).toEqual(['mine', 'north', 'all'])
    expect(await seenBy('otherTechnician')).toEqual(['south', 'all'])
    expect(await seenBy('manager')).toEqual(['north', 'south', 'all'])
    expect((await call('listMacros', { as: 'customer' })).status).toBe(403)
  })

  it('and changed and removed by the same, with a history of their own', async () => {
    const { body: personal } = await make()
    const { body: shared } = await make({ scope: 'shared' }, 'supervisor')
    const params = (macro: string) => ({ params: { macro } })
    const change = (macro: string, as: Caller, body: object) => call('updateMacro', { as, body, ...params(macro) })
    expect((await change(personal.id, 'admin', { name: 'x' })).status).toBe(404)
    expect((await change(shared.id, 'agent', { name: 'x' })).status).toBe(403)
    expect((await change(shared.id, 'supervisor', { name: 'Other' })).body).toMatchObject({ name: 'Other', version: 2 })
    expect((await change(shared.id, 'supervisor', { reply: null })).status).toBe(400)
    expect((await change(shared.id, 'supervisor', { reply: { body: '{{no}}' } })).status).toBe(400)
    expect((await change(shared.id, 'supervisor', { scope: 'personal' })).status).toBe(400)
    expect((await call('deleteMacro', { as: 'agent', ...params(shared.id) })).status).toBe(403)
    expect((await call('deleteMacro', { as: 'supervisor', ...params(shared.id) })).status).toBe(204)
    expect((await call('getMacro', { as: 'supervisor', ...params(shared.id) })).status).toBe(404)
    const events = desk.table.filter(({ pk }) => pk === `MACRO#${shared.id}`).map(({ type }) => type)
    expect(events).toEqual(['macro.created', 'macro.updated', 'macro.deleted'])
  })
})

describe('a macro', () => {
  it('says its reply with everything filled in, as mere words, and changes the ticket in the same transaction', async () => {
    const { body: macro } = await make({ actions: [{ do: 'take' }, pause, { do: 'tag', add: ['asked'] }] })
    desk.calls = []
    const { status, body } = await use(macro.id)
    expect(status).toBe(200)
    expect(desk.countOf('TransactWrite')).toBe(1)
    expect(body.comment.html).toBe(
      '<p>Hello customer, it is TKT000001: A *dark* &lt;b&gt;display&lt;/b&gt; https://evil.example.</p>\n',
    )
    expect(body.ticket).toMatchObject({
      status: 'pending_customer',
      assignee: people.agent.id,
      tags: ['asked'],
      statusReason: 'Which one?',
    })
    expect(ticketItem(desk)).toMatchObject({ status: 'pending_customer', counts: { comments: 1 } })
    expect(ticketItem(desk).firstResponseAt).toBeDefined()
    expect(typesOf(desk)).toContain('ticket.commented')
    const shown = (await call('listComments', { as: 'customer' })).body.items
    expect(shown.map(({ id }: { id: string }) => id)).toEqual([body.comment.id])
  })

  it('rehearsed says the same and does nothing', async () => {
    const { body: macro } = await make({ actions: [{ do: 'take' }, pause] })
    const before = structuredClone(desk.table.items)
    const { body } = await use(macro.id, { dryRun: true })
    expect(body).toMatchObject({ dryRun: true, ticket: { status: 'pending_customer' }, comment: { internal: false } })
    expect(desk.table.items).toEqual(before)
  })

  it('does all of it or nothing, with the refusal of the step that may not be', async () => {
    const { body: macro } = await make({ actions: [{ do: 'cancel', reason: 'x' }] })
    const before = structuredClone(desk.table.items)
    for (const dryRun of [false, true]) expect(kindOf(await use(macro.id, { dryRun }))).toBe('move-not-allowed')
    expect(desk.table.items).toEqual(before)
  })

  it('is used once for one key', async () => {
    const { body: macro } = await make()
    const headers = { 'idempotency-key': 'k' }
    const asked = { as: 'agent', body: { macro: macro.id }, headers } as const
    const first = await call('applyMacro', asked)
    expect((await call('applyMacro', asked)).text).toBe(first.text)
    expect(eventsOf(desk).filter(({ type }) => type === 'ticket.commented')).toHaveLength(1)
  })

  it('says what the agent has made of its reply', async () => {
    const { body: macro } = await make()
    expect((await use(macro.id, { body: 'Hello *you*' })).body.comment.text).toBe('Hello you')
  })

  it('fills in what it does not know by what the placeholder says, else by nothing', async () => {
    const text = 'Hi {{agent.name|one of us}} {{team.name}} {{ customer.company | friend }}{{agent.name}}.'
    const { body: macro } = await make({ reply: { body: text } })
    expect((await use(macro.id)).body.comment.text).toBe('Hi one of us north bakery.')
  })

  it('in HTML fills in words, not tags', async () => {
    const { body: macro } = await make({ reply: { body: '<p>{{ticket.title}}</p>', format: 'html' } })
    expect((await use(macro.id)).body.comment.html).toBe(
      '<p>A *dark* &lt;b&gt;display&lt;/b&gt; https://evil.example</p>',
    )
  })

  it('is as unknown on a ticket that its user may not see as one that does not exist', async () => {
    const { body: macro } = await make({}, 'otherTechnician')
    expect((await use(macro.id, {}, 'otherTechnician')).status).toBe(404)
    expect((await use(macro.id, {}, 'agent')).status).toBe(404)
  })

  it('that loses a race is judged by what the other has made of the ticket', async () => {
    const { body: macro } = await make({ actions: [{ do: 'take' }, pause] })
    desk.before('TransactWrite', () => call('cancelTicket', { as: 'supervisor', body: { reason: 'x' } }))
    pass(1)
    expect((await use(macro.id)).status).toBe(409)
    expect(ticketItem(desk).status).toBe('cancelled')
  })
})
