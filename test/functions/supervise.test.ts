import { beforeEach, describe, expect, it } from 'vitest'
import { at } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { changed, ended, eventsOf, quickPolicy, sweep, ticketItem, toSupervisor, typesOf } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000
const id = 'TKT000001'
const first = `${id}-1`
const second = `${id}-2`
const sleep = (execution: string, wakeAt: string, next = 'running') => ({ v: 2, number: id, execution, next, wakeAt })
const startAs = (name: string, wakeAt: string) =>
  desk.machines.start({ stateMachineArn: '', name, input: JSON.stringify(sleep(name, wakeAt)) })
const pause = () => call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })

beforeEach(async () => {
  await quickPolicy()
  await aTicket({ category: 'network' })
})

describe('the supervisor', () => {
  it('starts an execution that sleeps until the ticket wakes next, and writes down that it did', async () => {
    expect(await toSupervisor(changed(id))).toEqual([])
    expect(desk.machines.running).toEqual([first])
    expect(desk.machines.inputOf(first)).toEqual(sleep(first, at(8 * minute)))
    expect(ticketItem(desk)).toMatchObject({
      version: 1,
      arming: 1,
      armed: { execution: first, wakeAt: at(8 * minute) },
      gsi5pk: expect.stringMatching(/^ARMED#/),
    })
  })

  it('rounds a wake up to the whole second, since a Wait drops milliseconds', async () => {
    pass(1)
    const late = await aTicket({ category: 'network' })
    await toSupervisor(changed(late))
    expect(ticketItem(desk, late).wakeAt).toBe(at(8 * minute + 1))
    expect(desk.machines.inputOf(`${late}-1`).wakeAt).toBe(at(8 * minute + 1000))
  })

  it('starts one execution, however often the event comes', async () => {
    await toSupervisor(changed(id), changed(id), { number: id })
    expect(desk.machines.running).toEqual([first])
    const starts = desk.countOf('StartExecution')
    await toSupervisor(changed(id))
    expect(desk.countOf('StartExecution')).toBe(starts)
    expect(ticketItem(desk)).toMatchObject({ arming: 1, armed: { execution: first } })
  })

  it('starts one execution where two of it hear the event at once', async () => {
    desk.before('StartExecution', () => toSupervisor(changed(id)))
    expect(await toSupervisor(changed(id))).toEqual([])
    expect(desk.machines.running).toEqual([first])
    expect(ticketItem(desk)).toMatchObject({ arming: 1, armed: { execution: first } })
  })

  it('does not write down an execution that another of it has replaced meanwhile', async () => {
    desk.before('Update', () => {
      desk.machines.end(first)
      startAs(second, at(8 * minute))
      desk.table.put({ ...ticketItem(desk), armed: { execution: second, wakeAt: at(8 * minute) }, arming: 2 })
    })
    expect(await toSupervisor(changed(id))).toEqual([])
    expect(ticketItem(desk)).toMatchObject({ arming: 2, armed: { execution: second } })
    expect(desk.machines.running).toEqual([second])
  })

  it('reads the ticket and does not believe the event', async () => {
    await call('resolveTicket', { id, body: { resolution: 'Done' } })
    await call('closeTicket', { id, as: 'customer' })
    await toSupervisor(changed(id))
    expect(desk.countOf('StartExecution')).toBe(0)
  })

  it('starts another only where the ticket wakes earlier than the armed one', async () => {
    await toSupervisor(changed(id))
    const item = ticketItem(desk)
    desk.table.put({ ...item, wakeAt: at(5 * minute) })
    await toSupervisor(changed(id))
    expect(desk.machines.running).toEqual([first, second])
    expect(ticketItem(desk)).toMatchObject({ arming: 2, armed: { execution: second, wakeAt: at(5 * minute) } })
  })

  it('leaves the armed one to find out where the ticket wakes later, or not at all', async () => {
    await toSupervisor(changed(id))
    await call('startTicket', { id, as: 'technician' })
    await pause()
    expect(ticketItem(desk).wakeAt).toBe(at(24 * 60 * minute))
    await toSupervisor(changed(id))
    expect(desk.countOf('StartExecution')).toBe(1)
    expect(ticketItem(desk).armed).toEqual({ execution: first, wakeAt: at(8 * minute) })
  })

  it('leaves to the sweep what wakes beyond the horizon', async () => {
    const later = await aTicket({ priority: 'low' })
    await toSupervisor(changed(later))
    expect(desk.countOf('StartExecution')).toBe(0)
    expect(ticketItem(desk, later).gsi5pk).toMatch(/^UNARMED#/)
  })

  it('marks the wake as covered where the index does not say so yet', async () => {
    await toSupervisor(changed(id))
    desk.table.put({ ...ticketItem(desk), gsi5pk: 'UNARMED#0' })
    await toSupervisor({ number: id })
    expect(ticketItem(desk).gsi5pk).toMatch(/^ARMED#/)
    expect(desk.countOf('StartExecution')).toBe(1)
  })
})

describe('a name that exists already', () => {
  it('counts where that execution runs and wakes in time: a crash before it was written down', async () => {
    desk.before('Update', throws(fault('TimeoutError')))
    expect(await toSupervisor(changed(id))).toEqual([0])
    expect(ticketItem(desk)).not.toHaveProperty('armed')
    expect(await toSupervisor(changed(id))).toEqual([])
    expect(desk.machines.running).toEqual([first])
    expect(ticketItem(desk)).toMatchObject({ arming: 1, armed: { execution: first, wakeAt: at(8 * minute) } })
  })

  it('counts where it wakes earlier, and that is what is written down', async () => {
    startAs(first, at(3 * minute))
    await toSupervisor(changed(id))
    expect(desk.machines.running).toEqual([first])
    expect(ticketItem(desk).armed).toEqual({ execution: first, wakeAt: at(3 * minute) })
  })

  it.each(['SUCCEEDED', 'FAILED', 'ABORTED'] as const)('is spent where that execution has %s', async (status) => {
    startAs(first, at(8 * minute))
    desk.machines.end(first, status)
    await toSupervisor(changed(id))
    expect(desk.machines.running).toEqual([second])
    expect(ticketItem(desk)).toMatchObject({ arming: 2, armed: { execution: second } })
  })

  it('is spent where that execution wakes too late', async () => {
    startAs(first, at(9 * minute))
    await toSupervisor(changed(id))
    expect(ticketItem(desk)).toMatchObject({ arming: 2, armed: { execution: second, wakeAt: at(8 * minute) } })
  })

  it('leads on to the first that is free', async () => {
    for (const name of [first, second, `${id}-3`]) {
      startAs(name, at(8 * minute))
      desk.machines.end(name)
    }
    await toSupervisor(changed(id))
    expect(desk.machines.running).toEqual([`${id}-4`])
    expect(ticketItem(desk).arming).toBe(4)
  })
})

describe('an execution that is lost', () => {
  beforeEach(() => toSupervisor(changed(id)))

  it.each(['FAILED', 'TIMED_OUT', 'ABORTED'])('by %s is replaced at once, under the next name', async (status) => {
    desk.machines.end(first)
    await toSupervisor(ended(first, status))
    expect(desk.machines.running).toEqual([second])
    expect(ticketItem(desk)).toMatchObject({ arming: 2, armed: { execution: second, wakeAt: at(8 * minute) } })
  })

  it('as soon as it began is left to the sweep: the next would fail as soon, and so on', async () => {
    desk.machines.end(first, 'FAILED')
    await toSupervisor(ended(first, 'FAILED', 800))
    expect(desk.countOf('StartExecution')).toBe(1)
    expect(ticketItem(desk)).not.toHaveProperty('armed')
    await sweep()
    expect(desk.queues).toEqual({ timers: [{ number: id }] })
    await toSupervisor({ number: id })
    expect(desk.machines.running).toEqual([second])
  })

  it('after two minutes of trying is replaced at once', async () => {
    desk.machines.end(first, 'FAILED')
    await toSupervisor(ended(first, 'FAILED', 124_000))
    expect(desk.machines.running).toEqual([second])
  })

  it('while nothing is to come is forgotten, so that nobody relies on it later', async () => {
    const { wakeAt: _, gsi5pk: __, gsi5sk: ___, ...still } = ticketItem(desk)
    desk.table.put(still)
    desk.machines.end(first)
    await toSupervisor(ended(first))
    expect(ticketItem(desk)).not.toHaveProperty('armed')
    expect(desk.machines.running).toEqual([])
  })

  it('before it was written down is never written down: another is', async () => {
    const other = await aTicket({ category: 'network' })
    desk.before('Update', async () => {
      desk.machines.end(`${other}-1`)
      await toSupervisor(ended(`${other}-1`))
    })
    await toSupervisor(changed(other))
    expect(ticketItem(desk, other).armed?.execution).toBe(`${other}-2`)
    expect(desk.machines.running).toEqual([first, `${other}-2`])
  })

  it('is not replaced where it was not the armed one', async () => {
    await toSupervisor(ended(`${id}-0`))
    expect(desk.machines.running).toEqual([first])
    expect(ticketItem(desk).armed?.execution).toBe(first)
  })

  it('is replaced once, however often that is said', async () => {
    desk.machines.end(first)
    await toSupervisor(ended(first), ended(first))
    expect(desk.machines.running).toEqual([second])
  })

  it('belongs to its ticket, also where the number has hyphens', async () => {
    const item = ticketItem(desk)
    desk.table.put({ ...item, pk: 'TICKET#CWS-2024-001', number: 'CWS-2024-001', armed: undefined, arming: 0 })
    await toSupervisor({ number: 'CWS-2024-001' })
    desk.machines.end('CWS-2024-001-1')
    await toSupervisor(ended('CWS-2024-001-1'))
    expect(desk.machines.running).toEqual([first, 'CWS-2024-001-2'])
  })

  it('without a word is found by the sweep once it is half a minute late: its milestone fires', async () => {
    pass(8 * minute + 30_000)
    await toSupervisor({ number: id })
    expect(typesOf(desk)).not.toContain('sla.warned')
    pass(1)
    await toSupervisor({ number: id })
    expect(eventsOf(desk).at(-1)).toMatchObject({ type: 'sla.warned', data: { latenessMs: 30_001 } })
    expect(desk.machines.inputOf(second)).toEqual(sleep(second, at(10 * minute), 'warned'))
  })
})

describe('a ticket that is overdue with nothing armed', () => {
  it('is brought up to now here and then, and armed for what comes next', async () => {
    pass(11 * minute)
    await toSupervisor({ number: id })
    expect(typesOf(desk).filter((type) => type.startsWith('sla.w') || type.startsWith('sla.b'))).toEqual([
      'sla.warned',
      'sla.breached',
    ])
    expect(desk.machines.inputOf(first)).toEqual(sleep(first, at(48 * minute), 'escalated'))
  })
})

describe('a batch of the supervisor', () => {
  it('goes on past what fails, and only that comes again', async () => {
    const other = await aTicket({ category: 'network' })
    desk.before('StartExecution', throws(fault('ThrottlingException')))
    expect(await toSupervisor(changed(id), 'no JSON', changed(other))).toEqual([0, 1])
    expect(desk.machines.running).toEqual([`${other}-1`])
  })

  it('has nothing to do with replays, policies and tickets that do not exist', async () => {
    const messages = [
      changed(id, { 'replay-name': 'again' }),
      changed(id, { detail: { subject: { kind: 'sla-policy', id: 'pol_1' } } }),
      changed('TKT999999'),
      { number: 'TKT999999' },
    ]
    expect(await toSupervisor(...messages)).toEqual([])
    expect(desk.countOf('StartExecution')).toBe(0)
  })

  it('leaves exactly one execution armed, whichever call fails before it comes again', async () => {
    const start = async () => {
      desk.open()
      await quickPolicy()
      await aTicket({ category: 'network' })
    }
    await start()
    const before = desk.calls.length
    await toSupervisor(changed(id))
    const calls = desk.calls.length - before
    expect(calls).toBeGreaterThanOrEqual(3)
    for (let place = 1; place <= calls; place += 1) {
      await start()
      desk.beforeNth(place, throws(fault('ThrottlingException')))
      expect(await toSupervisor(changed(id))).toEqual([0])
      expect(await toSupervisor(changed(id))).toEqual([])
      expect(desk.machines.running).toEqual([first])
      expect(ticketItem(desk).armed?.execution).toBe(first)
    }
  })

  it('decides again where the ticket changes under its hands, and gives the message back after eight times', async () => {
    let minutes = 8
    const change = () => {
      minutes -= 0.5
      desk.table.put({ ...ticketItem(desk), wakeAt: at(minutes * minute) })
    }
    desk.before('Update', change, 2)
    expect(await toSupervisor(changed(id))).toEqual([])
    expect(ticketItem(desk).armed).toMatchObject({ wakeAt: at(7 * minute) })
    desk.table.put({ ...ticketItem(desk), armed: undefined })
    desk.before('Update', change, 8)
    expect(await toSupervisor(changed(id))).toEqual([0])
  })
})
