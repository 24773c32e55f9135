import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromMs, plus, toMs } from '../../../domain/time.ts'
import { type Desk, deskAt, open, openPromised, promise } from '../../support/desk.ts'
import { eventually } from '../../support/eventually.ts'
import { historyOf, milestones, ofType } from '../../support/history.ts'
import { ownDesk } from '../../support/own-desk.ts'
import { armedTicket, expectFired, firedAll } from '../../support/timers.ts'

/** A desk of this file's own: it is stopped in the middle, and has settings of seconds. */
const own = ownDesk({
  reminderAfter: 'PT2S',
  secondReminderAfter: 'PT4S',
  resolveUnansweredAfter: 'PT6S',
  autoCloseAfter: 'PT3S',
})
let desk: Desk
beforeAll(async () => {
  await own.start()
  desk = deskAt(own.outputs())
}, 180_000)
afterAll(async () => {
  await own.stop()
  own.remove()
}, 60_000)

describe('what the desk does when nobody acts', () => {
  it('reminds twice, resolves for want of an answer, and closes: the phases show in the executions', async () => {
    const { number: id } = await open(desk)
    await desk.call('startTicket', 'technician', { id })
    await desk.call('pauseTicket', 'technician', { id, body: { status: 'pending_customer', reason: 'Which printer?' } })
    const pausedAt = String(ofType(await historyOf(desk, id), 'sla.paused')[0]?.occurredAt)
    const { execution: reminding } = await armedTicket(desk, id)

    const closed = await eventually('it is closed', async () => {
      const { body } = await desk.call('getTicket', 'customer', { id })
      return body.status === 'closed' && body
    })
    const history = await historyOf(desk, id)
    const happened = history.slice(history.findIndex(({ type }) => type === 'sla.paused') + 1)
    expect(
      happened.map(({ type, data, actor }) => [type, data.reminder ?? data.outcome ?? data.to, actor.role]),
    ).toEqual([
      ['ticket.reminded', 1, 'system'],
      ['ticket.reminded', 2, 'system'],
      ['sla.ended', 'met', 'system'],
      ['sla.ended', 'met', 'system'],
      ['ticket.follow-up-ended', 'ticket-ended', 'system'],
      ['ticket.status-changed', 'resolved', 'system'],
      ['ticket.status-changed', 'closed', 'system'],
    ])
    const happenedAt = (what: unknown) =>
      String(happened.find(({ data }) => [data.reminder, data.to].includes(what))?.occurredAt)
    const late = (what: unknown, planned: string) => toMs(happenedAt(what)) - toMs(planned)
    for (const [what, seconds] of [[1, 2] as const, [2, 4] as const, ['resolved', 6] as const]) {
      expect(late(what, plus(pausedAt, seconds * 1000))).toBeGreaterThanOrEqual(0)
    }
    expect(late('closed', plus(String(closed.resolvedAt), 3000))).toBeGreaterThanOrEqual(0)

    const states = await desk.machine.path(reminding)
    expect(states.filter((state) => state === 'Paused')).toHaveLength(3)
    expect(states).toEqual(expect.arrayContaining(['Resolved', 'Close']))
    await eventually('nothing sleeps for it', async () => !(await desk.table.ticket(id)).armed)
  })

  it('does not close a ticket that was reopened meanwhile: its clock goes on', async () => {
    const { number: id } = await openPromised(desk, { response: 'PT1H', resolution: 'PT8S' })
    await desk.call('resolveTicket', 'agent', { id, body: { resolution: 'Switched on' } })
    const closing = await eventually('an execution waits to close it', async () => {
      const { execution } = await armedTicket(desk, id)
      return (await desk.machine.path(execution)).at(-1) === 'Resolved' && execution
    })
    await desk.call('reopenTicket', 'customer', { id, body: { reason: 'It is off again' } })
    expectFired(await firedAll(desk, id, ['resolution 100']), ['resolution 80', 'resolution 100'])
    expect((await desk.call('getTicket', 'customer', { id })).body.status).toBe('reopened')
    expect(await desk.machine.describe(closing)).toMatchObject({ status: 'SUCCEEDED' })
  })
})

describe('an emulator that is stopped and started again', () => {
  it('loses no milestone and fires none twice: those due meanwhile, and those still to come', async () => {
    const meanwhile = await promise(desk, { response: 'PT5S' })
    const later = await promise(desk, { response: 'PT45S', resolution: 'PT48S' })
    const again = { response: 'PT1H', nextResponse: 'PT8S', resolution: 'PT50S' }
    const answered = await promise(desk, {}, { targets: { urgent: again, high: again, medium: again, low: again } })
    const opened = [
      await open(desk, { tags: [meanwhile.tag] }),
      await open(desk, { tags: [later.tag] }),
      await open(desk, { tags: [later.tag] }),
      await open(desk, { tags: [answered.tag] }),
    ]
    const [, ending, lasting, waiting] = opened.map(({ number }) => number) as [string, string, string, string]
    // One hold comes to its end while nothing runs, one only after it; a third ticket waits for its next answer.
    const rest = (id: string, ms: number) =>
      desk.call('holdTicket', 'agent', { id, body: { until: plus(fromMs(Date.now()), ms), reason: 'Away' } })
    await rest(ending, 5000)
    const { body: restingUntil } = await rest(lasting, 60_000)
    await desk.call('addComment', 'technician', { id: waiting, body: { body: 'Which printer is it?' } })
    await desk.call('addComment', 'customer', { id: waiting, body: { body: 'The one in the hall.' } })
    const armed = await Promise.all(opened.map(({ number }) => armedTicket(desk, number)))
    await own.stop()
    await eventually('the first is due', () => Date.now() > toMs(plus(String(opened[0]?.createdAt), 5000)))
    await own.start()
    desk = deskAt(own.outputs())

    const four = ['response 80', 'response 100', 'resolution 80', 'resolution 100']
    const wanted = [
      ['response 100'],
      four,
      four,
      ['nextResponse 80', 'nextResponse 100', 'resolution 80', 'resolution 100'],
    ]
    for (const [at, { number }] of opened.entries()) {
      const history = await firedAll(desk, number, wanted[at] ?? [], 120_000)
      const fired = milestones(history)
      expect(new Set(fired).size).toBe(fired.length)
      expectFired(history, fired, 60_000)
      expect((await desk.machine.describe(String(armed[at]?.execution)))?.status).toBe('FAILED')
    }
    // Both holds ended at their instants, whenever that was noticed, and moved what came after by as long as they lasted.
    for (const id of [ending, lasting]) {
      const history = await historyOf(desk, id)
      const [from, to] = [ofType(history, 'sla.paused')[0], ofType(history, 'sla.resumed')[0]]
      const ended = String(to?.data.at ?? to?.occurredAt)
      expect(ofType(history, 'ticket.hold-ended')).toMatchObject([{ data: { reason: 'time' } }])
      if (id === lasting) expect(ended).toBe(restingUntil.onHoldUntil)
      const stoodMs = toMs(ended) - toMs(String(from?.occurredAt))
      const opening = String(history[0]?.occurredAt)
      expect(ofType(history, 'sla.breached').map(({ data }) => data.plannedAt)).toEqual(
        [45_000, 48_000].map((ms) => plus(opening, ms + stoodMs)),
      )
    }
  }, 300_000)

  it('hears of what is opened after it: the events leave the outbox long before the reconciler looks', async () => {
    const quick = await promise(desk, { response: 'PT5S' })
    const { number } = await open(desk, { tags: [quick.tag] })
    await eventually('its events are on the bus', async () => {
      const waiting = await desk.table.outbox()
      return waiting.every(({ pk }) => !String(pk).endsWith(number))
    })
    expectFired(await firedAll(desk, number, ['response 100']), ['response 80', 'response 100'])
  })
})
