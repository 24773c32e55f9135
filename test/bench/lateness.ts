import { setTimeout as wait } from 'node:timers/promises'
import { targetMs, toMs } from '../../domain/time.ts'
import type { ClockKind } from '../../schemas/clock.ts'
import type { Desk } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { type Entry, historyOf, ofType } from '../support/history.ts'
import { inParallel } from '../support/parallel.ts'
import { percentile, seconds } from './figures.ts'
import { mostWaiting, openPlanned, type Planned, percents, planFor } from './milestone-plan.ts'
import type { Bench, Part } from './part.ts'

/** The service desks that people run themselves, measured the same way: they look at their tickets every few minutes. */
const peers = { p50Ms: 138_000, p99Ms: 296_000 }
const patienceMs = 60_000

interface Fired {
  number: string
  clock: ClockKind
  percent: number
  latenessMs: number
}

/** How late milestones fire that are due at scattered instants, by what the tickets' histories say. */
export async function measureLateness({ desk, options, stop }: Bench): Promise<Part> {
  const tickets = await openPlanned(desk, planFor(options), stop)
  const due = tickets.map(({ createdAt, lastDueAt }) => ({ from: toMs(createdAt), to: lastDueAt }))
  await wait(Math.max(0, Math.max(...due.map(({ to }) => to)) - Date.now()), undefined, { signal: stop })
  const judged = await inParallel(
    4,
    tickets.map((ticket) => () => judge(desk, ticket)),
  )
  return part(
    judged.flatMap((it) => it.fired),
    judged.flatMap((it) => it.wrong),
    mostWaiting(due),
  )
}

function part(fired: readonly Fired[], wrong: readonly string[], waiting: number): Part {
  const late = fired.map(({ latenessMs }) => latenessMs)
  const least = late.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const most = late.reduce((a, b) => Math.max(a, b), 0)
  const [p50, p99] = [percentile(late, 50), percentile(late, 99)]
  const count = (fault: RegExp) => wrong.filter((it) => fault.test(it)).length
  const [early, lost, twice] = [count(/early$/), count(/never fired$/), count(/times$/)]
  return {
    name: 'lateness',
    title: `Lateness of ${fired.length} milestones due at scattered instants, of ${waiting} tickets at a time`,
    rows: [
      ['', 'p50', 'p99', 'least', 'most', 'early', 'lost', 'twice'],
      ['this desk', ...[p50, p99, least, most].map(seconds), `${early}`, `${lost}`, `${twice}`],
      ['its peers', seconds(peers.p50Ms), seconds(peers.p99Ms), '', '', '', '', ''],
    ],
    notes: ['An execution wakes on a whole second, which is half a second on average.'],
    aims: [
      { what: 'Milestones that fire early', aim: '0', measured: `${early}`, met: early === 0 },
      { what: 'Milestones lost, or fired twice', aim: '0', measured: `${lost + twice}`, met: lost + twice === 0 },
    ],
    wrong,
    figures: {
      count: fired.length,
      waiting,
      ...{ early, lost, twice },
      ...{ p50Ms: p50, p99Ms: p99, leastMs: least, mostMs: most },
      peers,
      // Of a thousand and more, what the figures say is enough.
      ...(fired.length <= 1000 && { fired }),
    },
  }
}

/** What a ticket's history says of its milestones, held against what is reckoned here from its opening. */
async function judge(desk: Desk, { number, createdAt }: Planned) {
  const entries = await eventually(
    `${number} has come to its last milestone`,
    async () => {
      const all = await historyOf(desk, number)
      return ofType(all, 'sla.breached').some(({ data }) => data.clock === 'resolution') && all
    },
    patienceMs,
  )
  const events: Entry<'sla.warned' | 'sla.breached'>[] = [
    ...ofType(entries, 'sla.warned'),
    ...ofType(entries, 'sla.breached'),
  ]
  const wrong = Object.entries(percents).flatMap(([clock, ofClock]) =>
    ofClock.flatMap((percent) => {
      const times = events.filter(({ data }) => data.clock === clock && data.percent === percent).length
      if (times === 1) return []
      return [`${number}: ${clock} ${percent} % ${times === 0 ? 'never fired' : `fired ${times} times`}`]
    }),
  )
  const fired = events.map(({ data, occurredAt }): Fired => {
    const { clock, percent } = data
    const due = toMs(createdAt) + Math.ceil((targetMs(data.target) * percent) / 100)
    const what = `${number}: ${clock} ${percent} %`
    if (toMs(data.plannedAt) !== due) wrong.push(`${what} was planned for ${data.plannedAt}`)
    const latenessMs = toMs(occurredAt) - due
    if (latenessMs < 0) wrong.push(`${what} fired ${-latenessMs} ms early`)
    if (latenessMs !== data.latenessMs) wrong.push(`${what}: its history says ${data.latenessMs} ms, not ${latenessMs}`)
    return { number, clock, percent, latenessMs }
  })
  return { fired, wrong }
}
