import { describe, expect, it } from 'vitest'
import { fromMs, plus, toMs, upToSecond } from '../../domain/time.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { deskAt, open, openPromised, promise } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf, milestones, ofType } from '../support/history.ts'
import { armedTicket, expectFired, firedAll } from '../support/timers.ts'

const desk = deskAt(readOutputs())
const { table, machine } = desk
const minute = 60_000
/** By the announcement of the loss, and not by the sweep, which looks once a minute. */
const atOnceMs = 25_000

/** What the supervisor does with a message of its queue, now. */
const supervise = (number: string) =>
  machine.run('sla-supervise', {
    Records: [{ messageId: '1', eventSource: 'aws:sqs', body: JSON.stringify({ number }) }],
  })

describe.concurrent('an execution that was aborted by hand', () => {
  it('is followed by one of the next name, and each milestone still fires, once', async () => {
    const { number } = await openPromised(desk, { response: 'PT30S', resolution: 'PT40S' })
    const first = await armedTicket(desk, number)
    await machine.stop(first.execution)
    const second = await armedTicket(desk, number, first.execution)
    expect([first.execution, second.execution]).toEqual([`${number}-1`, `${number}-2`])
    expect(await machine.describe(second.execution)).toMatchObject({ status: 'RUNNING' })

    const warned = await firedAll(desk, number, ['response 80'])
    expect(milestones(warned)).toEqual(['response 80'])
    await machine.stop(second.execution)
    expect((await armedTicket(desk, number, second.execution)).execution).toBe(`${number}-3`)

    const wanted = ['response 80', 'response 100', 'resolution 80', 'resolution 100']
    expectFired(await firedAll(desk, number, wanted), wanted)
  }, 120_000)
})

describe.concurrent('executions that are aborted by hand in several phases', () => {
  it('are each followed at once by another, in the same phase; each milestone fires, once', async () => {
    const targets = { response: 'PT40S', resolution: 'PT50S' }
    const hold = (id: string, ms: number) =>
      desk.call('holdTicket', 'agent', { id, body: { until: plus(fromMs(Date.now()), ms), reason: 'Away' } })
    const [running, escalated, held] = await Promise.all([
      openPromised(desk, targets),
      openPromised(desk, { response: 'PT2S', resolution: 'PT50S' }).then(async (ticket) => {
        await firedAll(desk, ticket.number, ['response 100'])
        return ticket
      }),
      openPromised(desk, { response: 'PT15S', resolution: 'PT20S' }).then(async (ticket) => {
        await hold(ticket.number, 30_000)
        return ticket
      }),
    ])
    const phases = { [running.number]: 'Running', [escalated.number]: 'Escalated', [held.number]: 'OnHold' }
    const abort = async ([number, phase]: [string, string]) => {
      const { execution, arming = 0 } = await eventually(`${number} sleeps in ${phase}`, async () => {
        const it = await armedTicket(desk, number)
        return (await machine.path(it.execution)).at(-1) === phase && it
      })
      await machine.stop(execution)
      const aborted = Date.now()
      const next = await armedTicket(desk, number, execution)
      expect(Date.now() - aborted).toBeLessThan(atOnceMs)
      expect(next.execution).toBe(`${number}-${arming + 1}`)
      await eventually('in the same phase', async () => (await machine.path(next.execution)).at(-1) === phase)
    }
    await Promise.all(Object.entries(phases).map(abort))
    const wanted = ['response 80', 'response 100', 'resolution 80', 'resolution 100']
    for (const { number } of [running, escalated, held]) {
      expectFired(await firedAll(desk, number, wanted, 90_000), wanted)
    }
    // The hold moved all of its milestones by as long as it lasted.
    const history = await historyOf(desk, held.number)
    const [from, to] = [ofType(history, 'sla.paused')[0], ofType(history, 'sla.resumed')[0]]
    const stoodMs = toMs(String(to?.data.at ?? to?.occurredAt)) - toMs(String(from?.occurredAt))
    expect(ofType(history, 'ticket.hold-ended')).toMatchObject([{ data: { reason: 'time' } }])
    expect(ofType(history, 'sla.breached').map(({ data }) => data.plannedAt)).toEqual(
      [15_000, 20_000].map((ms) => plus(held.createdAt, ms + stoodMs)),
    )
  }, 180_000)
})

describe.concurrent('a message that comes again', () => {
  it('arms nothing twice', async () => {
    const { number } = await openPromised(desk, { response: 'PT5M' })
    const before = await armedTicket(desk, number)
    await Promise.all([1, 2, 3, 4].map(() => supervise(number)))
    expect((await table.ticket(number)).armed).toEqual(before.armed)
    expect(await machine.describe(`${number}-2`)).toBeUndefined()
  })

  it('arms once where four come at the same time', async () => {
    const { number } = await openPromised(desk, { response: 'PT1H' })
    await table.age(number, 45 * minute)
    await Promise.all([1, 2, 3, 4].map(() => supervise(number)))
    const { execution } = await armedTicket(desk, number)
    expect(execution).toBe(`${number}-1`)
    expect(await machine.describe(`${number}-2`)).toBeUndefined()
  })
})

describe.concurrent('a ticket that becomes urgent', () => {
  it('is due sooner: another execution is armed, and the first one ends when it wakes', async () => {
    const { tag } = await promise(
      desk,
      {},
      {
        targets: { low: { response: 'PT40S', resolution: 'PT5M' }, urgent: { response: 'PT20S', resolution: 'PT5M' } },
      },
    )
    const { number: id } = await open(desk, { tags: [tag], priority: 'low' })
    const first = await armedTicket(desk, id)
    const { type, category } = first
    const urgent = {
      title: 'Everything is down',
      description: '',
      priority: 'urgent' as const,
      type,
      category,
      tags: [tag],
    }
    const { body } = await desk.call('replaceTicket', 'agent', { id, body: urgent, headers: { 'if-match': '"1"' } })
    expect(body.dueAt).toBe(plus(body.createdAt, 20_000))
    const second = await armedTicket(desk, id, first.execution)
    expect(second.execution).toBe(`${id}-2`)

    expectFired(await firedAll(desk, id, ['response 100']), ['response 80', 'response 100'])
    await eventually(
      'the first has ended',
      async () => (await machine.describe(first.execution))?.status === 'SUCCEEDED',
    )
    expect(await machine.path(first.execution)).toEqual(['Route', 'Running', 'CatchUp', 'Route', 'Done'])
    expect((await table.ticket(id)).armed?.execution).toBe(second.execution)
    expect(await machine.describe(second.execution)).toMatchObject({ status: 'RUNNING' })
    expect(await machine.describe(`${id}-3`)).toBeUndefined()
  }, 120_000)
})

describe.concurrent('the sweep', () => {
  it('finds a ticket whose execution never was', async () => {
    const { number } = await openPromised(desk, { response: 'PT20M' })
    const { wakeAt, armed } = await table.age(number, 17 * minute, { lost: true })
    expect(await machine.describe(String(armed?.execution))).toBeUndefined()
    expect(await machine.run('sla-sweep')).toMatchObject({ overdue: expect.any(Number) })

    const history = await firedAll(desk, number, ['response 80'])
    expectFired(history, ['response 80'], 3 * minute)
    expect(ofType(history, 'sla.warned')[0]?.data.plannedAt).toBe(wakeAt)
    const { execution } = await armedTicket(desk, number, armed?.execution)
    expect(execution).toBe(`${number}-2`)
    await eventually('it waits as warned', async () => (await machine.path(execution)).at(-1) === 'Warned')
  })

  it('arms what comes within the horizon; beyond it nothing sleeps', async () => {
    const { number, createdAt } = await openPromised(desk, { response: 'PT1H' })
    await supervise(number)
    expect((await table.ticket(number)).armed).toBeUndefined()
    expect(await machine.describe(`${number}-1`)).toBeUndefined()

    const { wakeAt = '' } = await table.age(number, 45 * minute)
    expect(wakeAt).toBe(plus(createdAt, 3 * minute))
    await machine.run('sla-sweep')
    const { execution, armed } = await armedTicket(desk, number)
    expect(armed).toEqual({ execution: `${number}-1`, wakeAt: upToSecond(wakeAt) })
    expect(await machine.describe(execution)).toMatchObject({ status: 'RUNNING' })
    expect(milestones(await historyOf(desk, number))).toEqual([])
  })
})
