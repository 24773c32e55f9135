import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { handler } from '../../functions/escalations/follow-up.ts'
import { keys } from '../../functions/platform/table/keys.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { aPolicyThat, milestoneEvent } from './support/milestones.ts'
import { batch, context, eventsOf, failures } from './support/timers.ts'

const desk = aDesk()
const id = 'TKT000001'
const followUp = { action: 'follow-up', note: 'Ask what it needs' }
const event = milestoneEvent([{ action: 'follow-up', place: 0 }])
event.detail.occurredAt = at(0)
event.detail.id = `ticket.${id}.400`

beforeEach(async () => {
  expect(await aTicket()).toBe(id)
  aPolicyThat(desk, [followUp])
})

const deliver = async (...messages: unknown[]) => failures(await handler(batch(messages), context))
const followUps = async () => (await call('listFollowUps', { id })).body.items
const skipped = (place = 0) => desk.table.find(keys.notice(event.detail.id, `follow-up.${place}`))?.droppedBecause

describe('a follow-up of a milestone', () => {
  it('is opened by the desk, with the note of the rule, due by the priority', async () => {
    expect(await deliver(event)).toEqual([])
    expect(await followUps()).toMatchObject([
      {
        note: 'Ask what it needs',
        dueAt: at(4 * hour),
        automatic: false,
        state: 'open',
        createdBy: { role: 'system' },
      },
    ])
    expect(eventsOf(desk).at(-1)).toMatchObject({ type: 'ticket.follow-up-added', causationId: event.detail.id })
  })

  it.each([
    ['so long after the milestone', 20 * minute, at(hour)],
    ['at once, where that is past already', 2 * hour, at(2 * hour)],
  ])('is due %s as the rule says', async (_, late, dueAt) => {
    aPolicyThat(desk, [{ ...followUp, after: 'PT1H' }])
    pass(late)
    await deliver(event)
    expect(await followUps()).toMatchObject([{ dueAt }])
  })

  it('is opened once, however often its event comes', async () => {
    expect(await deliver(event, event)).toEqual([])
    expect(await deliver(event)).toEqual([])
    expect(await followUps()).toHaveLength(1)
  })

  it('is opened once where two are at it in the same moment', async () => {
    let other: number[] | undefined
    desk.before('TransactWrite', async () => {
      other = await deliver(event)
    })
    expect(await deliver(event)).toEqual([])
    expect(other).toEqual([])
    expect(await followUps()).toHaveLength(1)
  })

  it.each(['before', 'after'] as const)('is opened once where it crashed just %s it was written', async (when) => {
    desk[when]('TransactWrite', throws(fault('TimeoutError')))
    expect(await deliver(event)).toEqual([0])
    expect(await deliver(event)).toEqual([])
    expect(await followUps()).toHaveLength(1)
  })

  it('is one for each that the rule names', async () => {
    aPolicyThat(desk, [followUp, { action: 'notify', who: 'manager' }, { ...followUp, note: 'And then' }])
    await deliver(
      milestoneEvent([
        { action: 'follow-up', place: 0 },
        { action: 'notify', who: 'manager' },
        { action: 'follow-up', place: 2 },
      ]),
    )
    expect((await followUps()).map(({ note }: { note: string }) => note)).toEqual(['Ask what it needs', 'And then'])
  })

  it('is not opened on a ticket that has ended, nor later on it, and that is written down', async () => {
    await call('resolveTicket', { id, body: { resolution: 'Switched on' } })
    const before = eventsOf(desk).length
    expect(await deliver(event)).toEqual([])
    expect(eventsOf(desk)).toHaveLength(before)
    expect(skipped()).toContain('A ticket that is resolved needs no following up')
    await call('reopenTicket', { id, body: { reason: 'Dark again' } })
    expect(await deliver(event)).toEqual([])
    expect(await followUps()).toEqual([])
  })

  it('is not opened beside ten that are open', async () => {
    for (let n = 0; n < 10; n += 1) await call('addFollowUp', { id, body: { note: `No ${n}` } })
    expect(await deliver(event)).toEqual([])
    expect(skipped()).toContain('at most 10')
    expect(await followUps()).toHaveLength(10)
  })

  it('is not opened when an archive plays events again, nor on what is gone', async () => {
    expect(await deliver({ ...event, 'replay-name': 'again' })).toEqual([])
    const detail = { ...event.detail, id: 'ticket.TKT000099.4', subject: { kind: 'ticket', id: 'TKT000099' } }
    expect(await deliver({ ...event, detail })).toEqual([])
    expect(await followUps()).toEqual([])
  })

  it('first lets the ticket catch up: what became due meanwhile stands before it', async () => {
    pass(5 * day)
    await deliver(event)
    const types = eventsOf(desk).map(({ type }) => type)
    expect(types.indexOf('sla.breached')).toBeLessThan(types.indexOf('ticket.follow-up-added'))
    expect(types).toContain('sla.breached')
  })
})
