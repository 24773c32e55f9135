import './support/environment.ts'
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, customers, people } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, pass, throws } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import { eventsOf, ticketItem } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000

beforeEach(async () => {
  await aTicket()
})

describe('a phone call', () => {
  const log = (more: object = {}, as: Caller = 'agent') =>
    call('logCall', {
      as,
      body: { direction: 'outbound', outcome: 'reached', number: '+441632960001', durationSeconds: 60, ...more },
    })

  it('that reached the customer is an answer; one that did not is none', async () => {
    for (const outcome of ['not_reached', 'voicemail']) await log({ outcome })
    expect(ticketItem(desk).firstResponseAt).toBeUndefined()
    pass(5 * minute)
    const { status, body } = await log({ summary: 'Works again' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ startedAt: at(4 * minute), createdAt: at(5 * minute), summary: 'Works again' })
    expect(ticketItem(desk).firstResponseAt).toBe(at(5 * minute))
    const logged = eventsOf(desk).findLast(({ type }) => type === 'ticket.call-logged')
    expect(logged?.data).toEqual({ call: body.id, direction: 'outbound', outcome: 'reached', durationSeconds: 60 })
    expect(JSON.stringify(eventsOf(desk))).not.toContain('+44')
  })

  it("is listed with the ticket's, newest first where asked, and lies in what happened with the customer", async () => {
    await log({ summary: 'One' })
    await log({ summary: 'Two' })
    const { items } = (await call('listCalls', { query: { order: 'newest' } })).body
    expect(items.map(({ summary }: { summary: string }) => summary)).toEqual(['Two', 'One'])
    const [item] = desk.table.filter(({ gsi2pk }) => gsi2pk === `TIMELINE#${customers.bakery}`)
    expect(item).toMatchObject({ sk: `CALL#${items[1].id}`, gsi2sk: `${items[1].startedAt}#${items[1].id}` })
  })

  it.each([
    ['number', { number: '01632 960001' }],
    ['startedAt', { startedAt: at(1) }],
    ['person', { person: people.otherCustomer.id }],
    ['durationSeconds', { durationSeconds: 86_401 }],
  ])('is refused with a wrong %s', async (path, more) => {
    const refused = await log(more)
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, path])
  })

  it('does not exist for customers, nor for technicians of other teams', async () => {
    await log()
    for (const as of ['customer', 'partner'] as const) expect((await call('listCalls', { as })).status).toBe(403)
    expect((await call('listCalls', { as: 'otherTechnician' })).status).toBe(404)
    const history = (await call('getTicketHistory', { as: 'customer' })).text
    expect(history).not.toContain('call-logged')
  })
})

describe('time worked', () => {
  const log = (more: object = {}, as: Caller = 'technician') => call('logTime', { as, body: { minutes: 30, ...more } })
  const totals = async () => (await call('listTimeEntries', { query: { limit: '1' } })).body.totals

  it('adds up by billable, whatever the page', async () => {
    await log()
    await log({ minutes: 15, billable: false, note: 'Looked for the key' })
    const { body } = await log({ minutes: 45 }, 'agent')
    expect(body).toMatchObject({ person: people.agent.id, minutes: 45, billable: true })
    expect(await totals()).toEqual({ billable: 75, other: 15 })
    expect((await call('getTicket')).body.loggedMinutes).toEqual({ billable: 75, other: 15 })
    expect((await call('getTicket', { as: 'customer' })).body).not.toHaveProperty('loggedMinutes')
  })

  it('is taken back by whoever logged it, or a supervisor, once', async () => {
    const { body } = await log()
    const takeBack = (as: Caller) => call('removeTimeEntry', { as, params: { entry: body.id } })
    expect((await takeBack('teammate')).status).toBe(403)
    expect((await takeBack('technician')).status).toBe(204)
    expect((await takeBack('supervisor')).status).toBe(404)
    expect(await totals()).toEqual({ billable: 0, other: 0 })
    expect(eventsOf(desk).slice(-2)).toMatchObject([{ type: 'ticket.time-logged' }, { type: 'ticket.time-removed' }])
  })

  it('of another is logged by agents and above, for who works here', async () => {
    expect((await log({ person: people.teammate.id }, 'technician')).status).toBe(403)
    expect((await log({ person: people.teammate.id }, 'agent')).body.person).toBe(people.teammate.id)
    expect((await log({ person: people.customer.id }, 'agent')).status).toBe(400)
  })

  it.each([{ minutes: 0 }, { minutes: 1441 }, { minutes: 1.5 }, { workedAt: at(1) }])(
    '%j is refused',
    async (wrong) => {
      expect((await log(wrong)).status).toBe(400)
    },
  )

  it('is logged on a closed ticket, too: people write down their day in the evening', async () => {
    await call('resolveTicket', { body: { resolution: 'Fixed' } })
    await call('closeTicket', { as: 'customer' })
    expect((await log()).status).toBe(201)
  })
})

describe('presence', () => {
  const beat = (as: Caller, state = 'viewing') => call('keepPresence', { as, body: { state } })
  const present = async () =>
    (await call('listPresence')).body.items.map(({ person, state }: { person: string; state: string }) => [
      person,
      state,
    ])

  it('is one request, and leaves the ticket as it is', async () => {
    const before = structuredClone(ticketItem(desk))
    desk.calls = []
    expect((await beat('agent')).body).toMatchObject({ until: at(45_000) })
    expect(desk.calls.filter((one) => one !== 'Get')).toEqual(['TransactWrite'])
    expect(ticketItem(desk)).toEqual(before)
  })

  it('says who has it open and who is typing, until nothing was heard for 45 seconds', async () => {
    await beat('agent')
    await beat('technician', 'typing')
    expect(await present()).toEqual(
      [
        [people.agent.id, 'viewing'],
        [people.technician.id, 'typing'],
      ].toSorted(),
    )
    pass(44_999)
    await beat('agent', 'typing')
    pass(1)
    expect(await present()).toEqual([[people.agent.id, 'typing']])
    expect((await call('endPresence', { as: 'agent' })).status).toBe(204)
    expect(await present()).toEqual([])
  })

  it.each(['customer', 'partner'] as const)('is nothing that a %s makes or sees', async (as) => {
    expect((await beat(as)).status).toBe(403)
    expect((await call('listPresence', { as })).status).toBe(403)
  })

  it('is not where the ticket is not there, or not for this technician', async () => {
    expect((await beat('otherTechnician')).status).toBe(404)
    expect((await call('keepPresence', { id: 'TKT999999', body: { state: 'viewing' } })).status).toBe(404)
    expect((await call('listPresence', { as: 'otherTechnician' })).status).toBe(404)
  })

  it('waits for a command that is writing the ticket', async () => {
    const conflict = new TransactionCanceledException({
      $metadata: {},
      message: '',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    })
    desk.before('TransactWrite', throws(conflict), 4)
    expect((await beat('agent')).status).toBe(200)
    expect(await present()).toEqual([[people.agent.id, 'viewing']])
    desk.before('TransactWrite', throws(conflict), 5)
    expect((await beat('agent')).status).toBe(503)
  })
})

describe('what a macro is', () => {
  it('is refused where it does nothing, or says a placeholder that does not exist', async () => {
    const wrong = async (more: object) => (await call('createMacro', { body: { name: 'x', ...more } })).body.errors?.[0]
    expect(await wrong({})).toMatchObject({ message: 'does nothing' })
    for (const body of ['{{customer.password}}', '{{ }}', '{{customer.name', 'a}}', '{{__proto__}}', '{{a|b|c}}'])
      expect(await wrong({ reply: { body } })).toMatchObject({ path: 'reply.body' })
    expect((await wrong({ reply: { body: '{{customer.pasword}}' } })).expected).toContain('customer.name')
    expect(await wrong({ scope: 'team', reply: { body: 'x' } })).toMatchObject({ path: 'team' })
    expect(kindOf(await call('createMacro', { body: { name: 'x', actions: [{ do: 'fly' }] } }))).toBe('invalid')
  })
})
