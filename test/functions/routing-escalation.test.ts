import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { people } from '../support/people.ts'
import { minute } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { aRule, changeTechnician, inHand, loadOf, Router } from './support/routing.ts'
import { changed, eventsOf, ticketItem, toSupervisor } from './support/timers.ts'

const desk = aDesk()
const { technician, teammate, supervisor } = people
const both = [technician.id, teammate.id]
let router: Router

/** A policy by which a first response that is overdue does this to a ticket. */
async function aPolicy(action: object): Promise<void> {
  const { status, text } = await call('createSlaPolicy', {
    as: 'admin',
    body: {
      name: 'Quick',
      conditions: { category: ['network'] },
      targets: { high: { response: 'PT10M', resolution: 'PT1H' } },
      pauseOn: ['pending_customer', 'pending_parts'],
      escalation: [{ clock: 'response', atPercent: 100, actions: [action] }],
    },
  })
  expect([status, text]).toEqual([201, text])
}

beforeEach(async () => {
  router = new Router(desk)
  changeTechnician(desk, supervisor.id, { assignable: false })
  await aRule()
  await router.settle()
})

/** A ticket that somebody has by the rules, and whose first response is overdue by now. */
async function overdue(): Promise<{ id: string; first: string }> {
  const id = await aTicket({ category: 'network' })
  await router.settle()
  const first = String(ticketItem(desk, id).assignee)
  pass(11 * minute)
  expect(await toSupervisor(changed(id))).toEqual([])
  return { id, first }
}

describe('a milestone', () => {
  it('that hands back to the rules has them asked: another gets it', async () => {
    await aPolicy({ action: 'assign', who: 'rules' })
    const { id, first } = await overdue()
    expect(ticketItem(desk, id)).toMatchObject({ status: 'created', routing: { excluded: [first] } })
    expect(loadOf(desk, first)).toEqual({ points: 0, tickets: 0 })
    await router.settle()
    expect(both.filter((person) => person !== first)).toEqual([ticketItem(desk, id).assignee])
    expect(ticketItem(desk, id).status).toBe('assigned')
    for (const person of both) expect(loadOf(desk, person)).toEqual(inHand(desk, person))
  })

  it('that hands to the supervisor counts what they have in hand, and says so', async () => {
    await aPolicy({ action: 'assign', who: 'supervisor' })
    const { id, first } = await overdue()
    expect(ticketItem(desk, id).assignee).toBe(supervisor.id)
    expect([loadOf(desk, first).tickets, loadOf(desk, supervisor.id).tickets]).toEqual([0, 1])
    const { body } = await call('explainAssignment', { id })
    expect(body.says.join(' ')).toMatch(
      /it was escalated to them\. That is .* when the first response is overdue\. Before, .* had it\./,
    )
    await router.settle()
    expect(ticketItem(desk, id).assignee).toBe(supervisor.id)
  })
})

describe('what waits for the customer', () => {
  it.each([
    ['is given to another', 'assignTicket', { technician: supervisor.id }],
    ['is escalated by hand to a senior', 'escalateTicket', { reason: 'Too hard', to: { person: supervisor.id } }],
  ] as const)('counts again when it %s', async (_, name, body) => {
    await aPolicy({ action: 'mark-escalated' })
    const id = await aTicket({ category: 'network' })
    await router.settle()
    const as = ticketItem(desk, id).assignee === technician.id ? 'technician' : 'teammate'
    await call('acceptTicket', { id, as })
    await call('pauseTicket', { id, as, body: { status: 'pending_customer', reason: 'Which one?' } })
    expect(eventsOf(desk, id).at(-1)?.type).toBe('sla.paused')
    pass(minute)
    const { status, body: after } = await call(name, { id, as: 'supervisor', body })
    expect([status, after.status, after.assignee]).toEqual([200, 'assigned', supervisor.id])
    expect(eventsOf(desk, id).map(({ type }) => type)).toContain('sla.resumed')
    expect(loadOf(desk, supervisor.id)).toEqual({ points: 1, tickets: 1 })
  })
})
