import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import {
  checkLoad,
  correctLoad,
  countUncounted,
  peopleWithLoads,
} from '../../functions/platform/table/recount-loads.ts'
import { chances } from '../../infra/operator/load/chances.ts'
import { people } from '../support/people.ts'
import { aDesk, fault, pass } from './support/desk.ts'
import { aTicket, call, type OperationName } from './support/gateway.ts'
import { aRule, changeTechnician, inHand, loadOf, Router, sweepRouting } from './support/routing.ts'
import { ticketItem } from './support/timers.ts'

const desk = aDesk()
const staff = Object.values(people).flatMap(({ id, role }) => (['customer', 'partner'].includes(role) ? [] : [id]))
const { technician, teammate, agent, supervisor } = people
const reason = 'So it is'
const runs = Number(process.env.SEEDS ?? 6)

type OneOf = <Value>(values: readonly Value[]) => Value
type Deed = [name: OperationName, body?: (ids: readonly string[], oneOf: OneOf) => object, as?: 'supervisor' | 'agent']

const deeds: readonly Deed[] = [
  ['createTicket'],
  ['createTicket'],
  ['assignTicket', () => ({ technician: technician.id })],
  ['assignTicket', () => ({ technician: teammate.id, force: true, reason })],
  ['assignTicket', () => ({ strategy: 'rules' })],
  ['startTicket', () => ({})],
  ['pauseTicket', () => ({ status: 'pending_customer', reason })],
  ['resumeTicket', () => ({})],
  ['resolveTicket', () => ({ resolution: 'Done' })],
  ['reopenTicket', () => ({ reason })],
  ['cancelTicket', () => ({ reason })],
  ['closeTicket', () => ({})],
  ['escalateTicket', () => ({ reason })],
  ['unassignTicket', () => ({ reason })],
  ['declineTicket', () => ({ reason })],
  ['acceptTicket'],
  ['mergeTicket', (ids, oneOf) => ({ into: oneOf(ids), reason }), 'supervisor'],
  ['unmergeTicket', () => ({ reason }), 'supervisor'],
  ['patchTicket', (_, oneOf) => ({ priority: oneOf(['urgent', 'low']) }), 'agent'],
]
const callers = ['technician', 'teammate', 'agent', 'supervisor', 'manager'] as const

/** Somebody does something with one of the tickets, or opens another. */
async function something(ids: string[], oneOf: OneOf): Promise<void> {
  const [name, body, as = oneOf(callers)] = ids.length < 3 ? (['createTicket'] satisfies Deed) : oneOf(deeds)
  if (name !== 'createTicket') {
    const asked = { id: oneOf(ids), as, ...(body && { body: body(ids, oneOf) }), headers: { 'if-match': '*' } }
    await call(name, asked)
    return
  }
  const category = oneOf(['network', 'other'])
  const priority = oneOf(['urgent', 'high', 'medium', 'low'])
  const made = await call('createTicket', { as: 'customer', body: { title: 'Dark', category, priority } })
  if (made.status === 201) ids.push(made.body.number)
}

const expectSums = () => {
  for (const person of staff) expect(loadOf(desk, person)).toEqual(inHand(desk, person))
}

describe('what everybody has in hand', () => {
  it.each(Array.from({ length: runs }, (_, at) => at + 1))(
    'is the sum of their tickets, whatever becomes of those (%i)',
    async (seed) => {
      const chance = chances(seed)
      const oneOf = <Value>(values: readonly Value[]): Value => values[Math.floor(chance() * values.length)] as Value
      await call('changeSettings', {
        as: 'admin',
        body: { assignment: { weights: { urgent: 4, high: 2, low: 0 } } },
        headers: { 'if-match': '*' },
      })
      await aRule({ target: { anybody: 'least-loaded' } })
      for (const id of staff) changeTechnician(desk, id, { capacity: 7 })
      const router = new Router(desk)
      const ids: string[] = []
      desk.weather = () => {
        if (chance() < 0.01) throw fault('TimeoutError')
      }
      for (let step = 0; step < 120; step += 1) {
        pass(1000)
        await something(ids, oneOf)
        if (chance() < 0.3) await router.settle().catch(() => undefined)
        expectSums()
      }
      desk.weather = undefined
      pass(11 * 60_000)
      await sweepRouting()
      await router.settle()
      expectSums()
    },
  )

  it('is counted once for two tickets of one person that change in one transaction', async () => {
    const [one, other] = [await aTicket(), await aTicket()]
    for (const id of [one, other]) await call('assignTicket', { id, body: { technician: technician.id } })
    expect(loadOf(desk, technician.id)).toEqual({ points: 2, tickets: 2 })
    await call('mergeTicket', { id: one, as: 'supervisor', body: { into: other, reason } })
    expect(loadOf(desk, technician.id)).toEqual({ points: 1, tickets: 1 })
    await call('unmergeTicket', { id: one, as: 'supervisor', body: { reason } })
    expect(loadOf(desk, technician.id)).toEqual({ points: 2, tickets: 2 })
  })

  it('is less once a timer closes, and follows the priority', async () => {
    await call('changeSettings', {
      as: 'admin',
      body: { assignment: { weights: { urgent: 5 } } },
      headers: { 'if-match': '*' },
    })
    const id = await aTicket()
    await call('assignTicket', { id, body: { technician: agent.id } })
    await call('patchTicket', { id, body: { priority: 'urgent' }, headers: { 'if-match': '*' } })
    expect(loadOf(desk, agent.id)).toEqual({ points: 5, tickets: 1 })
    await call('escalateTicket', { id, body: { reason } })
    expect([loadOf(desk, agent.id), loadOf(desk, supervisor.id)]).toEqual([
      { points: 0, tickets: 0 },
      { points: 5, tickets: 1 },
    ])
  })
})

describe('recounting', () => {
  it('finds what is wrong and puts it right; tickets from before are counted then', async () => {
    const id = await aTicket()
    await call('assignTicket', { id, body: { technician: technician.id } })
    expect(await checkLoad(technician.id)).toBeUndefined()
    desk.table.put({ ...keys.load(technician.id), points: 7, tickets: 3, version: 4 })
    const found = await checkLoad(technician.id)
    expect(found).toMatchObject({ counted: { points: 7, tickets: 3 }, right: { points: 1, tickets: 1 } })
    expect(await correctLoad(found as NonNullable<typeof found>)).toBe(true)
    expect(await checkLoad(technician.id)).toBeUndefined()
    // As it lay there before anything was counted.
    const { load: _, ...before } = ticketItem(desk, id)
    desk.table.put(before as never)
    desk.table.put({ ...keys.load(technician.id), points: 0, tickets: 0, version: 9 })
    expect(await checkLoad(technician.id)).toBeUndefined()
    expect(await countUncounted(technician.id)).toBe(1)
    expect(await countUncounted(technician.id)).toBe(0)
    expect(loadOf(desk, technician.id)).toEqual({ points: 1, tickets: 1 })
    expect(ticketItem(desk, id).version).toBe(before.version)
    expect(await peopleWithLoads()).toEqual(staff.toSorted())
  })

  it('leaves to a command what that counts at the same moment', async () => {
    const id = await aTicket()
    await call('assignTicket', { id, body: { technician: technician.id } })
    const { load: _, ...before } = ticketItem(desk, id)
    desk.table.put(before as never)
    desk.table.put({ ...keys.load(technician.id), points: 0, tickets: 0, version: 9 })
    desk.before('TransactWrite', () => countUncounted(technician.id))
    expect((await call('startTicket', { id, as: 'technician' })).status).toBe(200)
    expect(loadOf(desk, technician.id)).toEqual({ points: 1, tickets: 1 })
  })
})
