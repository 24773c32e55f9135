import { beforeEach, describe, expect, it } from 'vitest'
import { people } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { changed, eventsOf, quickPolicy, ticketItem, toSupervisor, typesOf, wake } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000
const id = 'TKT000001'
const execution = `${id}-1`
const lostAnswer = throws(fault('TimeoutError'))
const milestones = () => typesOf(desk).filter((type) => /^sla\.(warned|breached)$/.test(type))
const asleep = async () => {
  await quickPolicy()
  await aTicket({ category: 'network' })
  await toSupervisor(changed(id))
  pass(8 * minute)
}
const woken = { execution, wakeAt: at(8 * minute) }

beforeEach(asleep)

describe('an execution that wakes', () => {
  it('warns, and sleeps on until the breach: one transaction, nothing else written', async () => {
    const before = desk.countOf('TransactWrite')
    const updates = desk.countOf('Update')
    expect(await wake(woken)).toEqual({ v: 2, number: id, execution, next: 'warned', wakeAt: at(10 * minute) })
    expect(milestones()).toEqual(['sla.warned'])
    expect(ticketItem(desk)).toMatchObject({
      light: 'yellow',
      armed: { execution, wakeAt: at(10 * minute) },
      gsi5pk: expect.stringMatching(/^ARMED#/),
    })
    expect([desk.countOf('TransactWrite') - before, desk.countOf('Update') - updates]).toEqual([1, 0])
  })

  it('breaches at the due time: the supervisor has the ticket, and it waits for the other clock', async () => {
    await wake(woken)
    pass(2 * minute)
    const next = await wake({ ...woken, next: 'warned', wakeAt: at(10 * minute) })
    expect(next).toMatchObject({ next: 'escalated', wakeAt: at(48 * minute) })
    expect(ticketItem(desk)).toMatchObject({ assignee: people.supervisor.id, status: 'assigned', light: 'red' })
    expect(eventsOf(desk).find(({ type }) => type === 'sla.breached')?.data).toMatchObject({ latenessMs: 0 })
  })

  it('too early sleeps a second more, and touches nothing', async () => {
    const before = desk.calls.length
    const early = { ...woken, wakeAt: at(8 * minute + 400) }
    expect(await wake(early)).toMatchObject({ next: 'running', wakeAt: at(8 * minute + 1400) })
    expect(desk.calls.length).toBe(before)
  })

  it('sleeps on where the ticket wakes later than it did', async () => {
    const later = { ...ticketItem(desk), clocks: { ...ticketItem(desk).clocks } }
    later.clocks.response = { ...later.clocks.response, target: 'PT20M', targetMs: 20 * 60_000 }
    desk.table.put({ ...later, wakeAt: at(16 * minute), gsi5pk: 'UNARMED#0', gsi5sk: `${at(16 * minute)}#${id}` })
    expect(await wake(woken)).toMatchObject({ next: 'running', wakeAt: at(16 * minute) })
    expect(ticketItem(desk)).toMatchObject({
      armed: { execution, wakeAt: at(16 * minute) },
      gsi5pk: expect.stringMatching(/^ARMED#/),
    })
    expect(milestones()).toEqual([])
  })

  it('ends where nothing is to come, and is no longer the armed one', async () => {
    await call('cancelTicket', { id, as: 'manager', body: { reason: 'A duplicate' } })
    expect(await wake(woken)).toMatchObject({ next: 'done' })
    expect(ticketItem(desk)).not.toHaveProperty('armed')
    // Until it is archived only the sweep looks at it.
    expect(ticketItem(desk).gsi5pk).toMatch(/^ARCHIVE#/)
    expect(desk.queues).toEqual({})
  })

  it('ends where what is to come is beyond the horizon, and leaves that to the sweep', async () => {
    await call('startTicket', { id, as: 'technician' })
    await call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })
    expect(await wake(woken)).toMatchObject({ next: 'done' })
    const item = ticketItem(desk)
    expect(item).not.toHaveProperty('armed')
    expect(item.gsi5pk).toMatch(/^UNARMED#/)
    expect(desk.queues).toEqual({})
  })

  it('ends where its ticket is gone', async () => {
    expect(await wake({ ...woken, number: 'TKT999999' })).toMatchObject({ next: 'done' })
  })
})

describe('an execution whose ticket rests', () => {
  const until = at(50 * minute)
  const hold = () => call('holdTicket', { id, body: { until, reason: 'Closed for stocktaking' } })

  it('waits for the end of the hold, in a state that says so', async () => {
    await hold()
    expect(await wake(woken)).toMatchObject({ next: 'on-hold', wakeAt: until })
    expect(milestones()).toEqual(['sla.warned'])
    expect(ticketItem(desk).armed).toEqual({ execution, wakeAt: until })
  })

  it('waits as paused where it began before there was that state', async () => {
    await hold()
    expect(await wake({ ...woken, v: 1 })).toMatchObject({ v: 1, next: 'paused', wakeAt: until })
  })

  it('ends the hold at its instant; the clocks go on from there, and it waits for the next milestone', async () => {
    await hold()
    await wake(woken)
    pass(42 * minute)
    // Eight minutes of ten were spent before it.
    const next = { next: 'warned', wakeAt: at(52 * minute) }
    expect(await wake({ ...woken, next: 'on-hold', wakeAt: until })).toMatchObject(next)
    expect(typesOf(desk).slice(-2)).toEqual(['ticket.hold-ended', 'sla.resumed'])
    expect(milestones()).toEqual(['sla.warned'])
    pass(2 * minute)
    expect(await wake({ ...woken, ...next, next: 'warned' })).toMatchObject({ next: 'escalated' })
    expect(milestones()).toEqual(['sla.warned', 'sla.breached'])
  })
})

describe('an execution that is no longer the armed one', () => {
  const stranger = { execution: `${id}-7`, wakeAt: at(8 * minute) }

  it('does no harm: it brings the ticket up to now, and ends', async () => {
    expect(await wake(stranger)).toMatchObject({ execution: `${id}-7`, next: 'done' })
    expect(milestones()).toEqual(['sla.warned'])
    expect(ticketItem(desk).armed?.execution).toBe(execution)
    expect(desk.queues).toEqual({})
    expect(await wake(woken)).toMatchObject({ next: 'warned', wakeAt: at(10 * minute) })
    expect(milestones()).toEqual(['sla.warned'])
  })

  it('hands the ticket to the supervisor where no other is armed', async () => {
    desk.table.put({ ...ticketItem(desk), armed: undefined })
    expect(await wake(stranger)).toMatchObject({ next: 'done' })
    expect(desk.queues).toEqual({ timers: [{ number: id }] })
  })

  it('finds out while it works: another was armed between its reading and its writing', async () => {
    desk.before('TransactWrite', () => {
      desk.table.put({ ...ticketItem(desk), armed: { execution: `${id}-2`, wakeAt: at(8 * minute) }, arming: 2 })
    })
    expect(await wake(woken)).toMatchObject({ next: 'done' })
    expect(ticketItem(desk).armed?.execution).toBe(`${id}-2`)
    expect(milestones()).toEqual(['sla.warned'])
  })
})

describe('an execution that is about to end', () => {
  const pause = () => call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })

  it('leaves alone what another was armed for meanwhile', async () => {
    await call('cancelTicket', { id, as: 'manager', body: { reason: 'A duplicate' } })
    const other = { execution: `${id}-2`, wakeAt: at(9 * minute) }
    desk.before('Update', () => desk.table.put({ ...ticketItem(desk), armed: other, arming: 2 }))
    expect(await wake(woken)).toMatchObject({ next: 'done' })
    expect(ticketItem(desk).armed).toEqual(other)
  })

  it('goes on after all where the ticket has been taken up again meanwhile', async () => {
    await call('startTicket', { id, as: 'technician' })
    await pause()
    desk.before('Update', () => call('resumeTicket', { id }))
    expect(await wake(woken)).toMatchObject({ next: 'warned', wakeAt: at(10 * minute) })
    expect(ticketItem(desk)).toMatchObject({
      armed: { execution, wakeAt: at(10 * minute) },
      gsi5pk: expect.stringMatching(/^ARMED#/),
    })
  })
})

describe('the last wake of an execution', () => {
  const hours = 60 * minute
  const last = { execution, next: 'resolved' as const, last: true, wakeAt: at(8 * minute + 72 * hours) }

  beforeEach(async () => {
    await call('resolveTicket', { id, body: { resolution: 'Done' } })
    desk.table.put({ ...ticketItem(desk), armed: { execution, wakeAt: last.wakeAt } })
    pass(72 * hours)
  })

  it('closes what is still resolved, and ends', async () => {
    expect(await wake(last)).toMatchObject({ next: 'done' })
    expect(ticketItem(desk)).toMatchObject({ status: 'closed', closedAt: last.wakeAt })
    expect(ticketItem(desk)).not.toHaveProperty('armed')
    expect(eventsOf(desk).at(-1)).toMatchObject({
      type: 'ticket.status-changed',
      data: { reason: 'no-word-from-customer' },
    })
  })

  it('has what was reopened meanwhile armed anew, since it ends itself', async () => {
    pass(-minute)
    await call('reopenTicket', { id, as: 'customer', body: { reason: 'Dark again' } })
    pass(minute)
    const before = eventsOf(desk).length
    expect(await wake(last)).toMatchObject({ next: 'done' })
    expect(ticketItem(desk).status).toBe('reopened')
    expect(eventsOf(desk).length).toBe(before)
    expect(ticketItem(desk)).not.toHaveProperty('armed')
    expect(desk.queues).toEqual({ timers: [{ number: id }] })
    await toSupervisor({ number: id })
    expect(desk.machines.running).toContain(`${id}-2`)
  })

  it('closes once where it crashed between the commit and the disarming', async () => {
    desk.before('Update', throws(fault('TimeoutError')))
    await expect(wake(last)).rejects.toThrow('TimeoutError')
    expect(ticketItem(desk)).toMatchObject({ status: 'closed', armed: { execution } })
    const before = eventsOf(desk)
    expect(await wake(last)).toMatchObject({ next: 'done' })
    expect(ticketItem(desk)).not.toHaveProperty('armed')
    expect(eventsOf(desk)).toEqual(before)
  })

  it('waits out the moment where it comes too early, since it has no second turn', async () => {
    pass(-30)
    expect(await wake(last)).toMatchObject({ next: 'done' })
    // Time stands still here, so the ticket is not due yet: it goes back to the supervisor.
    expect(desk.queues).toEqual({ timers: [{ number: id }] })
  })
})

describe('a wake that is disturbed', () => {
  it('fires its milestone once where the answer to the commit was lost', async () => {
    desk.after('TransactWrite', lostAnswer)
    await expect(wake(woken)).rejects.toThrow('TimeoutError')
    expect(await wake(woken)).toMatchObject({ next: 'warned', wakeAt: at(10 * minute) })
    expect(milestones()).toEqual(['sla.warned'])
  })

  it('fires its milestone once where a person acts at the same time', async () => {
    desk.before('TransactWrite', () => call('startTicket', { id, as: 'technician' }))
    expect(await wake(woken)).toMatchObject({ next: 'warned', wakeAt: at(10 * minute) })
    expect(milestones()).toEqual(['sla.warned'])
    expect(eventsOf(desk).map(({ seq }) => seq)).toEqual(eventsOf(desk).map((_, place) => place + 1))
  })

  it('is tried again by the machine where the ticket changed eight times', async () => {
    desk.before(
      'TransactWrite',
      () => desk.table.put({ ...ticketItem(desk), version: ticketItem(desk).version + 1 }),
      8,
    )
    await expect(wake(woken)).rejects.toThrow('changed 8 times')
    expect(await wake(woken)).toMatchObject({ next: 'warned' })
    expect(milestones()).toEqual(['sla.warned'])
  })

  it('fails, and succeeds at the next try with the milestone once, whichever call failed', async () => {
    const before = desk.calls.length
    const result = await wake(woken)
    const calls = desk.calls.length - before
    expect(calls).toBeGreaterThanOrEqual(2)
    for (let place = 1; place <= calls; place += 1) {
      pass(-8 * minute)
      desk.open()
      await asleep()
      desk.beforeNth(place, throws(fault('ThrottlingException')))
      await expect(wake(woken)).rejects.toThrow('ThrottlingException')
      expect(await wake(woken)).toEqual(result)
      expect(milestones()).toEqual(['sla.warned'])
    }
  })
})
