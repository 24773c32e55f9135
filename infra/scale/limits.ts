import { stages } from '../stages.ts'
import { assumed, ticketsASecond, type Use } from './life.ts'
import type { Source } from './prices.ts'

/** Something that there is only so much of, and how much of it a million open tickets take. */
export interface Limit extends Source {
  what: string
  limit: number
  unit: string
  /** In the busiest second, or at any time for what is held. */
  used: number
  /** Whose it is to move. */
  moved: string
}

const docs = 'https://docs.aws.amazon.com'
const pages = {
  machine: `${docs}/step-functions/latest/dg/service-quotas.html`,
  table: `${docs}/amazondynamodb/latest/developerguide/ServiceQuotas.html`,
  partition: `${docs}/amazondynamodb/latest/developerguide/bp-partition-key-design.html`,
  functions: `${docs}/lambda/latest/dg/gettingstarted-limits.html`,
  bus: `${docs}/eventbridge/latest/userguide/eb-quota.html`,
  mail: `${docs}/ses/latest/dg/manage-sending-quotas.html`,
} as const

/** As functions/platform/table/keys.ts has it; test/docs/scale.test.ts holds both together. */
export const shards = 4
/** Numbers that the sweep hands on in a minute (functions/platform/table/wakes.ts). */
const sweptAMinute = 1000 * shards

/** A change of a ticket moves its entries in an index: one is taken out and one put in. */
const unitsPerEntry = 2

export function limitsFor(use: Use): Limit[] {
  const { peak, openTickets, executions, wakes, mails, billedMs, batch } = assumed
  const tickets = ticketsASecond * peak
  const writingCalls = assumed.calls.filter(
    ({ as }) => !['read', 'list, for staff', 'history', 'tracking'].includes(as),
  )
  const changes = writingCalls.reduce((sum, { times }) => sum + times, 0) + wakes
  const { throttle } = stages.prod
  const aws = (page: keyof typeof pages, seen: Source['seen']) => ({ page: pages[page], seen })
  const ours = { page: 'infra/stages.ts', seen: 'read' } as const
  const askFor = 'on request'
  return [
    {
      what: 'executions open at once',
      limit: 1e6,
      unit: '',
      used: openTickets,
      moved: `${askFor}; the horizon`,
      ...aws('machine', 'read'),
    },
    {
      what: 'mails in 24 hours',
      limit: 50_000,
      unit: '',
      used: ticketsASecond * 86_400 * mails.out,
      moved: `${askFor}: the first grant is about this`,
      ...aws('mail', 'read'),
    },
    {
      what: 'mails sent',
      limit: 14,
      unit: '/s',
      used: tickets * mails.out,
      moved: `${askFor}: the first grant is about this`,
      ...aws('mail', 'read'),
    },
    {
      what: 'requests that the API takes',
      limit: throttle.rate,
      unit: '/s',
      used: tickets * use.calls,
      moved: 'a setting of ours; AWS gives 10,000',
      ...ours,
    },
    {
      what: 'executions started',
      limit: 300,
      unit: '/s',
      used: tickets * executions,
      moved: askFor,
      ...aws('machine', 'read'),
    },
    {
      what: 'state transitions',
      limit: 5000,
      unit: '/s',
      used: tickets * use.transitions,
      moved: `${askFor}; less in a new account`,
      ...aws('machine', 'known'),
    },
    {
      what: 'table: write units',
      limit: 40_000,
      unit: '/s',
      used: tickets * use.writes,
      moved: askFor,
      ...aws('table', 'read'),
    },
    {
      what: `one of ${shards} shards of an index: write units`,
      limit: 1000,
      unit: '/s',
      used: (tickets * changes * unitsPerEntry) / shards,
      moved: '`shards` in keys.ts, with a migration',
      ...aws('partition', 'read'),
    },
    {
      what: 'drawing ticket numbers of a brand',
      limit: 1000,
      unit: '/s',
      used: tickets,
      moved: 'blocks of numbers',
      ...aws('partition', 'read'),
    },
    {
      what: 'functions at work at once',
      limit: 1000,
      unit: '',
      used: (tickets * (use.calls * billedMs.call + (use.runs - use.calls) * billedMs.other)) / 1000,
      moved: askFor,
      ...aws('functions', 'known'),
    },
    {
      what: 'events put on the bus',
      limit: 10_000,
      unit: '/s',
      used: tickets * use.events,
      moved: askFor,
      ...aws('bus', 'read'),
    },
    {
      what: 'events handed to targets',
      limit: 18_750,
      unit: '/s',
      used: (tickets * use.queueRequests) / (1 + 2 / batch),
      moved: askFor,
      ...aws('bus', 'read'),
    },
    {
      what: 'wakes that the sweep can see to alone',
      limit: sweptAMinute / 60,
      unit: '/s',
      used: tickets * (wakes + 1),
      moved: '`most` in wakes.ts',
      page: 'functions/platform/table/wakes.ts',
      seen: 'read',
    },
  ]
}

/** How many open tickets take the whole of it. */
export const reachedAt = ({ limit, used }: Limit): number => (assumed.openTickets * limit) / used

/** Days until the next wake of an open ticket, on average: targets of hours and days, closing after three. */
const meanDaysToWake = 2.5

/** The share of open tickets whose next wake comes within so many days, if wakes come at random. */
const withinDays = (days: number): number => 1 - Math.exp(-days / meanDaysToWake)

/** What a horizon costs: one that is shorter starts an execution for each wake that lies beyond it when it is planned. */
export function horizonOf(
  days: number,
  use: Use,
): { days: number; open: number; started: number; transitions: number } {
  const beyond = 1 - withinDays(days)
  // Each costs `Route` at its start and `Done`, or `Route` again, at its end.
  const more = assumed.wakes * beyond
  return {
    days,
    open: assumed.openTickets * withinDays(days),
    started: ticketsASecond * (assumed.executions + more),
    transitions: use.transitions + 2 * more,
  }
}

/** Seconds in which everything that an outage has ended is armed again, as fast as executions may be started. */
export const rearmSeconds = (limits: readonly Limit[]): number => {
  const rate = limits.find(({ what }) => what === 'executions started')?.limit ?? Number.NaN
  return assumed.openTickets / rate
}
