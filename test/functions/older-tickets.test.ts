import { describe, expect, it } from 'vitest'
import type { Clock } from '../../domain/clock.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { typesOf, wake } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000

/** As a ticket lay in the table before there were calendars. */
function makeOld(number: string): void {
  for (const item of desk.table.filter(({ pk }) => pk === `TICKET#${number}`)) {
    const { course: _, clocks, ...rest } = item as unknown as Ticket
    const old = clocks && Object.fromEntries(Object.entries(clocks).map(([kind, clock]) => [kind, oldClock(clock)]))
    desk.table.put({ ...rest, ...(old && { clocks: old }) } as never)
  }
}

const oldClock = ({ fired: _, light: __, targetMs: ___, dueAt: ____, ...clock }: Clock) => clock

describe('a ticket from before calendars', () => {
  it('goes on: its clocks are told, stand, count and are late as promised', async () => {
    await call('createSlaPolicy', {
      as: 'manager',
      body: { name: 'Quick', targets: { high: { response: 'PT10M', resolution: 'PT20M' } } },
    })
    const id = await aTicket()
    makeOld(id)
    pass(4 * minute)
    const { body } = await call('getSlaTracking', { id })
    expect(body.clocks).toMatchObject([
      { state: 'running', target: 'PT10M', dueAt: at(10 * minute), elapsed: 'PT4M', remaining: 'PT6M', light: 'green' },
      { state: 'running', dueAt: at(20 * minute) },
    ])
    expect((await call('startTicket', { id, as: 'technician' })).status).toBe(200)
    await call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })
    makeOld(id)
    pass(minute)
    expect((await call('resumeTicket', { id, as: 'technician' })).status).toBe(200)
    makeOld(id)
    pass(7 * minute)
    await wake({ number: id })
    expect(typesOf(desk, id).filter((type) => type.startsWith('sla.b'))).toEqual(['sla.breached'])
    expect((await call('getSlaTracking', { id })).body.clocks[0]).toMatchObject({
      light: 'red',
      dueAt: at(11 * minute),
    })
  })

  it('keeps what its clocks ended with', async () => {
    const id = await aTicket()
    pass(minute)
    await call('startTicket', { id, as: 'technician' })
    await call('resolveTicket', { id, as: 'technician', body: { resolution: 'Done' } })
    const before = (await call('getSlaTracking', { id })).body.clocks
    makeOld(id)
    const after = (await call('getSlaTracking', { id })).body.clocks
    const told = (clocks: Record<string, unknown>[]) =>
      clocks.map(({ state, dueAt, elapsed, remaining, light }) => ({ state, dueAt, elapsed, remaining, light }))
    expect(told(after)).toEqual(told(before))
    expect((await call('reopenTicket', { id, body: { reason: 'Again' } })).status).toBe(200)
  })
})
