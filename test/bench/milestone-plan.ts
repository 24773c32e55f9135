import { setTimeout as wait } from 'node:timers/promises'
import { toMs } from '../../domain/time.ts'
import { type Desk, open, promise } from '../support/desk.ts'
import { inParallel } from '../support/parallel.ts'
import type { Options } from './options.ts'

/** The milestones of each ticket, by the clock: what every clock has, and one by a rule of the policy's own. */
export const percents = { response: [80, 100], resolution: [50, 80, 100] } as const
const perTicket = Object.values(percents).flat().length
const rules = [{ clock: 'resolution', atPercent: 50, actions: [{ action: 'notify', who: 'assignee' }] }]

/** How many milestones come due in a second: so many that a laptop is busy, and not so many that it lags behind. */
const perSecond = 8
/** A desk of this machine's only arms what wakes within ten minutes, and has a thread for each that waits. */
const most = { latestS: 500, waiting: 2000 }

export interface Plan {
  tickets: number
  /** Seconds between the opening of one ticket and the next. */
  everyS: number
  /** The shortest and the longest time to a resolution. */
  soonestS: number
  latestS: number
}

export function planFor({ quick, milestones }: Options): Plan {
  if (milestones > 0) {
    const [tickets, everyS] = [Math.ceil(milestones / perTicket), perTicket / perSecond]
    const latestS = Math.min(most.latestS, most.waiting * everyS, Math.max(75, tickets * everyS))
    return { tickets, everyS, soonestS: 20, latestS }
  }
  return quick
    ? { tickets: 4, everyS: 0, soonestS: 5, latestS: 12 }
    : { tickets: 40, everyS: 0, soonestS: 15, latestS: 75 }
}

/** A ticket that was opened, and when its last milestone is due. */
export interface Planned {
  number: string
  createdAt: string
  lastDueAt: number
}

const priorities = ['urgent', 'high', 'medium', 'low'] as const

interface Promised {
  resolutionS: number
  tags: string[]
  priority: (typeof priorities)[number]
}

/** Opens them at their times; their targets are scattered over what the plan allows. */
export async function openPlanned(desk: Desk, plan: Plan, stop: AbortSignal): Promise<Planned[]> {
  const promises = await policiesFor(desk, plan)
  const began = Date.now()
  return inParallel(
    4,
    Array.from({ length: plan.tickets }, (_, at) => async () => {
      await wait(Math.max(0, began + at * plan.everyS * 1000 - Date.now()), undefined, { signal: stop })
      // Neighbours are far apart: 17 shares no factor with their number.
      const { resolutionS, ...asked } = promises[(at * 17) % promises.length] as Promised
      const { number, createdAt } = await stubbornly(() => open(desk, asked, 'agent'))
      return { number, createdAt, lastDueAt: toMs(createdAt) + resolutionS * 1000 }
    }),
  )
}

/** A function that had no time on a busy machine answers with a fault; the ticket is then another one. */
async function stubbornly<Found>(work: () => Promise<Found>, tries = 5): Promise<Found> {
  try {
    return await work()
  } catch (fault) {
    if (tries <= 1) throw fault
    return stubbornly(work, tries - 1)
  }
}

/** Forty pairs of targets on ten policies, each with four priorities. */
async function policiesFor(desk: Desk, { soonestS, latestS }: Plan): Promise<Promised[]> {
  const found: Promised[] = []
  for (let policy = 0; policy < 10; policy += 1) {
    const lasting = priorities.map((_, place) =>
      Math.round(soonestS + ((latestS - soonestS) * (policy * priorities.length + place)) / 39),
    )
    const targets = lasting.map((resolutionS) => ({
      response: `PT${Math.ceil(resolutionS * (0.3 + 0.06 * policy))}S`,
      resolution: `PT${resolutionS}S`,
    }))
    const named = Object.fromEntries(priorities.map((priority, place) => [priority, targets[place]]))
    const { tag } = await promise(desk, {}, { targets: named, escalation: rules })
    found.push(...priorities.map((priority, place) => ({ tags: [tag], priority, resolutionS: lasting[place] ?? 0 })))
  }
  return found
}

/** How many of them waited at the same time, at most. */
export function mostWaiting(tickets: readonly { from: number; to: number }[]): number {
  const steps = tickets.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ])
  let now = 0
  return Math.max(0, ...steps.toSorted((a, b) => a.at - b.at).map(({ by }) => (now += by)))
}
