import { setTimeout as wait } from 'node:timers/promises'
import { targetMs, toMs } from '../../domain/time.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'
import type { TicketRepresentation } from '../../schemas/ticket.ts'
import { type Desk, open, promise } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { type Entry, historyOf, ofType } from '../support/history.ts'
import { inParallel } from '../support/parallel.ts'
import { percentile, seconds } from './figures.ts'
import type { Bench, Part } from './part.ts'

/** The service desks that people run themselves, measured the same way: they look at their tickets every few minutes. */
const peers = { p50Ms: 138_000, p99Ms: 296_000 }

/** Each ticket warns (80 %) and breaches (100 %): two milestones. Answers are due so long after the ticket was opened. */
const plan = (quick: boolean) =>
  quick ? { tickets: 10, soonestS: 5, latestS: 12 } : { tickets: 100, soonestS: 15, latestS: 75 }
const percents = [80, 100]
const patienceMs = 60_000

interface Fired {
  number: string
  percent: number
  latenessMs: number
}

/** How late milestones fire that are due at scattered instants, by what the tickets' histories say. */
export async function measureLateness({ desk, options, stop }: Bench): Promise<Part> {
  const { tickets: count, soonestS, latestS } = plan(options.quick)
  const targets = Array.from({ length: count }, (_, at) =>
    Math.round(soonestS + ((latestS - soonestS) * at) / (count - 1)),
  )
  const promises = await policiesFor(desk, [...new Set(targets)])
  const tickets = await inParallel(
    4,
    shuffled(targets).map((target) => async () => {
      stop.throwIfAborted()
      return open(desk, promises.get(target), 'agent')
    }),
  )
  const lastDue = Math.max(...tickets.map(({ dueAt }) => toMs(String(dueAt))))
  await wait(Math.max(0, lastDue - Date.now()), undefined, { signal: stop })
  const judged = await inParallel(
    4,
    tickets.map((ticket) => () => judge(desk, ticket)),
  )
  const fired = judged.flatMap((it) => it.fired)
  const wrong = judged.flatMap((it) => it.wrong)
  return part(fired, wrong)
}

function part(fired: readonly Fired[], wrong: readonly string[]): Part {
  const late = fired.map(({ latenessMs }) => latenessMs)
  const [earliest, p50, p99, most] = [Math.min(...late), percentile(late, 50), percentile(late, 99), Math.max(...late)]
  const early = late.filter((it) => it < 0).length
  return {
    name: 'lateness',
    title: `Lateness of ${fired.length} milestones due at scattered instants`,
    rows: [
      ['', 'p50', 'p99', 'least', 'most'],
      ['this desk', ...[p50, p99, earliest, most].map(seconds)],
      ['its peers', seconds(peers.p50Ms), seconds(peers.p99Ms), '', ''],
    ],
    notes: ['An execution wakes on a whole second, which is half a second on average.'],
    aims: [{ what: 'Milestones that fire early', aim: '0', measured: `${early}`, met: early === 0 }],
    wrong,
    figures: { count: fired.length, p50Ms: p50, p99Ms: p99, leastMs: earliest, mostMs: most, peers, fired },
  }
}

/** A policy has a target for each of four priorities. Gives for each target what a ticket must say to be promised it. */
async function policiesFor(desk: Desk, targets: readonly number[]) {
  const priorities = ['urgent', 'high', 'medium', 'low'] as const
  const found = new Map<number, { tags: string[]; priority: (typeof priorities)[number] }>()
  for (let at = 0; at < targets.length; at += priorities.length) {
    const four = targets.slice(at, at + priorities.length)
    const named = Object.fromEntries(four.map((target, place) => [priorities[place], { response: `PT${target}S` }]))
    const { tag } = await promise(desk, {}, { targets: named as SlaPolicy['targets'] })
    four.forEach((target, place) => {
      found.set(target, { tags: [tag], priority: priorities[place] ?? 'low' })
    })
  }
  return found
}

/** Each of them once, in an order in which neighbours are far apart (37 shares no factor with their numbers). */
const shuffled = (targets: readonly number[]) => targets.map((_, at) => targets[(at * 37) % targets.length] ?? 0)

/** What a ticket's history says of its milestones, held against what is reckoned here from its opening. */
async function judge(desk: Desk, { number, createdAt }: TicketRepresentation) {
  const entries = await eventually(
    `${number} has warned and breached`,
    async () => {
      const all = await historyOf(desk, number)
      return ofType(all, 'sla.breached').length > 0 && all
    },
    patienceMs,
  )
  const events: Entry<'sla.warned' | 'sla.breached'>[] = [
    ...ofType(entries, 'sla.warned'),
    ...ofType(entries, 'sla.breached'),
  ]
  const wrong = percents.flatMap((percent) => {
    const times = events.filter(({ data }) => data.percent === percent).length
    return times === 1 ? [] : [`${number}: ${percent} % fired ${times} times`]
  })
  const fired = events.map(({ data, occurredAt }): Fired => {
    const due = toMs(createdAt) + (targetMs(data.target) * data.percent) / 100
    if (toMs(data.plannedAt) !== due) wrong.push(`${number}: ${data.percent} % was planned for ${data.plannedAt}`)
    const latenessMs = toMs(occurredAt) - due
    if (latenessMs < 0) wrong.push(`${number}: ${data.percent} % fired ${-latenessMs} ms early`)
    if (latenessMs !== data.latenessMs)
      wrong.push(`${number}: its history says ${data.latenessMs} ms, not ${latenessMs}`)
    return { number, percent: data.percent, latenessMs }
  })
  return { fired, wrong }
}
