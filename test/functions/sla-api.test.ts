import { describe, expect, it } from 'vitest'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

const desk = aDesk()
const minute = 60_000
const promise = (given: Record<string, unknown>) =>
  call('createSlaPolicy', { as: 'manager', body: { name: 'A policy', ...given } })
const ovens = { conditions: { category: ['network'] }, targets: { high: { response: 'PT10M', resolution: 'PT1H' } } }

describe('the tracking of a ticket', () => {
  it('says where both clocks are at this instant', async () => {
    await promise(ovens)
    const id = await aTicket({ category: 'network' })
    pass(4 * minute)
    const { body } = await call('getSlaTracking', { id })
    expect(body).toMatchObject({ ticket: id, at: at(4 * minute) })
    expect(body.clocks).toMatchObject([
      {
        clock: 'response',
        state: 'running',
        dueAt: at(10 * minute),
        warnsAt: at(8 * minute),
        elapsed: 'PT4M',
        remaining: 'PT6M',
        light: 'green',
      },
      { clock: 'resolution', state: 'running', dueAt: at(60 * minute), remaining: 'PT56M' },
    ])
  })

  it('is right before any timer has got to it, and writes nothing', async () => {
    await promise(ovens)
    const id = await aTicket({ category: 'network' })
    const before = desk.table.items
    pass(12 * minute)
    const { body } = await call('getSlaTracking', { id })
    expect(body.clocks[0]).toMatchObject({ state: 'breached', light: 'red', remaining: '-PT2M', firedPercent: 100 })
    expect(desk.table.items).toEqual(before)
  })

  it('shows a clock that stands as paused', async () => {
    await promise(ovens)
    const id = await aTicket({ category: 'network' })
    await call('startTicket', { id, as: 'technician' })
    pass(minute)
    await call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })
    pass(30 * minute)
    const { body } = await call('getSlaTracking', { id })
    expect(body.clocks[0]).toMatchObject({ state: 'paused', paused: true, elapsed: 'PT1M', dueAt: at(40 * minute) })
  })
})
