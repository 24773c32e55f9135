import { describe, expect, it } from 'vitest'
import { at } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

const desk = aDesk()
const minute = 60_000
const promise = (given: Record<string, unknown>) =>
  call('createSlaPolicy', { as: 'manager', body: { name: 'A policy', ...given } })
const ovens = { conditions: { category: ['network'] }, targets: { high: { response: 'PT10M', resolution: 'PT1H' } } }

describe('the policies', () => {
  it('end with the default that is always there', async () => {
    const { body } = await call('listSlaPolicies')
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(['pol_default'])
  })

  it('come in the order in which they are asked, the newest of equals first', async () => {
    for (const [name, position] of [
      ['second', 20],
      ['old first', 10],
      ['new first', 10],
    ] as const) {
      await promise({ ...ovens, name, position })
      pass(1)
    }
    const { body } = await call('listSlaPolicies')
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual([
      'new first',
      'old first',
      'second',
      'Default',
    ])
  })

  it('are answered when made as they are listed after', async () => {
    const { status, body } = await promise(ovens)
    expect(status).toBe(201)
    expect((await call('listSlaPolicies')).body.items[0]).toEqual(body)
  })

  it('are written with their event in the outbox, or not at all', async () => {
    const { body } = await promise(ovens)
    const key = { pk: `SLA-POLICY#${body.id}`, sk: 'EVENT#00000001' }
    expect(desk.table.find(key)).toMatchObject({
      type: 'sla-policy.created',
      gsi6pk: expect.stringMatching(/^OUTBOX#/),
    })
    const before = desk.table.items
    desk.before('TransactWrite', throws(fault('InternalServerError')))
    await promise(ovens)
    expect(desk.table.items).toEqual(before)
  })

  it('hold for the next ticket, and leave those under way as they are', async () => {
    const early = await aTicket({ category: 'network' })
    const { body: policy } = await promise(ovens)
    const late = await aTicket({ category: 'network' })
    expect((await call('getTicket', { id: early })).body.policy.id).toBe('pol_default')
    expect((await call('getTicket', { id: late })).body).toMatchObject({
      policy: { id: policy.id, version: 1 },
      dueAt: at(10 * minute),
    })
  })
})

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
