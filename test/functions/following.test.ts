import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, people } from '../support/people.ts'
import { at, day, hour } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import { quickPolicy, ticketItem, toSupervisor, typesOf, wake } from './support/timers.ts'

const desk = aDesk()
let id: string
beforeEach(async () => {
  id = await aTicket()
})

const nobody = 'per_0000000000000000000000NNNE'
const move = async (
  name: 'startTicket' | 'pauseTicket' | 'resolveTicket' | 'cancelTicket',
  body?: object,
  as: Caller = 'manager',
) => expect((await call(name, { id, as, ...(body && { body }) })).status).toBe(200)

describe('follow-ups', () => {
  const add = (body: object, as: Caller = 'agent', headers = {}) => call('addFollowUp', { id, as, body, headers })
  const list = async () => (await call('listFollowUps', { id, as: 'technician' })).body.items
  const end = (name: 'finishFollowUp' | 'cancelFollowUp', followUp: string) =>
    call(name, { id, as: 'technician', params: { followUp } })
  const note = 'Ask whether it holds'

  it('are set, listed oldest first with their words, due, and done', async () => {
    const first = await add({ note, dueAt: at(hour) })
    expect([first.status, first.body]).toMatchObject([201, { note, dueAt: at(hour), automatic: false, state: 'open' }])
    const second = await add({ note: 'And again' }, 'supervisor')
    expect(second.body).toMatchObject({ dueAt: at(4 * hour), createdBy: { role: 'supervisor' } })
    expect(await list()).toEqual([first.body, second.body])
    pass(hour)
    await toSupervisor({ number: id })
    expect((await list()).map(({ state }: { state: string }) => state)).toEqual(['due', 'open'])
    const done = await end('finishFollowUp', first.body.id)
    expect(done.body).toMatchObject({ state: 'done', endedAt: at(hour), endedBy: { id: people.technician.id } })
    expect((await end('cancelFollowUp', second.body.id)).body).toMatchObject({ state: 'cancelled' })
    expect((await list()).map(({ state }: { state: string }) => state)).toEqual(['done', 'cancelled'])
  })

  it('are paged', async () => {
    for (let count = 0; count < 3; count += 1) await add({ note })
    const first = await call('listFollowUps', { id, query: { limit: '2' } })
    expect(first.body.items).toHaveLength(2)
    const rest = await call('listFollowUps', { id, query: { limit: '2', cursor: first.body.next } })
    expect(rest.body.items).toHaveLength(1)
    expect(new Set([...first.body.items, ...rest.body.items].map((one) => one.id)).size).toBe(3)
  })

  it('end with their ticket', async () => {
    const { body } = await add({ note })
    await move('resolveTicket', { resolution: 'Done' })
    expect(await list()).toMatchObject([{ id: body.id, state: 'cancelled', endedBy: { role: 'system' } }])
    expect((await add({ note })).status).toBe(409)
  })

  it('are set by the desk itself where a ticket comes into somebody’s hands, and end with it in one transaction', async () => {
    desk.table.put({ ...(desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' }) as object), followUps: {} } as never)
    await move('startTicket', undefined, 'technician')
    expect(await list()).toMatchObject([
      { automatic: true, state: 'open', dueAt: at(4 * hour), createdBy: { role: 'system' } },
    ])
    expect((await call('getTicket', { id })).body.followUps).toHaveLength(1)
    expect((await call('getTicket', { id, as: 'customer' })).body).not.toHaveProperty('followUps')
  })

  it('are done once: said again it stays so, said otherwise is refused', async () => {
    const { body } = await add({ note })
    const done = await end('finishFollowUp', body.id)
    pass(hour)
    expect((await end('finishFollowUp', body.id)).body).toEqual(done.body)
    expect(kindOf(await end('cancelFollowUp', body.id))).toBe('conflict')
    expect(typesOf(desk, id).filter((type) => type === 'ticket.follow-up-ended')).toHaveLength(1)
  })

  it('are set once for one key', async () => {
    const headers = { 'idempotency-key': 'once' }
    const [one, two] = [await add({ note }, 'agent', headers), await add({ note }, 'agent', headers)]
    expect(two.body).toEqual(one.body)
    expect(await list()).toHaveLength(1)
  })

  it.each([
    ['in the past', { note, dueAt: at(-1) }, 'dueAt'],
    ['too far ahead', { note, dueAt: at(366 * day) }, 'dueAt'],
    ['without a word', { note: ' ' }, 'note'],
    ['at no instant', { note, dueAt: 'tomorrow' }, 'dueAt'],
  ])('%s are refused by name', async (_, body, path) => {
    const answer = await add(body)
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path])
  })

  it('that do not exist are not there, nor are those of tickets that one may not see', async () => {
    for (const followUp of ['fol_00000000000000000000000000', 'nonsense', '../BODY'])
      expect((await end('finishFollowUp', followUp)).status).toBe(404)
    const { body } = await add({ note })
    const asked = { id, as: 'otherTechnician', params: { followUp: body.id } } as const
    for (const name of ['listFollowUps', 'finishFollowUp'] as const) expect((await call(name, asked)).status).toBe(404)
  })
})

describe('watchers', () => {
  const watch = (as: Caller, person: string) => call('watchTicket', { id, as, params: { person } })
  const unwatch = (as: Caller, person: string) => call('unwatchTicket', { id, as, params: { person } })
  const seenBy = async (as: Caller) =>
    (await call('listWatchers', { id, as })).body.items.map(({ person }: { person: string }) => person)
  const sees = async (as: Caller) => (await call('getTicket', { id, as })).status === 200

  it('are who works here and the customer’s own contacts, as staff say', async () => {
    for (const person of [people.supervisor.id, people.colleague.id]) {
      expect([(await watch('agent', person)).status, (await watch('agent', person)).body]).toEqual([200, { person }])
    }
    expect(await seenBy('agent')).toEqual([people.supervisor.id, people.colleague.id])
    expect((await call('getTicket', { id })).body.watchers).toHaveLength(2)
    expect((await call('getTicket', { id, as: 'customer' })).body).not.toHaveProperty('watchers')
  })

  it('of another customer, and who does not exist, are refused with the same words', async () => {
    const [other, none] = [await watch('agent', people.otherCustomer.id), await watch('agent', nobody)]
    expect([other.status, none.status]).toEqual([400, 400])
    expect({ ...other.body, instance: '' }).toEqual({ ...none.body, instance: '' })
    expect(await sees('otherCustomer')).toBe(false)
  })

  it('see the ticket where they are of its customer, as long as they watch', async () => {
    expect(await sees('colleague')).toBe(false)
    await watch('agent', people.colleague.id)
    expect(await sees('colleague')).toBe(true)
    expect((await unwatch('colleague', 'me')).status).toBe(204)
    expect(await sees('colleague')).toBe(false)
  })

  it('are said by customers for themselves, and for colleagues by who sees all of the company', async () => {
    expect((await watch('customer', 'me')).body).toEqual({ person: people.customer.id })
    expect((await watch('customer', people.colleague.id)).status).toBe(400)
    expect((await watch('customersManager', people.colleague.id)).status).toBe(200)
    for (const staff of [people.agent.id, people.otherCustomer.id])
      expect((await watch('customersManager', staff)).status).toBe(400)
    await watch('agent', people.agent.id)
    expect(await seenBy('customer')).toEqual([people.customer.id])
    expect(await seenBy('customersManager')).toEqual([people.customer.id, people.colleague.id])
    // Of the desk’s own people they learn nothing, and end nobody’s watching.
    expect((await call('getWatcher', { id, as: 'customersManager', params: { person: people.agent.id } })).status).toBe(
      404,
    )
    expect((await unwatch('customersManager', people.agent.id)).status).toBe(204)
    expect(await seenBy('agent')).toContain(people.agent.id)
  })

  it('are none where one asks for somebody who does not watch', async () => {
    expect((await call('getWatcher', { id, as: 'agent', params: { person: 'me' } })).status).toBe(404)
    await watch('agent', 'me')
    expect((await call('getWatcher', { id, as: 'agent', params: { person: 'me' } })).status).toBe(200)
    expect((await unwatch('agent', 'me')).status).toBe(204)
    expect((await unwatch('agent', 'me')).status).toBe(204)
  })

  it('of a ticket that one may not see do not exist', async () => {
    for (const as of ['colleague', 'otherCustomer', 'otherTechnician'] as const)
      expect([(await watch(as, 'me')).status, (await call('listWatchers', { id, as })).status]).toEqual([404, 404])
  })
})

describe('parts that have arrived', () => {
  const arrived = (as: Caller) => call('reportPartsArrived', { id, as })

  it('bring the ticket back to work, once, however often it is said', async () => {
    await move('startTicket', undefined, 'technician')
    await move('pauseTicket', { status: 'pending_parts', reason: 'A fuse' })
    const first = await arrived('partner')
    expect([first.status, first.body.status]).toEqual([200, 'in_progress'])
    const again = await arrived('agent')
    expect(again.body.version).toBe(first.body.version)
    expect(typesOf(desk, id).filter((type) => type === 'ticket.parts-arrived')).toHaveLength(1)
  })

  it('are not said by a partner of another’s ticket', async () => {
    const theirs = await aTicket({}, 'otherCustomer')
    expect((await call('reportPartsArrived', { id: theirs, as: 'partner' })).status).toBe(404)
  })
})

describe('an archived ticket', () => {
  beforeEach(async () => {
    await call('addFollowUp', { id, body: { note: 'Ask' } })
    await move('cancelTicket', { reason: 'A duplicate' })
    pass(day)
    await toSupervisor({ number: id })
  })

  it('is read as before, by who may', async () => {
    const { status, body } = await call('getTicket', { id, as: 'customer' })
    expect([status, body.archivedAt, body.status]).toEqual([200, at(day), 'cancelled'])
    expect((await call('getTicketHistory', { id })).body.items.at(-1).type).toBe('ticket.archived')
    expect((await call('listFollowUps', { id })).body.items).toHaveLength(1)
  })

  it('is in no list of those at work, and wakes no more', () => {
    const { gsi2pk, gsi6pk, ...others } = ticketItem(desk, id) as unknown as Record<string, unknown>
    expect(gsi2pk).toBe(`CUSTOMER#${people.customer.customer}`)
    expect(gsi6pk).toMatch(/^ARCHIVED#/)
    expect(Object.keys(others).filter((name) => /^gsi.pk$/.test(name))).toEqual([])
  })

  it('takes no change', async () => {
    const kinds = [
      kindOf(await call('watchTicket', { id, params: { person: 'me' } })),
      kindOf(await call('addFollowUp', { id, body: { note: 'Ask' } })),
      kindOf(await call('reportPartsArrived', { id })),
      kindOf(await call('reopenTicket', { id, body: { reason: 'No' } })),
    ]
    expect(kinds).toEqual(['conflict', 'conflict', 'conflict', 'move-not-allowed'])
    expect((await call('getTicket', { id })).body.version).toBe(ticketItem(desk, id).version)
  })
})

it('a ticket that is warned about, resolved and closed takes nine transitions: nothing sleeps until it is archived', async () => {
  await quickPolicy()
  const settings = desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' }) as object
  // With a follow-up of the desk's own, and everything within the horizon of an hour.
  desk.table.put({ ...settings, autoCloseAfter: 'PT30M', followUps: {} } as never)
  id = await aTicket({ category: 'network' })
  // In the order of docs/adr/0004: Route Running CatchUp, Route Warned CatchUp, Route Resolved Close.
  await toSupervisor({ number: id })
  const execution = `${id}-1`
  let wakeAt = String(ticketItem(desk, id).armed?.wakeAt)
  const phases: string[] = []
  const wakes = async (last = false) => {
    pass(Math.max(0, Date.parse(wakeAt) - Date.now()))
    const sleep = await wake({ number: id, execution, wakeAt, last })
    phases.push(sleep.next)
    wakeAt = sleep.wakeAt
  }
  await wakes()
  await move('startTicket', undefined, 'technician')
  await move('resolveTicket', { resolution: 'A new fuse' })
  await toSupervisor(...(desk.queues.timers ?? []), { number: id })
  await wakes()
  await wakes(true)
  expect(phases).toEqual(['warned', 'resolved', 'done'])
  expect(ticketItem(desk, id)).toMatchObject({ status: 'closed', gsi5pk: expect.stringMatching(/^ARCHIVE#/) })
  await toSupervisor({ number: id })
  expect(desk.countOf('StartExecution')).toBe(1)
})
