import { TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { at } from '../support/time.ts'
import { aDesk, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { changed, eventsOf, quickPolicy, sweep, ticketItem, toSupervisor, wake } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000
const id = 'TKT000001'
const first = `${id}-1`
const conflict = new TransactionConflictException({ message: 'Transaction is ongoing for the item', $metadata: {} })
const soon = () => new Promise((resolve) => setTimeout(resolve, 30))
const replacement = { title: 'New', description: '', priority: 'high', type: 'issue', category: 'network' }

async function aQuickTicket() {
  await quickPolicy()
  await aTicket({ category: 'network' })
}

/** Hands what lies in the timers queue to the supervisor. */
async function deliver() {
  const messages = desk.queues.timers ?? []
  desk.queues = {}
  await toSupervisor(...(messages as Parameters<typeof toSupervisor>))
}

describe('an execution that wakes before it is written down', () => {
  it('is never armed afterwards: another one is, and the breach is in time', async () => {
    await aQuickTicket()
    pass(8 * minute - 200)
    let release = () => {}
    let woken: ReturnType<typeof wake> | undefined
    desk.before('Update', async () => {
      // The supervisor has started the execution and is about to write it down: just then it wakes, and is slow.
      pass(250)
      desk.before('TransactWrite', () => new Promise<void>((resolve) => (release = resolve)))
      woken = wake({ execution: first, wakeAt: at(8 * minute) })
      await soon()
    })
    await toSupervisor(changed(id))
    release()
    await woken
    desk.machines.end(first, 'SUCCEEDED')
    await deliver()
    const { armed } = ticketItem(desk) as { armed: { execution: string } }
    expect(desk.machines.running).toContain(armed.execution)
  })

  it('brings its ticket up to now all the same, once', async () => {
    await aQuickTicket()
    pass(8 * minute)
    expect(await wake({ execution: first, wakeAt: at(8 * minute) })).toMatchObject({ next: 'done' })
    await deliver()
    expect(eventsOf(desk).filter(({ type }) => type === 'sla.warned')).toHaveLength(1)
    expect(ticketItem(desk)).toMatchObject({ arming: 2, armed: { execution: `${id}-2` } })
  })
})

it('a command that relied on an execution which has ended meanwhile decides again, so that the sweep finds the ticket', async () => {
  await aQuickTicket()
  await toSupervisor(changed(id))
  await call('startTicket', { id, as: 'technician' })
  await call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })
  pass(8 * minute)
  desk.before('TransactWrite', async () => {
    await wake({ execution: first, wakeAt: at(8 * minute) })
    desk.machines.end(first, 'SUCCEEDED')
  })
  const { status } = await call('replaceTicket', { id, body: replacement, headers: { 'if-match': '*' } })
  expect(status).toBe(200)
  expect(ticketItem(desk).gsi5pk).toMatch(/^UNARMED#/)
  pass(23.9 * 60 * minute)
  expect(await sweep()).toMatchObject({ unarmed: 1 })
})

it('the supervisor does not take back until when the armed execution sleeps', async () => {
  await aQuickTicket()
  await toSupervisor(changed(id))
  pass(8 * minute)
  desk.table.put({ ...ticketItem(desk), gsi5pk: 'UNARMED#3' })
  desk.before('Update', async () => {
    await wake({ execution: first, wakeAt: at(8 * minute) })
  })
  await toSupervisor(changed(id))
  expect(ticketItem(desk)).toMatchObject({ armed: { execution: first, wakeAt: at(10 * minute) } })
})

describe('an update that meets a transaction on the same item', () => {
  it('draws the number again', async () => {
    desk.before('Update', throws(conflict))
    expect((await call('createTicket', { as: 'customer', body: { title: 'Dark' } })).status).toBe(201)
  })

  it('makes the supervisor look again at once', async () => {
    await aQuickTicket()
    desk.before('Update', throws(conflict))
    expect(await toSupervisor(changed(id))).toEqual([])
    expect(desk.machines.running).toEqual([first])
  })
})

it.each([
  ['resolveTicket', { body: { resolution: 'Done' } }, 200],
  ['startTicket', { as: 'technician' as const }, 200],
] as const)(
  'a repeat of %s that reads beside the first is given the first answer, not a refusal',
  async (name, asked, status) => {
    await aTicket()
    const headers = { 'idempotency-key': 'twice' }
    const whole = desk.table.batchGet.bind(desk.table)
    type Input = Parameters<typeof whole>[0]
    const only = (input: Input, wanted: (sk: unknown) => boolean) => {
      const Keys = input.RequestItems?.desk?.Keys?.filter(({ sk }) => wanted(sk))
      return whole({ RequestItems: { desk: { Keys } } }).Responses?.desk ?? []
    }
    let answered: Awaited<ReturnType<typeof call>> | undefined
    desk.table.batchGet = ((input: Input) => {
      desk.table.batchGet = whole
      const record = only(input, (sk) => sk === 'REQUEST')
      return call(name, { id, ...asked, headers }).then((answer) => {
        answered = answer
        return { Responses: { desk: [...record, ...only(input, (sk) => sk !== 'REQUEST')] } }
      })
    }) as unknown as typeof whole
    const repeat = await call(name, { id, ...asked, headers })
    expect([answered?.status, repeat.status]).toEqual([status, status])
    expect(repeat.body).toEqual(answered?.body)
  },
)
