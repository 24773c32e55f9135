import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plus, toMs } from '../../domain/time.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people } from '../../infra/local/people.ts'
import { deskAt, openPromised } from '../support/desk.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { eventually, passed } from '../support/eventually.ts'
import { historyOf, milestones, ofType } from '../support/history.ts'
import { mailsAbout } from '../support/mail.ts'
import { armedTicket, expectFired, firedAll } from '../support/timers.ts'

const desk = deskAt(readOutputs())
const { call, machine, outputs, table } = desk
const { supervisor, technician, manager } = people
const all = ['response 80', 'response 100', 'resolution 80', 'resolution 100']

let log: EventLog
beforeAll(() => {
  log = listen(outputs)
})
afterAll(() => log.stop())

describe.concurrent('a ticket that nobody answers', () => {
  it('is warned about, breaches and is escalated to the supervisor; every step is seen from outside', async () => {
    const { number, createdAt } = await openPromised(desk, { response: 'PT10S', resolution: 'PT20S' })
    await call('assignTicket', 'agent', { id: number, body: { technician: technician.id } })
    const { execution } = await armedTicket(desk, number)
    expect(await machine.describe(execution)).toMatchObject({ status: 'RUNNING' })
    await eventually('it waits, running', async () => (await machine.path(execution)).at(-1) === 'Running')

    const history = await firedAll(desk, number, all)
    expectFired(history, all)
    const planned = [...ofType(history, 'sla.warned'), ...ofType(history, 'sla.breached')].map(
      ({ data }) => data.plannedAt,
    )
    expect(planned).toEqual([8000, 16_000, 10_000, 20_000].map((ms) => plus(createdAt, ms)))

    const breach = ofType(history, 'sla.breached')[0]
    expect(history.filter(({ causationId }) => causationId === breach?.id)).toMatchObject([
      { type: 'ticket.escalated', data: { level: 1, outcome: 'handed-over', to: supervisor.id, from: technician.id } },
      {
        type: 'ticket.assigned',
        data: { assignee: supervisor.id, previousAssignee: technician.id, reason: 'escalated' },
      },
    ])
    const { body: ticket } = await call('getTicket', 'supervisor', { id: number })
    expect(ticket).toMatchObject({ assignee: supervisor.id, light: 'red', escalationLevel: 1 })

    await eventually('all of it is on the bus', () => log.of(number).length === history.length)
    expect(log.of(number).map(({ type, detail: { id, seq, data } }) => ({ type, id, seq, data }))).toEqual(
      history.map(({ type, id, seq, data }) => ({ type, id, seq, data })),
    )

    const told = [
      `${supervisor.email}: 80 % of the time for the first response is used`,
      ...[technician, supervisor, manager].map(({ email }) => `${email}: The first response is overdue`),
      `${manager.email}: 80 % of the time for the resolution is used`,
      ...[supervisor, manager].map(({ email }) => `${email}: The resolution is overdue`),
    ]
    // Whose it is by now they are told with what else happens within a minute.
    const mails = async () => (await mailsAbout(outputs, number)).filter((mail) => !mail.endsWith('It is yours now'))
    await eventually('all mails are out', async () => (await mails()).length >= told.length)
    expect((await mails()).toSorted()).toEqual(told.toSorted())

    await eventually(
      'nothing is left to wait for',
      async () => (await machine.describe(execution))?.status === 'SUCCEEDED',
    )
    const phases = (await machine.path(execution)).filter((state) => !['Route', 'CatchUp'].includes(state))
    expect(phases).toEqual(['Running', 'Warned', 'Escalated', 'Escalated', 'Done'])
  })

  it('has clocks in sla-tracking that agree with its history', async () => {
    const { number, createdAt } = await openPromised(desk, { response: 'PT3S', resolution: 'PT1H' })
    const before = (await call('getSlaTracking', 'customer', { id: number })).body
    expect(before.clocks).toMatchObject([
      {
        clock: 'response',
        state: 'running',
        light: 'green',
        dueAt: plus(createdAt, 3000),
        warnsAt: plus(createdAt, 2400),
      },
      { clock: 'resolution', state: 'running', light: 'green', dueAt: plus(createdAt, 3_600_000) },
    ])
    const history = await firedAll(desk, number, ['response 100'])
    expectFired(history, ['response 80', 'response 100'])
    await call('resolveTicket', 'agent', { id: number, body: { resolution: 'Switched on' } })

    const ended = ofType(await historyOf(desk, number), 'sla.ended')
    const { clocks } = (await call('getSlaTracking', 'customer', { id: number })).body
    expect(ended).toHaveLength(2)
    for (const { data, occurredAt } of ended) {
      const clock = clocks.find(({ clock }) => clock === data.clock)
      expect(clock).toMatchObject({ state: data.outcome, endedAt: occurredAt, dueAt: data.dueAt })
      expect(data.elapsedMs).toBe(toMs(occurredAt) - toMs(createdAt))
      expect(clock?.elapsed).toBe(`PT${data.elapsedMs / 1000}S`)
    }
    expect(clocks).toMatchObject([
      {
        state: 'missed',
        firedPercent: 100,
        light: 'red',
        missedBy: `PT${(Number(ended[0]?.data.elapsedMs) - 3000) / 1000}S`,
      },
      { state: 'met', firedPercent: 0, light: 'green' },
    ])
  })

  it('fires nothing once it was resolved in time', async () => {
    const { number, createdAt } = await openPromised(desk, { response: 'PT4S', resolution: 'PT4S' })
    await armedTicket(desk, number)
    const { body } = await call('resolveTicket', 'technician', { id: number, body: { resolution: 'It was the cable' } })
    expect(body).toMatchObject({ status: 'resolved', light: 'green' })
    await passed(plus(createdAt, 5500))
    expect(milestones(await historyOf(desk, number))).toEqual([])
  })
})

describe.concurrent('a milestone', () => {
  it('fires once, and is acted on once, though commands come in its very instant', async () => {
    const { number: id, createdAt } = await openPromised(desk, { response: 'PT4S', resolution: 'PT1H' })
    await armedTicket(desk, id)
    await passed(plus(createdAt, 3980))
    const titles = ['One', 'Two', 'Three', 'Four']
    const answers = await Promise.all(
      titles.map((reason, at) =>
        call('assignTicket', 'agent', { id, body: { technician: at % 2 ? technician.id : people.agent.id, reason } }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expectFired(await firedAll(desk, id, ['response 100']), ['response 80', 'response 100'])
    const history = await historyOf(desk, id)
    expect(ofType(history, 'ticket.escalated')).toHaveLength(1)
    expect(ofType(history, 'ticket.assigned').filter(({ data }) => data.reason === 'escalated')).toHaveLength(1)
  })

  it('tells each person once, however often its event comes', async () => {
    const { number } = await openPromised(desk, { response: 'PT1S', resolution: 'PT1H' })
    const mails = () => mailsAbout(outputs, number)
    await eventually('all mails are out', async () => (await mails()).length >= 3)
    const events = await eventually('both events are on the bus', () => {
      const found = log.of(number).filter(({ type }) => type === 'sla.warned' || type === 'sla.breached')
      return found.length === 2 && found
    })
    const Records = events.map(({ type, source, detail }, at) => ({
      messageId: String(at),
      eventSource: 'aws:sqs',
      body: JSON.stringify({ source, 'detail-type': type, detail }),
    }))
    for (const { detail } of events) {
      await eventually('it is written down who was told', () => table.told(detail.id, supervisor.id))
      if (detail.data.percent === 100) await eventually('and the last', () => table.told(detail.id, manager.id))
    }
    const before = await mails()
    expect(await machine.run('notifications-notify', { Records })).toEqual({ batchItemFailures: [] })
    expect(await mails()).toEqual(before)
    expect(new Set(before).size).toBe(before.length)
  })
})

describe.concurrent('a paused ticket', () => {
  it('has clocks that stand, and go on when it is resumed: due moves by the pause', async () => {
    const { number } = await openPromised(desk, { response: 'PT5S', resolution: 'PT1H' })
    const { body: before } = await call('getSlaTracking', 'agent', { id: number })
    const due = String(before.clocks[0]?.dueAt)
    await call('startTicket', 'technician', { id: number })
    const paused = await call('pauseTicket', 'technician', {
      id: number,
      body: { status: 'pending_customer', reason: 'Asked which printer it is' },
    })
    expect(paused.body).toMatchObject({ status: 'pending_customer', statusReason: 'Asked which printer it is' })
    expect(paused.body.dueAt).toBeUndefined()

    await passed(plus(due, 1000))
    const { body: standing } = await call('getSlaTracking', 'customer', { id: number })
    expect(standing.clocks).toMatchObject([
      { state: 'paused', paused: true, light: 'green', firedPercent: 0 },
      { state: 'paused', paused: true },
    ])
    expect(milestones(await historyOf(desk, number))).toEqual([])

    const { body: resumed } = await call('resumeTicket', 'technician', { id: number, body: { reason: 'They said' } })
    const history = await historyOf(desk, number)
    const [from, to] = [ofType(history, 'sla.paused')[0], ofType(history, 'sla.resumed')[0]]
    const stoodMs = toMs(String(to?.occurredAt)) - toMs(String(from?.occurredAt))
    expect(resumed.dueAt).toBe(plus(due, stoodMs))

    const fired = await firedAll(desk, number, ['response 80', 'response 100'])
    expectFired(fired, ['response 80', 'response 100'])
    expect(ofType(fired, 'sla.breached')[0]?.data.dueAt).toBe(plus(due, stoodMs))
  })

  it('waits for a part on the clock, where its policy says so', async () => {
    const { number } = await openPromised(desk, { response: 'PT3S' })
    await call('startTicket', 'technician', { id: number })
    await call('pauseTicket', 'technician', { id: number, body: { status: 'pending_parts', reason: 'A new fuser' } })
    expectFired(await firedAll(desk, number, ['response 100']), ['response 80', 'response 100'])
  })
})
