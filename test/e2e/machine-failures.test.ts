import { afterEach, describe, expect, it } from 'vitest'
import { plus } from '../../domain/time.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { deskAt, openPromised } from '../support/desk.ts'
import { eventually, passed } from '../support/eventually.ts'
import { historyOf, milestones } from '../support/history.ts'
import { operate, timersQueueOf } from '../support/operator.ts'
import { armedTicket, expectFired, firedAll } from '../support/timers.ts'

const desk = deskAt(readOutputs())
const { machine, table } = desk
const timers = timersQueueOf(desk.outputs)
const answers = ['response 80', 'response 100']
const all = [...answers, 'resolution 80', 'resolution 100']
/** The sweep looks once a minute, here as on AWS; where a test does not wait for that, it looks when it is told. */
const withinASweepMs = 90_000

/** What puts right what a test has broken, the last first. */
const repairs: (() => Promise<unknown>)[] = []
const repair = async () => {
  for (let next = repairs.pop(); next; next = repairs.pop()) await next()
}
afterEach(repair)

const sleepsFor = (number: string) =>
  eventually(`an execution sleeps for ${number}`, async () => {
    const { armed } = await table.ticket(number)
    const status = armed && (await machine.describe(armed.execution))?.status
    return status === 'RUNNING' && armed?.execution
  })

describe('a machine that fails as soon as it begins', () => {
  it('costs no milestone and starts no chase: the sweep sees to each, and to the machine once it is right', async () => {
    const deployed = await machine.definition()
    repairs.push(() => machine.redefine(deployed))
    const Broken = { Type: 'Fail', Error: 'States.Runtime', Cause: 'As a definition with a fault would' }
    await machine.redefine({ StartAt: 'Broken', States: { Broken } })

    const { number, createdAt } = await openPromised(desk, { response: 'PT5S', resolution: 'PT60S' })
    await eventually('its execution failed', async () => (await machine.describe(`${number}-1`))?.status === 'FAILED')
    await passed(plus(createdAt, 6000))
    await machine.run('sla-sweep')
    expectFired(await firedAll(desk, number, answers), answers, withinASweepMs)
    for (let minute = 0; minute < 5; minute += 1) await machine.run('sla-sweep')
    await eventually('nothing is under way', async () => !(await table.ticket(number)).armed)
    // One for the opening, one for each sweep, and one by a schedule that looked between.
    expect((await table.ticket(number)).arming).toBeLessThanOrEqual(8)
    const fired = milestones(await historyOf(desk, number))
    expect(fired).toEqual(all.slice(0, fired.length))

    await repair()
    await machine.run('sla-sweep')
    const execution = await sleepsFor(number)
    await eventually('it waits for the rest', async () => (await machine.path(execution)).at(-1) === 'Escalated')
    expectFired(await firedAll(desk, number, all, 120_000), all, withinASweepMs)
  }, 240_000)
})

describe('a machine that is gone for a while', () => {
  it('leaves messages that wait for a person; brought back, each milestone comes, once', async () => {
    const usually = await timers.retryAfter(1)
    repairs.push(() => timers.retryAfter(usually))
    const before = await timers.deadLetters()
    const create = await machine.remove()
    repairs.push(create)

    const opened = await Promise.all([
      openPromised(desk, { response: 'PT4S', resolution: 'PT70S' }),
      openPromised(desk, { response: 'PT1H', resolution: 'PT60S' }),
    ])
    await eventually('their messages are put aside', async () => (await timers.deadLetters()) >= before + 2, 60_000)
    const waiting = await timers.deadLetters()
    expect(await operate('parked', 'list')).toMatch(new RegExp(`^ +${waiting}  .*Timers`, 'm'))

    // What is overdue is fired by the supervisor itself; what comes next cannot be armed.
    await machine.run('sla-sweep')
    expectFired(await firedAll(desk, opened[0].number, answers), answers, withinASweepMs)
    for (const { number } of opened) expect((await table.ticket(number)).armed).toBeUndefined()

    await repair()
    expect(await operate('parked', 'redrive', '--all')).toMatch(/Timers.* done/)
    expect(await timers.deadLetters()).toBe(0)
    for (const { number } of opened) await sleepsFor(number)
    expectFired(await firedAll(desk, opened[1].number, ['resolution 100'], 120_000), all.slice(2), withinASweepMs)
    expectFired(await firedAll(desk, opened[0].number, all, 120_000), all, withinASweepMs)
  }, 360_000)
})

describe('a task that fails for longer than an execution may be late', () => {
  it('is done by the sweep; the execution that was given up does no harm when it comes round', async () => {
    const { number, createdAt } = await openPromised(desk, { response: 'PT10S', resolution: 'PT1H' })
    const { execution } = await armedTicket(desk, number)
    repairs.push(await machine.spoil('sla-advance'))
    // From half a minute on it counts as lost, and the sweep of any minute may see to it.
    await passed(plus(createdAt, 8000 + 28_000))
    expect(milestones(await historyOf(desk, number))).toEqual([])
    await passed(plus(createdAt, 8000 + 32_000))
    await machine.run('sla-sweep')
    expectFired(await firedAll(desk, number, answers), answers, withinASweepMs)

    await repair()
    await eventually('it has ended', async () => (await machine.describe(execution))?.status === 'SUCCEEDED', 90_000)
    expectFired(await historyOf(desk, number), answers, withinASweepMs)
  }, 240_000)
})
