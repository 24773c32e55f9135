import { expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people } from '../../infra/local/people.ts'
import type { Status } from '../../schemas/ticket.ts'
import type { Caller, OperationName } from '../support/client.ts'
import { deskAt, open } from '../support/desk.ts'
import { historyOf, ofType } from '../support/history.ts'

const desk = deskAt(readOutputs())
const { call, wrong } = desk
const { technician, agent } = people

type Step = [by: Caller, move: OperationName, body: object, status: Status]

/** Makes one move after the other; each counts the version up and is seen by the next. */
async function walk(id: string, steps: readonly Step[]): Promise<void> {
  for (const [by, move, body, status] of steps) {
    const before = (await call('getTicket', 'admin', { id })).body.version
    const answer = await wrong(move, by, { id, body, headers: { 'if-match': `"${before}"` } })
    expect([move, answer.status, answer.body]).toMatchObject([move, 200, { number: id, status, version: before + 1 }])
    expect(answer.headers.get('etag')).toBe(`"${before + 1}"`)
  }
}

it('a ticket goes through every move of its life, by those who may make it', async () => {
  const { number: id } = await open(desk, { priority: 'high', category: 'hardware', description: 'Since this morning' })
  await walk(id, [
    ['agent', 'assignTicket', { technician: technician.id, reason: 'Nearest' }, 'assigned'],
    ['technician', 'unassignTicket', { reason: 'Not on site today' }, 'created'],
    ['technician', 'assignTicket', { technician: technician.id }, 'assigned'],
    ['supervisor', 'unassignTicket', { reason: 'Ill' }, 'created'],
    ['agent', 'startTicket', {}, 'in_progress'],
    ['manager', 'assignTicket', { technician: technician.id }, 'assigned'],
    ['technician', 'startTicket', { reason: 'On my way' }, 'in_progress'],
    ['technician', 'pauseTicket', { status: 'pending_customer', reason: 'Which printer?' }, 'pending_customer'],
    ['agent', 'resumeTicket', {}, 'in_progress'],
    ['technician', 'pauseTicket', { status: 'pending_parts', reason: 'A fuser' }, 'pending_parts'],
    ['supervisor', 'assignTicket', { technician: agent.id }, 'assigned'],
    ['technician', 'resolveTicket', { resolution: 'Fuser replaced' }, 'resolved'],
    ['customer', 'reopenTicket', { reason: 'Still no label' }, 'reopened'],
    ['agent', 'startTicket', {}, 'in_progress'],
    ['admin', 'resolveTicket', { resolution: 'Cable replaced' }, 'resolved'],
    ['customer', 'closeTicket', {}, 'closed'],
    ['customer', 'reopenTicket', { reason: 'It came back' }, 'reopened'],
    ['manager', 'cancelTicket', { reason: 'A new printer is coming' }, 'cancelled'],
  ])

  const history = await historyOf(desk, id)
  expect(history.map(({ seq }) => seq)).toEqual(history.map((_, at) => at + 1))
  expect(history.map(({ id: event }) => event)).toEqual(history.map(({ seq }) => `ticket.${id}.${seq}`))
  const changes = ofType(history, 'ticket.status-changed')
  expect(changes.map(({ data }) => data.from).slice(1)).toEqual(changes.map(({ data }) => data.to).slice(0, -1))
  expect(changes.at(-1)).toMatchObject({
    actor: { id: people.manager.id, role: 'manager' },
    data: { from: 'reopened', to: 'cancelled' },
    detail: { reason: 'A new printer is coming' },
  })
})

it('a move that is not allowed is refused with those that are, for this caller', async () => {
  const { number: id } = await open(desk)
  const allowed = async (move: OperationName, by: Caller, body: object) => {
    const { status, problem } = await wrong(move, by, { id, body })
    expect([move, status]).toEqual([move, 409])
    return problem.allowed?.map((one) => `${one.move} ${one.to}`).toSorted()
  }
  expect(await allowed('resumeTicket', 'agent', {})).toEqual([
    'assign assigned',
    'resolve resolved',
    'start in_progress',
  ])
  expect(await allowed('closeTicket', 'customer', {})).toEqual([])
  expect(await allowed('closeTicket', 'manager', {})).toEqual([
    'assign assigned',
    'cancel cancelled',
    'resolve resolved',
    'start in_progress',
  ])
  expect(await allowed('assignTicket', 'technician', { technician: agent.id })).toContain('assign assigned')
  expect((await call('getTicket', 'agent', { id })).body.version).toBe(1)
})

it('a customer reads what happened to their ticket, and not what the desk says among itself', async () => {
  const { number: id } = await open(desk)
  await walk(id, [
    ['agent', 'assignTicket', { technician: technician.id, reason: 'He is bored' }, 'assigned'],
    ['technician', 'startTicket', {}, 'in_progress'],
    ['technician', 'pauseTicket', { status: 'pending_customer', reason: 'They never answer' }, 'pending_customer'],
  ])
  const theirs = (await call('getTicketHistory', 'customer', { id })).body.items
  expect(theirs.map(({ type }) => type).filter((type) => type.startsWith('sla.'))).toEqual([])
  expect(JSON.stringify(theirs)).not.toMatch(/bored|never answer/)
  expect((await call('getTicket', 'customer', { id })).text).not.toContain('never answer')
  expect((await call('getTicket', 'agent', { id })).body.statusReason).toBe('They never answer')
})

it('staff replace every field, a customer theirs; both see the change in the history', async () => {
  const ticket = await open(desk, { tags: ['floor-2'] })
  const id = ticket.number
  const replace = (by: Caller, body: { title: string; description: string }, version: number) =>
    call('replaceTicket', by, { id, body, headers: { 'if-match': `"${version}"` } })
  const mine = { title: 'The scanner is offline', description: 'Not the printer', contact: { phone: '+441632960001' } }
  expect((await replace('customer', mine, 1)).body).toMatchObject({ ...mine, tags: ['floor-2'], version: 2 })
  const all = { ...mine, priority: 'urgent', type: 'complaint', category: 'network', tags: ['floor-3'] } as const
  expect((await replace('agent', all, 2)).body).toMatchObject({ ...all, version: 3 })
  expect((await replace('customer', { ...mine, priority: 'low' } as never, 3)).status).toBe(400)

  const updates = ofType(await historyOf(desk, id), 'ticket.updated')
  expect(updates.map(({ data }) => data.fields.toSorted())).toEqual([
    ['contact', 'description', 'title'],
    ['category', 'priority', 'tags', 'type'],
  ])
  expect(updates[1]?.data.priority).toEqual({ from: 'medium', to: 'urgent' })
  const { body: tracking } = await call('getSlaTracking', 'agent', { id })
  expect(tracking.clocks.map(({ target }) => target)).toEqual(['PT30M', 'PT4H'])
})
