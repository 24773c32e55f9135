import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toMs } from '../../domain/time.ts'
import type { FunctionName } from '../../infra/bundle.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { TicketRepresentation } from '../../schemas/ticket.ts'
import { deskAt, open, openPromised, unique } from '../support/desk.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf, milestones } from '../support/history.ts'
import { inParallel } from '../support/parallel.ts'
import { armedTicket, expectFired, firedAll } from '../support/timers.ts'
import { canKill, killWorkersOf } from '../support/workers.ts'

const desk = deskAt(readOutputs())
const { ask, call, machine, tokenOf } = desk

let log: EventLog
beforeAll(() => {
  log = listen(desk.outputs)
})
afterAll(() => log.stop())

/** Kills a function wherever it runs, again and again until a time. */
async function killUntil(service: FunctionName, until: number, from = 0): Promise<void> {
  const name = await machine.nameOf(service)
  let killed = 0
  await eventually(`${service} was killed`, () => {
    if (Date.now() >= from) killed += killWorkersOf(name)
    return killed > 0 && Date.now() > until
  })
}

describe.runIf(canKill)('a function that is killed while it works', () => {
  it('brings its ticket up to now all the same, and the milestone fires once', async () => {
    const { number } = await openPromised(desk, { response: 'PT5S', resolution: 'PT7S' })
    const { execution, armed } = await armedTicket(desk, number)
    const wake = toMs(String(armed?.wakeAt))
    await killUntil('sla-advance', wake + 1000, wake - 200)
    expect(milestones(await historyOf(desk, number))).toEqual([])

    const wanted = ['response 80', 'response 100', 'resolution 80', 'resolution 100']
    expectFired(await firedAll(desk, number, wanted, 60_000), wanted, 60_000)
    expect(['RUNNING', 'SUCCEEDED']).toContain((await machine.describe(execution))?.status)
  })

  it('publishes every event all the same', async () => {
    await open(desk)
    const killing = killUntil('events-publish', Date.now() + 1500)
    const tickets = await inParallel(
      2,
      Array.from({ length: 12 }, () => () => open(desk)),
    )
    await killing
    for (const { number } of tickets) {
      const history = await historyOf(desk, number)
      await eventually(`all of ${number} is on the bus`, () => log.of(number).length === history.length)
    }
  })

  it('answers a repeated request as if nothing had been: one ticket for one key', async () => {
    const headers = { authorization: `Bearer ${await tokenOf('agent')}`, 'content-type': 'application/json' }
    await open(desk, {}, 'agent')
    const killing = killUntil('tickets-api', Date.now() + 1500)
    let lost = 0
    const openStubbornly = async () => {
      const title = unique('Opened in spite of it all')
      return eventually(title, async () => {
        const answer = await ask(
          'POST',
          '/tickets',
          { ...headers, 'idempotency-key': title },
          JSON.stringify({ title }),
        )
        if (answer.status !== 201) lost += 1
        return answer.status === 201 && TicketRepresentation.parse(answer.body)
      })
    }
    const tickets = await inParallel(
      4,
      Array.from({ length: 40 }, () => openStubbornly),
    )
    await killing
    expect(lost).toBeGreaterThan(0)
    const { body } = await call('listTickets', 'agent', { query: { limit: 100 } })
    const titles = body.items.map(({ title }) => title)
    for (const { title, number } of tickets) {
      expect(titles.filter((other) => other === title)).toHaveLength(1)
      expect((await call('getTicket', 'agent', { id: number })).body.title).toBe(title)
    }
  })
})
