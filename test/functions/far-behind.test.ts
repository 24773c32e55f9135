import { beforeEach, describe, expect, it } from 'vitest'
import { mostEscalationRules } from '../../schemas/escalation.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { eventsOf, ticketItem, toSupervisor } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000
const id = 'TKT000001'
const perClock = mostEscalationRules / 2

/** As many rules as a policy may have, each with as many actions: together far more than one transaction holds. */
const rulesOf = (clock: 'response' | 'resolution') =>
  Array.from({ length: perClock }, (_, at) => ({
    clock,
    atPercent: 5 + at * 5,
    actions: [
      { action: 'assign', who: 'supervisor' },
      ...Array.from({ length: 9 }, () => ({ action: 'mark-escalated' })),
    ],
  }))
const wanted = (['response', 'resolution'] as const).flatMap((clock) =>
  [...rulesOf(clock).map(({ atPercent }) => atPercent), 80, 100].map((percent) => `${clock} ${percent}`),
)
const fired = () =>
  eventsOf(desk).flatMap(({ type, data }) =>
    type === 'sla.warned' || type === 'sla.breached' ? [`${data.clock} ${data.percent}`] : [],
  )

beforeEach(async () => {
  await call('createSlaPolicy', {
    as: 'admin',
    body: {
      name: 'Every rule there can be',
      conditions: { category: ['network'] },
      targets: { high: { response: 'PT10M', resolution: 'PT1H' } },
      escalation: [...rulesOf('response'), ...rulesOf('resolution')],
    },
  })
  await aTicket({ category: 'network' })
  pass(5 * 60 * minute)
})

const expectAll = () => {
  expect(fired().toSorted()).toEqual(wanted.toSorted())
  expect(eventsOf(desk).map(({ seq }) => seq)).toEqual(eventsOf(desk).map((_, place) => place + 1))
  expect(ticketItem(desk).wakeAt ?? '9999').toSatisfy((wake) => String(wake) > new Date().toISOString())
}

describe('a ticket that has more to catch up with than one transaction holds', () => {
  it('is brought up to now all the same: each milestone fires, once', async () => {
    expect(await toSupervisor({ number: id })).toEqual([])
    expectAll()
    expect(desk.countOf('TransactWrite')).toBeGreaterThan(3)
  })

  it('takes a command at once', async () => {
    expect((await call('startTicket', { id, as: 'supervisor' })).status).toBe(200)
    expectAll()
    expect(ticketItem(desk).status).toBe('in_progress')
  })

  it('shows in its tracking what has happened, before any of it is written', async () => {
    const { body } = await call('getSlaTracking', { id, as: 'supervisor' })
    expect(body.clocks).toMatchObject([{ state: 'breached' }, { state: 'breached' }])
    expect(fired()).toEqual([])
  })

  it('goes on where it was interrupted: the first part was written, but not answered', async () => {
    desk.after('TransactWrite', throws(fault('TimeoutError')))
    expect(await toSupervisor({ number: id })).toEqual([0])
    expect(await toSupervisor({ number: id })).toEqual([])
    expectAll()
  })
})

it('is written in parts that fit, also where each tag chooses a policy that pauses otherwise', async () => {
  const tags = Array.from({ length: 20 }, (_, at) => `tag-${at}`)
  const rule = (atPercent: number, added: string[]) => ({
    clock: 'resolution',
    atPercent,
    actions: added.map((tag) => ({ action: 'add-tag', tag })),
  })
  const escalation = [rule(5, tags.slice(0, 10)), rule(10, tags.slice(10))]
  const targets = { high: { resolution: 'PT1H' } }
  for (const [at, conditions] of [{ category: ['software'] }, ...tags.map((tag) => ({ tags: [tag] }))].entries()) {
    const pauseOn = at % 2 ? ['pending_customer'] : []
    const body = { name: `${at}`, position: 50 - at, conditions, targets, pauseOn, escalation }
    expect((await call('createSlaPolicy', { as: 'admin', body })).status).toBe(201)
  }
  const number = await aTicket({ category: 'software' })
  await call('startTicket', { id: number, as: 'supervisor' })
  await call('pauseTicket', { id: number, as: 'supervisor', body: { status: 'pending_customer', reason: 'Which?' } })
  pass(10 * minute)
  expect(await toSupervisor({ number })).toEqual([])
  expect(ticketItem(desk, number).tags).toEqual(tags)
  const sizes = Map.groupBy(eventsOf(desk, number), (event) => (event as unknown as { version: number }).version)
  const most = Math.max(...[...sizes.values()].map(({ length }) => length))
  expect([most > 30, most <= 60]).toEqual([true, true])
})
