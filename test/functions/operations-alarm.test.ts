import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { mostNotes } from '../../domain/alarm.ts'
import { handler } from '../../functions/operations/alarm.ts'
import { at, minute } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { call } from './support/gateway.ts'
import { batch, context, eventsOf, failures } from './support/timers.ts'

const desk = aDesk()
const name = 'service-desk-test/Sla/Timers/DeadLetters/NotEmpty'

/** A change of an alarm as CloudWatch tells it, and SNS puts it on the queue. */
const change = (NewStateValue: string, atMs: number, more: Record<string, unknown> = {}) => ({
  Type: 'Notification',
  TopicArn: 'arn:aws:sns:us-east-1:000000000000:tickets',
  Message: JSON.stringify({
    AlarmName: name,
    AlarmDescription: 'https://desk.example/runbook.md#timers-cannot-be-armed (ticket)',
    NewStateValue,
    NewStateReason: 'Threshold Crossed: 1 datapoint [1.0] was greater than the threshold (0.0).',
    StateChangeTime: at(atMs).replace('Z', '+0000'),
    ...more,
  }),
})
const on = (atMs: number, more = {}) => change('ALARM', atMs, more)
const off = (atMs: number) => change('OK', atMs)

const deliver = async (...messages: unknown[]) => failures(await handler(batch(messages), context))
const tickets = async () => (await call('listTickets', { as: 'manager' })).body.items
const notes = async (id: string) => (await call('listComments', { id, as: 'manager' })).body.items

describe('an alarm that goes on', () => {
  it('opens a ticket that says what it is, and where to read what to do', async () => {
    expect(await deliver(on(0))).toEqual([])
    const [summary] = await tickets()
    expect(summary).toMatchObject({ title: `Timers cannot be armed (${name})`, priority: 'high', requester: 'system' })
    const { body } = await call('getTicket', { id: summary.number, as: 'manager' })
    expect(body).toMatchObject({ tags: ['alarm', 'alarm-ticket'], channelId: name })
    expect(body.description).toContain('https://desk.example/runbook.md#timers-cannot-be-armed')
    expect(body.description).toContain('Threshold Crossed')
  })

  it('opens an urgent one where it pages', async () => {
    await deliver(on(0, { AlarmDescription: 'docs/runbook.md#the-api-fails (page)' }))
    expect(await tickets()).toMatchObject([{ priority: 'urgent' }])
  })

  it('opens one, however often and in whatever order its messages come', async () => {
    expect(await deliver(on(0), on(0), off(minute), on(0))).toEqual([])
    expect(await deliver(off(minute), on(0))).toEqual([])
    expect(await tickets()).toHaveLength(1)
    expect(await notes((await tickets())[0].number)).toHaveLength(1)
  })

  it('opens one where two are at it in the same moment', async () => {
    let other: number[] | undefined
    desk.before('TransactWrite', async () => {
      other ??= await deliver(on(0))
    })
    expect(await deliver(on(0))).toEqual([])
    expect(other).toEqual([])
    expect(await tickets()).toHaveLength(1)
  })

  it('opens one where two changes of it are at it in the same moment', async () => {
    let other: number[] | undefined
    desk.before('TransactWrite', async () => {
      other ??= await deliver(on(0))
    })
    expect(await deliver(on(2 * minute))).toEqual([])
    expect(other).toEqual([])
    expect(await tickets()).toHaveLength(1)
    expect(await notes((await tickets())[0].number)).toHaveLength(1)
  })

  it.each([1, 3])(
    'opens one that says since when it is off, where its end comes before it: %i times',
    async (times) => {
      expect(await deliver(off(minute), off(minute))).toEqual([])
      expect(await tickets()).toEqual([])
      for (let time = 0; time < times; time += 1) expect(await deliver(on(0))).toEqual([])
      const [{ number }] = await tickets()
      expect(await tickets()).toHaveLength(1)
      const { body } = await call('getTicket', { id: number, as: 'manager' })
      expect(body.description).toContain(`was on from ${at(0)}; it is off since ${at(minute)}`)
      await deliver(on(2 * minute))
      expect(await notes(number)).toHaveLength(1)
    },
  )

  it('opens one where its end has come before it, and two are at it in the same moment', async () => {
    await deliver(off(minute))
    desk.before('TransactWrite', () => deliver(on(0)).then(() => undefined))
    expect(await deliver(on(0))).toEqual([])
    expect(await tickets()).toHaveLength(1)
  })

  it('opens one though the table failed at first', async () => {
    desk.before('TransactWrite', throws(fault('InternalServerError')))
    expect(await deliver(on(0))).toEqual([0])
    expect(await deliver(on(0))).toEqual([])
    expect(await tickets()).toHaveLength(1)
  })
})

describe('while its ticket is open', () => {
  it('it notes there that it is off, and on again: for staff only, and no clock ends by it', async () => {
    await deliver(on(0), off(minute), on(2 * minute))
    const [{ number }] = await tickets()
    expect(await notes(number)).toMatchObject([{ internal: true }, { internal: true }])
    const { body } = await call('getTicket', { id: number, as: 'manager' })
    expect(body.firstResponseAt).toBeUndefined()
    expect(eventsOf(desk).filter(({ type }) => type === 'ticket.created')).toHaveLength(1)
  })

  it('one that flutters says so once, and then no more', async () => {
    await deliver(on(0), ...Array.from({ length: 30 }, (_, n) => (n % 2 ? on : off)((n + 1) * minute)))
    const [{ number }] = await tickets()
    const said = await notes(number)
    expect(said).toHaveLength(mostNotes)
    expect(said.filter(({ text }: { text: string }) => text.includes('is not noted here'))).toHaveLength(1)
  })
})

it('opens none for an end and a beginning that were told and forgotten while it fluttered, and come again', async () => {
  const fluttering = Array.from({ length: 30 }, (_, n) => (n % 2 ? off : on)(n * minute))
  await deliver(...fluttering)
  const [{ number }] = await tickets()
  await call('cancelTicket', { id: number, as: 'manager', body: { reason: 'Mended' } })
  expect(await deliver(...fluttering.slice(-6))).toEqual([])
  expect(await tickets()).toHaveLength(1)
})

it('opens another where its beginning comes late, after the first ticket was resolved', async () => {
  await deliver(on(0), off(minute))
  const [{ number }] = await tickets()
  await call('cancelTicket', { id: number, as: 'manager', body: { reason: 'Mended' } })
  await deliver(off(3 * minute), on(0), on(2 * minute), on(2 * minute))
  expect(await tickets()).toHaveLength(2)
})

it('opens another ticket when it comes back after the first is resolved', async () => {
  await deliver(on(0), off(minute))
  const [{ number }] = await tickets()
  pass(2 * minute)
  await call('cancelTicket', { id: number, as: 'manager', body: { reason: 'Mended' } })
  await deliver(off(2 * minute))
  expect(await tickets()).toHaveLength(1)
  await deliver(on(3 * minute))
  expect(await tickets()).toHaveLength(2)
})

it('opens none for what goes off, knows too little, or is about the opening of these tickets', async () => {
  const own = on(0, { AlarmName: 'service-desk-test-operations/AlarmTickets/Alarms/DeadLetters/NotEmpty' })
  expect(await deliver(off(0), change('INSUFFICIENT_DATA', 0), own)).toEqual([])
  expect(await tickets()).toEqual([])
})

it.each([
  ['no alarm', { Message: '{}' }],
  ['no JSON', { Message: 'Hello' }],
  ['no level', on(0, { AlarmDescription: 'Somebody wrote this by hand' })],
  ['no instant', on(0, { StateChangeTime: 'noon' })],
])('puts a message aside that has %s, and handles the others', async (_, message) => {
  expect(await deliver(message, on(0))).toEqual([0])
  expect(await tickets()).toHaveLength(1)
})
