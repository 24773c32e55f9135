import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { people, teams } from '../support/people.ts'
import { day, hour, minute } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { aRule, changeTechnician, inHand, loadOf, onTheBus, Router, sweepRouting, toRouter } from './support/routing.ts'
import { eventsOf, ticketItem } from './support/timers.ts'

const desk = aDesk()
const { technician, teammate, supervisor } = people
const both = [technician.id, teammate.id]
let router: Router

beforeEach(() => {
  router = new Router(desk)
  // The supervisor is of the team, and gets nothing by the rules.
  changeTechnician(desk, supervisor.id, { assignable: false })
})

/** What the bus says when somebody's record has changed. */
const updated = (id: string) =>
  onTheBus({
    type: 'technician.updated',
    subject: { kind: 'technician', id },
    data: {},
    occurredAt: new Date().toISOString(),
  } as never)
const assigneeOf = (id: string) => ticketItem(desk, id).assignee
const network = (more = {}) => aTicket({ category: 'network', ...more })
const waits = (id: string) => desk.table.find(keys.routing(id))?.gsi5pk

describe('a new ticket', () => {
  it('goes to somebody by the rule that holds for it, and says why', async () => {
    const rule = await aRule()
    const id = await network()
    expect(waits(id)).toMatch(/^ROUTING#/)
    await router.settle()
    expect(both).toContain(assigneeOf(id))
    expect(ticketItem(desk, id)).toMatchObject({ status: 'assigned', team: teams.north, load: 1 })
    const [event] = eventsOf(desk, id).filter(({ type }) => type === 'ticket.assigned')
    expect(event).toMatchObject({
      actor: { role: 'system' },
      data: { reason: 'rule', rule, by: 'round-robin' },
      detail: { because: [expect.stringContaining('it was their turn')] },
    })
    expect(desk.table.find(keys.routed(id, event?.seq ?? 0))).toMatchObject({
      outcome: { outcome: 'assigned', rule, steps: expect.any(Array), candidates: expect.any(Array) },
    })
    expect(waits(id)).toBeUndefined()
    expect(loadOf(desk, String(assigneeOf(id)))).toEqual({ points: 1, tickets: 1 })
  })

  it('waits where no rule holds, and is tried when the rules change', async () => {
    const id = await network()
    await router.settle()
    expect(waits(id)).toMatch(/^UNROUTED#/)
    expect(desk.table.find(keys.routing(id))).toMatchObject({ outcome: { outcome: 'nobody' } })
    pass(10_000)
    await aRule()
    await router.settle()
    expect(both).toContain(assigneeOf(id))
  })

  it('is left alone that somebody has taken, or that has ended', async () => {
    await aRule()
    const taken = await network()
    await call('startTicket', { id: taken, as: 'technician' })
    const ended = await network()
    await call('cancelTicket', { id: ended, as: 'manager', body: { reason: 'A mistake' } })
    await router.settle()
    expect(assigneeOf(taken)).toBe(technician.id)
    expect(assigneeOf(ended)).toBeUndefined()
    expect([waits(taken), waits(ended)]).toEqual([undefined, undefined])
  })

  it('goes to one person once, however often its events come, and in whatever order', async () => {
    await aRule()
    const id = await network()
    const messages = router.news().map(onTheBus)
    expect(await toRouter(...messages.toReversed(), ...messages)).toEqual([])
    expect(eventsOf(desk, id).filter(({ type }) => type === 'ticket.assigned')).toHaveLength(1)
    await router.settle()
    for (const person of both) expect(loadOf(desk, person)).toEqual(inHand(desk, person))
  })

  it.each(['before', 'after'] as const)(
    'is with one person where the router crashed just %s it was given',
    async (when) => {
      await aRule()
      const id = await network()
      const messages = router.news().map(onTheBus)
      desk[when]('TransactWrite', throws(fault('TimeoutError')))
      await toRouter(...messages)
      await toRouter(...messages)
      expect(eventsOf(desk, id).filter(({ type }) => type === 'ticket.assigned')).toHaveLength(1)
      for (const person of both) expect(loadOf(desk, person)).toEqual(inHand(desk, person))
    },
  )

  it('is found by the sweep where its event was lost', async () => {
    await aRule()
    const id = await network()
    router.news()
    await sweepRouting()
    expect(router.own()).toEqual([])
    pass(61_000)
    await sweepRouting()
    await router.settle()
    expect(both).toContain(assigneeOf(id))
  })
})

describe('whoever is chosen', () => {
  it('does not get it if they go absent at that very moment', async () => {
    await aRule()
    changeTechnician(desk, teammate.id, { status: 'off' })
    const id = await network()
    desk.before('TransactWrite', () => changeTechnician(desk, technician.id, { status: 'off' }))
    await router.settle()
    expect(assigneeOf(id)).toBeUndefined()
    expect(waits(id)).toMatch(/^ROUTING#/)
    pass(10_000)
    changeTechnician(desk, teammate.id, { status: 'available' })
    await toRouter(updated(teammate.id))
    expect(assigneeOf(id)).toBe(teammate.id)
  })

  it('is never given more than they can take; what becomes free goes to the most urgent that waits', async () => {
    await aRule()
    await router.settle()
    for (const person of both) changeTechnician(desk, person, { capacity: 1 })
    const ids: string[] = []
    for (const priority of ['high', 'high', 'medium', 'urgent']) ids.push(await network({ priority }))
    await router.settle()
    const [first, second, medium = '', urgent = ''] = ids
    expect([first, second].map((id) => assigneeOf(String(id))).toSorted()).toEqual(both)
    expect([assigneeOf(medium), assigneeOf(urgent)]).toEqual([undefined, undefined])
    pass(minute)
    await call('resolveTicket', { id: String(first), as: 'agent', body: { resolution: 'Done' } })
    await router.settle()
    expect(both).toContain(assigneeOf(urgent))
    expect(assigneeOf(medium)).toBeUndefined()
    for (const person of both) expect(loadOf(desk, person)).toEqual({ points: 1, tickets: 1 })
  })

  it('is found for the one that they fit for, however many more urgent ones wait for a skill that nobody has', async () => {
    await aRule()
    await aRule({
      name: 'Gas',
      conditions: { category: ['hardware'] },
      target: { team: teams.north, by: 'round-robin', skill: { skill: 'gas' } },
    })
    for (const person of both) changeTechnician(desk, person, { capacity: 0 })
    for (let count = 0; count < 25; count += 1) await aTicket({ category: 'hardware', priority: 'urgent' })
    const id = await network({ priority: 'low' })
    await router.settle()
    pass(minute)
    changeTechnician(desk, technician.id, { capacity: 1 })
    desk.calls = []
    await toRouter(updated(technician.id))
    expect(assigneeOf(id)).toBe(technician.id)
    // One transaction, and nothing is asked or written for those whom nobody fits.
    expect([desk.countOf('TransactWrite'), desk.countOf('Update')]).toEqual([1, 0])
  })

  it('is asked for in vain only for so long: when somebody is back by the calendar, the sweep finds it', async () => {
    await aRule()
    const until = new Date(Date.now() + 5 * minute).toISOString()
    const absence = { id: 'abs_00000000000000000000000001', from: '2026-01-01T00:00:00.000Z', until, kind: 'sick' }
    for (const person of both) changeTechnician(desk, person, { absences: [absence] })
    const id = await network()
    await router.settle()
    expect(desk.table.find(keys.routing(id))).toMatchObject({ outcome: { outcome: 'nobody', again: until } })
    await sweepRouting()
    expect(router.own()).toEqual([])
    pass(5 * minute)
    await sweepRouting()
    await router.settle()
    expect(both).toContain(assigneeOf(id))
  })

  it('takes turns', async () => {
    await aRule()
    for (let count = 0; count < 6; count += 1) await network()
    await router.settle()
    expect(both.map((person) => loadOf(desk, person).tickets)).toEqual([3, 3])
  })
})

describe('a ticket that comes back', () => {
  it('goes to another once it was declined, and never to them again', async () => {
    await aRule()
    const id = await network()
    await router.settle()
    const first = assigneeOf(id)
    const as = first === technician.id ? 'technician' : 'teammate'
    await call('unassignTicket', { id, as, body: { reason: 'I am no electrician' } })
    await router.settle()
    const second = assigneeOf(id)
    expect(both.filter((person) => person !== first)).toEqual([second])
    await call('unassignTicket', {
      id,
      as: as === 'technician' ? 'teammate' : 'technician',
      body: { reason: 'Nor am I' },
    })
    await router.settle()
    expect(assigneeOf(id)).toBeUndefined()
    expect(ticketItem(desk, id).routing?.excluded).toEqual([first, second])
  })

  it('stays in the queue where a supervisor took it from somebody', async () => {
    await aRule()
    const id = await network()
    await router.settle()
    await call('unassignTicket', { id, as: 'supervisor', body: { reason: 'For the meeting' } })
    pass(day)
    await sweepRouting()
    await router.settle()
    expect(assigneeOf(id)).toBeUndefined()
  })

  it('goes to another where it is reopened in the hands of somebody who is away', async () => {
    await aRule()
    const id = await network()
    await router.settle()
    const first = String(assigneeOf(id))
    await call('resolveTicket', { id, as: 'agent', body: { resolution: 'Done' } })
    pass(hour)
    changeTechnician(desk, first, { status: 'off' })
    await call('reopenTicket', { id, as: 'customer', body: { reason: 'Dark again' } })
    await router.settle()
    expect(both.filter((person) => person !== first)).toEqual([assigneeOf(id)])
    expect(waits(id)).toBeUndefined()
  })

  it('stays with whoever had it where they are here', async () => {
    await aRule()
    const id = await network()
    await router.settle()
    const first = assigneeOf(id)
    await call('resolveTicket', { id, as: 'agent', body: { resolution: 'Done' } })
    await call('reopenTicket', { id, as: 'customer', body: { reason: 'Dark again' } })
    expect(waits(id)).toMatch(/^ROUTING#/)
    await router.settle()
    expect(assigneeOf(id)).toBe(first)
    expect(ticketItem(desk, id).status).toBe('reopened')
    expect(waits(id)).toBeUndefined()
  })
})
