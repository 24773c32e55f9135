import { describe, expect, it } from 'vitest'
import { aDesk } from './support/desk.ts'
import { aTicket, call, type OperationName } from './support/gateway.ts'
import { eventsOf, quickPolicy, ticketItem } from './support/timers.ts'
import { World } from './support/world.ts'

const desk = aDesk()
const minutes = 12

const moves: [OperationName, unknown?][] = [
  ['startTicket'],
  ['pauseTicket', { status: 'pending_customer', reason: 'Which one?' }],
  ['resumeTicket'],
  ['resolveTicket', { resolution: 'Done' }],
  ['reopenTicket', { reason: 'Dark again' }],
]

interface Milestone {
  clock: string
  percent: number
  cycle: number
  latenessMs: number
  plannedAt: string
}
const milestonesOf = (id: string) =>
  eventsOf(desk, id).filter(({ type }) => type === 'sla.warned' || type === 'sla.breached')
const named = ({ clock, cycle, percent }: Milestone) => `${clock} ${cycle} ${percent}`

/** Two hours of a desk with six tickets: two that nobody touches, four that people work on. */
async function live(seed: number, trouble: number) {
  await quickPolicy()
  const untouched = [await aTicket({ category: 'network' }), await aTicket({ category: 'network' })]
  const worked: string[] = []
  for (let place = 0; place < 4; place += 1) worked.push(await aTicket({ category: 'network' }))
  const world = new World(desk, seed, trouble)
  for (let step = 0; step < 120 * minutes; step += 1) {
    await world.step()
    if (world.likely(0.01)) {
      const [move, body] = world.oneOf(moves)
      await call(move, { id: world.oneOf(worked), ...(body !== undefined && { body }) })
    }
    const [running] = desk.machines.running
    if (running && trouble > 0 && world.likely(0.01)) world.abort(world.oneOf(desk.machines.running), world.likely(0.5))
  }
  desk.weather = undefined
  return { untouched, all: [...untouched, ...worked] }
}

describe.each([
  ['where nothing goes wrong', 0, 10_000],
  ['where one call in twenty fails and executions are lost', 0.05, 4 * 60_000],
])('in a world %s', (_, trouble, latest) => {
  it.each([1, 2, 3])(
    'every milestone fires, once, not early and not late (%i)',
    async (seed) => {
      const { untouched, all } = await live(seed, trouble)
      for (const id of all) {
        const fired = milestonesOf(id)
        const data = fired.map((event) => event.data as unknown as Milestone)
        expect(new Set(data.map(named)).size).toBe(data.length)
        for (const { occurredAt, data } of fired) expect(occurredAt >= String(data.plannedAt)).toBe(true)
        expect(Math.max(0, ...data.map(({ latenessMs }) => latenessMs))).toBeLessThanOrEqual(latest)
        const seqs = eventsOf(desk, id).map(({ seq }) => seq)
        expect(seqs).toEqual(seqs.map((__, place) => place + 1))
      }
      for (const id of untouched) {
        expect(milestonesOf(id).map(({ data }) => named(data as unknown as Milestone))).toEqual([
          'response 1 80',
          'response 1 100',
          'resolution 1 80',
          'resolution 1 100',
        ])
        expect(ticketItem(desk, id)).not.toHaveProperty('wakeAt')
      }
    },
    60_000,
  )
})
