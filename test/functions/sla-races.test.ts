import { describe, expect, it, vi } from 'vitest'
import { chances } from '../../infra/operator/load/chances.ts'
import type { Deed } from '../domain/support/deeds.ts'
import { type Promised, toAll } from '../domain/support/plain-desk.ts'
import { recordedBy } from '../domain/support/retold.ts'
import type { Happening } from '../domain/support/telling.ts'
import { at, hour, minute } from '../support/time.ts'
import { aDesk } from './support/desk.ts'
import { LivedTwice } from './support/lived-twice.ts'
import { changed, eventsOf, sweep, ticketItem, toSupervisor } from './support/timers.ts'
import { Turns } from './support/turns.ts'

const desk = aDesk()
/** More of them, to look further than every run does: SEEDS=500. */
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 12) }, (_, place) => place + 1)
const opened = Date.parse(at(0))

/** A response in 30 minutes, a resolution in ten hours; urgent in less. What half of a resolution does is a test's own. */
const promises = (rules: Promised['rules'] = []): Promised[] => [
  {
    calendar: 'always',
    pauseOn: ['pending_customer'],
    targets: {
      ...toAll({ response: 'PT30M', nextResponse: 'PT1H', resolution: 'PT10H' }),
      urgent: { response: 'PT10M', nextResponse: 'PT10M', resolution: 'PT1H' },
    },
    rules,
  },
]

interface Race {
  /** What was done before, at which milliseconds of the ticket's life. */
  before?: readonly (readonly [ms: number, Deed])[]
  rules?: Promised['rules']
  /** When all at once is done. */
  ms: number
  deeds: readonly Deed[]
}

/** What comes to the ticket by itself: the execution that wakes, the supervisor, and the sweep. */
const machinery = [
  (told: LivedTwice) => told.wakes(),
  (told: LivedTwice) => toSupervisor(changed(told.number)),
  () => sweep(),
]

const orders = <Value>(values: readonly Value[]): Value[][] =>
  values.length === 0
    ? [[]]
    : values.flatMap((one, place) => orders(values.toSpliced(place, 1)).map((rest) => [one, ...rest]))

/**
 * All at once, call by call in an order that the seed gives. What has become of it is what the plain model tells of the same
 * deeds one after the other, in one order or another: nothing between, nothing twice, nothing lost.
 */
async function race({ before = [], rules, ms, deeds }: Race, seed: number): Promise<LivedTwice> {
  const told = await LivedTwice.begin(desk, promises(rules), opened)
  for (const [when, deed] of before) {
    await told.pass(opened + when, { heard: 1, lateMs: 0, sweeps: false })
    expect(await told.does(deed, {}), deed.does).toBe(true)
  }
  await told.pass(opened + ms - 1, { heard: 1, lateMs: 0, sweeps: false })
  vi.setSystemTime(opened + ms)
  const turns = new Turns(desk, chances(seed))
  const done: Happening[] = []
  for (const deed of deeds) turns.begin(async () => done.push(...[(await told.asks(deed)) ?? []].flat()))
  for (const work of machinery) turns.begin(() => work(told))
  while (turns.size > 0) await turns.give()
  desk.turn = undefined
  const wakes = Array.from({ length: told.ahead - done.length }, (): Happening => ({ is: 'nothing' }))
  const possible = orders([...done, ...wakes]).map((order) => recordedBy(told.plain.and(opened + ms, order).now()))
  expect(possible).toContainEqual(told.recorded())
  return told
}

const firings = (told: LivedTwice) =>
  told.recorded().fired.map(({ clock, cycle, percent }) => `${clock} ${cycle} ${percent}`)
const endings = (told: LivedTwice) => told.recorded().ended

describe.each([
  ['a millisecond before the breach', 30 * minute - 1, 'met'],
  ['in the millisecond of the breach', 30 * minute, 'missed'],
  ['in the second of the breach', 30 * minute + 999, 'missed'],
])('an answer %s, while everything else looks at the ticket', (_, ms, outcome) => {
  it.each(seeds)(`is ${outcome}, with one breach on record if it is too late (%i)`, async (seed) => {
    const told = await race({ ms, deeds: [{ does: 'answers' }] }, seed)
    expect(endings(told)).toMatchObject([{ clock: 'response', outcome }])
    expect(firings(told)).toEqual(['response 1 80', ...(outcome === 'missed' ? ['response 1 100'] : [])])
  })
})

describe('two who answer in the millisecond of the breach', () => {
  it.each(seeds)('have missed it once (%i)', async (seed) => {
    const told = await race({ ms: 30 * minute, deeds: [{ does: 'answers' }, { does: 'calls' }] }, seed)
    expect(endings(told)).toMatchObject([{ outcome: 'missed', missedByMs: 0 }])
  })
})

describe('a pause while the ticket is looked at', () => {
  it.each(seeds)('in the millisecond of the breach stands on a clock that was breached (%i)', async (seed) => {
    const before = [[0, { does: 'starts' }]] as const
    const told = await race({ before, ms: 30 * minute, deeds: [{ does: 'waits', for: 'pending_customer' }] }, seed)
    expect(firings(told)).toEqual(['response 1 80', 'response 1 100'])
  })

  it.each(seeds)('a millisecond before the breach keeps it from firing (%i)', async (seed) => {
    const before = [[0, { does: 'starts' }]] as const
    const told = await race({ before, ms: 30 * minute - 1, deeds: [{ does: 'waits', for: 'pending_customer' }] }, seed)
    vi.setSystemTime(opened + 5 * hour)
    await told.wakes()
    await sweep()
    expect(firings(told)).toEqual(['response 1 80'])
  })
})

describe('two who raise the priority at once', () => {
  const urgent: Deed = { does: 'changes', to: { priority: 'urgent' } }

  it.each(seeds)('breach once what that passes (%i)', async (seed) => {
    const told = await race(
      { ms: 20 * minute, deeds: [urgent, urgent, { does: 'changes', to: { priority: 'high' } }] },
      seed,
    )
    expect(firings(told).filter((one) => one === 'response 1 100')).toHaveLength(1)
  })

  it.each(seeds)('one of them a milestone, raise it by hand and once by themselves (%i)', async (seed) => {
    const rules = [{ clock: 'response', percent: 50, raises: true } as const]
    const told = await race({ rules, ms: 15 * minute, deeds: [{ does: 'changes', to: { priority: 'low' } }] }, seed)
    expect(told.recorded().fired.filter(({ raised }) => raised)).toHaveLength(1)
    expect(firings(told).filter((one) => one === 'response 1 50')).toHaveLength(1)
  })

  it.each(seeds)('two milestones of one instant raise it once for each clock (%i)', async (seed) => {
    const rules = [
      { clock: 'response', percent: 50, raises: true } as const,
      { clock: 'resolution', percent: 3, raises: true } as const,
    ]
    const told = await race({ rules, ms: 18 * minute, deeds: [{ does: 'notes' }] }, seed)
    expect(told.recorded().fired.filter(({ raised }) => raised)).toHaveLength(2)
  })
})

describe('a hold that ends while the customer writes', () => {
  it.each(seeds)('ends once, and the clocks go on from there (%i)', async (seed) => {
    const before = [
      [0, { does: 'answers' }],
      [5 * minute, { does: 'holds', forMs: 25 * minute }],
    ] as const
    const told = await race({ before, ms: 30 * minute, deeds: [{ does: 'writes' }] }, seed)
    expect(eventsOf(desk, told.number).filter(({ type }) => type === 'ticket.hold-ended')).toHaveLength(1)
    expect(ticketItem(desk, told.number)).not.toHaveProperty('onHoldUntil')
    expect(ticketItem(desk, told.number).clocks.resolution.spentMs).toBe(5 * minute)
  })
})

describe('reopening while the ticket closes by itself', () => {
  it.each(seeds)('leaves it reopened, its resolution under way again (%i)', async (seed) => {
    const before = [[10 * minute, { does: 'resolves' }]] as const
    const told = await race({ before, ms: 10 * minute + 72 * hour, deeds: [{ does: 'writes' }] }, seed)
    expect(ticketItem(desk, told.number).status).toBe('reopened')
    expect(told.plain.now().endings).toHaveLength(2)
    expect(firings(told)).toEqual([])
  })
})
