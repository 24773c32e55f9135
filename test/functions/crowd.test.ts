import { beforeEach, describe, expect, it, vi } from 'vitest'
import { toMs, upToSecond } from '../../domain/time.ts'
import { Crowd } from './support/crowd.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call, type OperationName } from './support/gateway.ts'
import { eventsOf, ticketItem } from './support/timers.ts'

const desk = aDesk()
const steps = 2500
/** More of them, to look further than every run does: SEEDS=500. */
const seeds = Array.from({ length: Number(process.env.SEEDS ?? 8) }, (_, at) => at + 1)
/** Until all that was under way has come to its end, and a sweep has looked. */
const quietMs = 4 * 60_000

beforeEach(async () => {
  vi.stubEnv('HORIZON_SECONDS', '70')
  const settings = { reminderAfter: 'PT7S', secondReminderAfter: 'PT40S', autoCloseAfter: 'PT90S' }
  desk.table.put({
    ...desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' }),
    ...settings,
    pk: 'SETTINGS#main',
    sk: 'SETTINGS',
  })
  await call('createSlaPolicy', {
    as: 'admin',
    body: {
      name: 'Quick',
      conditions: { category: ['network'] },
      targets: { high: { response: 'PT5S', resolution: 'PT3M' }, urgent: { response: 'PT3S', resolution: 'PT1M' } },
    },
  })
  return () => vi.unstubAllEnvs()
})

const replacement = (priority: string) => ({
  body: { title: 'The oven display is dark', description: '', priority, type: 'issue', category: 'network' },
  headers: { 'if-match': '*' },
})
const held = (seconds: number) => () => ({
  body: { until: new Date(Date.now() + seconds * 1000).toISOString(), reason: 'Closed until then' },
})
const moves: [OperationName, (object | (() => object))?][] = [
  ['holdTicket', held(20)],
  ['holdTicket', held(100)],
  ['releaseTicket', { body: {} }],
  ['startTicket'],
  ['pauseTicket', { body: { status: 'pending_customer', reason: 'Which one?' } }],
  ['resumeTicket'],
  ['resolveTicket', { body: { resolution: 'Done' } }],
  ['reopenTicket', { body: { reason: 'Dark again' } }],
  ['replaceTicket', replacement('high')],
  ['replaceTicket', replacement('urgent')],
]

interface Milestone {
  clock: string
  percent: number
  cycle: number
  latenessMs: number
}
const milestonesOf = (id: string): Milestone[] =>
  eventsOf(desk, id).flatMap(({ type, data }) =>
    type === 'sla.warned' || type === 'sla.breached' ? [data as unknown as Milestone] : [],
  )
const named = ({ clock, cycle, percent }: Milestone) => `${clock} ${cycle} ${percent}`

/** Its next wake is covered by an execution that sleeps no longer than until then, or is left for the sweep to find. */
function expectSound(crowd: Crowd, id: string): void {
  const { wakeAt, armed, gsi5pk } = ticketItem(desk, id)
  if (armed && crowd.lostSilently.has(armed.execution)) return
  if (armed) expect(desk.machines.running).toContain(armed.execution)
  if (!wakeAt || gsi5pk?.match(/^(UNARMED|ARCHIVE)#/)) return
  expect(crowd.sleepsUntil(armed?.execution ?? '')).toSatisfy((until) => until <= upToSecond(wakeAt))
}

/** A ticket that nobody touches, and two that people work on. */
async function live(seed: number, trouble: number) {
  const untouched = await aTicket({ category: 'network' })
  const worked = [await aTicket({ category: 'network' }), await aTicket({ category: 'network' })]
  const all = [untouched, ...worked]
  const crowd = new Crowd(desk, seed, trouble)
  const live = async () => {
    await crowd.step()
    if (crowd.isQuiet) for (const id of all) expectSound(crowd, id)
  }
  for (let step = 0; step < steps; step += 1) {
    await live()
    if (!crowd.likely(0.06)) continue
    const [move, asked] = crowd.oneOf(moves)
    const id = crowd.oneOf(worked)
    crowd.begin(() => call(move, { id, ...(typeof asked === 'function' ? asked() : asked) }))
  }
  desk.weather = undefined
  for (const until = Date.now() + quietMs; Date.now() < until || !crowd.isQuiet; ) await live()
  return { untouched, all }
}

describe.each([
  ['calls come in any order', 0, 5000],
  ['calls come in any order, one in twenty fails, and executions are lost', 0.05, 3 * 60_000],
])('where %s', (_, trouble, latest) => {
  it.each(seeds)(
    'every milestone fires, once and in time, and what is to come is armed or left to the sweep (%i)',
    async (seed) => {
      const { untouched, all } = await live(seed, trouble)
      for (const id of all) {
        const fired = milestonesOf(id)
        expect(new Set(fired.map(named)).size).toBe(fired.length)
        const seqs = eventsOf(desk, id).map(({ seq }) => seq)
        expect(seqs).toEqual(seqs.map((__, place) => place + 1))
        expect(toMs(ticketItem(desk, id).wakeAt ?? '9999-01-01T00:00:00.000Z')).toBeGreaterThan(Date.now() - latest)
        expect(Math.max(0, ...fired.map(({ latenessMs }) => latenessMs))).toBeLessThanOrEqual(latest)
      }
      expect(milestonesOf(untouched).map(named)).toEqual([
        'response 1 80',
        'response 1 100',
        'resolution 1 80',
        'resolution 1 100',
      ])
    },
    60_000,
  )
})
