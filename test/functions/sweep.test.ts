import { beforeEach, describe, expect, it } from 'vitest'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { changed, quickPolicy, sweep, toSupervisor, typesOf } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000
const quick = () => aTicket({ category: 'network' })
const swept = () => (desk.queues.timers ?? []).map((message) => (message as { number: string }).number).toSorted()

beforeEach(async () => {
  await quickPolicy()
})

describe('the sweep', () => {
  it('hands on what wakes within the horizon and has no execution', async () => {
    const unarmed = await quick()
    const armed = await quick()
    await toSupervisor(changed(armed))
    await aTicket({ priority: 'low' })
    expect(await sweep()).toEqual({ unarmed: 1, overdue: 0, toArchive: 0 })
    expect(swept()).toEqual([unarmed])
  })

  it('hands on what comes within the horizon, when it does', async () => {
    const later = await aTicket({ priority: 'high' })
    await sweep()
    expect(swept()).toEqual([])
    // Due in two hours, warned at 96 minutes; the horizon is an hour.
    pass(36 * minute)
    await sweep()
    expect(swept()).toEqual([later])
  })

  it('hands on what has an execution that should have woken long ago, and not before', async () => {
    const id = await quick()
    await toSupervisor(changed(id))
    pass(8 * minute + 29_000)
    await sweep()
    expect(swept()).toEqual([])
    pass(2000)
    expect(await sweep()).toEqual({ unarmed: 0, overdue: 1, toArchive: 0 })
    expect(swept()).toEqual([id])
  })

  it('hands on what is to be archived when its time has come, which nothing sleeps for', async () => {
    const id = await quick()
    await call('cancelTicket', { id, as: 'manager', body: { reason: 'A duplicate' } })
    pass(24 * 60 * minute - 1)
    await sweep()
    expect(swept()).toEqual([])
    pass(1)
    expect(await sweep()).toEqual({ unarmed: 0, overdue: 0, toArchive: 1 })
    await toSupervisor(...(desk.queues.timers ?? []))
    expect(typesOf(desk, id).at(-1)).toBe('ticket.archived')
    expect(desk.countOf('StartExecution')).toBe(0)
  })

  it('leaves alone what has nothing to come', async () => {
    const id = await quick()
    await call('cancelTicket', { id, as: 'manager', body: { reason: 'A duplicate' } })
    pass(2 * 24 * 60 * minute)
    await toSupervisor({ number: id })
    await sweep()
    expect(swept()).toEqual([])
  })

  it('only enqueues: it starts nothing, and writes nothing', async () => {
    await quick()
    const [before, calls] = [desk.table.items, desk.calls.length]
    pass(20 * minute)
    await sweep()
    expect(desk.table.items).toEqual(before)
    expect(new Set(desk.calls.slice(calls))).toEqual(new Set(['Query', 'SendMessageBatch']))
  })

  it('hands on each number once, ten to a call', async () => {
    const numbers: string[] = []
    for (let place = 0; place < 25; place += 1) numbers.push(await quick())
    await sweep()
    expect(swept()).toEqual(numbers.toSorted())
    expect(desk.countOf('SendMessageBatch')).toBe(3)
  })

  it('sends nothing where there is nothing to do', async () => {
    await sweep()
    expect(desk.countOf('SendMessageBatch')).toBe(0)
  })

  it('fails where the queue did not take all, so that an alarm hears of it', async () => {
    await quick()
    desk.before('SendMessageBatch', throws(fault('ThrottlingException')))
    await expect(sweep()).rejects.toThrow('ThrottlingException')
    await sweep()
    expect(swept().length).toBe(1)
  })

  it('heals what was lost: the supervisor arms it, and the next sweep finds nothing', async () => {
    const id = await quick()
    await toSupervisor(changed(id))
    desk.machines.end(`${id}-1`)
    pass(9 * minute)
    await sweep()
    await toSupervisor(...(desk.queues.timers ?? []))
    expect(desk.machines.running).toEqual([`${id}-2`])
    expect(await sweep()).toEqual({ unarmed: 0, overdue: 0, toArchive: 0 })
  })
})
