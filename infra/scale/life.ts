import type { Measured } from './measured.ts'

/** What is assumed of a desk and its tickets. Every figure of docs/scale.md follows from these and the measured ones. */
export const assumed = {
  openTickets: 1_000_000,
  /** From opening to closing, with the days in which a resolved ticket waits to be closed. */
  daysOpen: 10,
  daysInMonth: 30.4,
  /** The busiest second against the mean: office hours of one continent, and a Monday. */
  peak: 6,
  /** How tickets fare, by the lives that the bench counts. */
  lives: {
    'resolved in time': 0.7,
    'warned, then resolved': 0.2,
    'warned, breached and escalated': 0.1,
  },
  /** Calls in the life of a ticket, each with its row in docs/bench.md. A comment counts as `assign` does: a transaction alike. */
  calls: [
    { call: 'open', as: 'create', times: 1 },
    { call: 'assign, start', as: 'assign', times: 2 },
    { call: 'comment', as: 'assign', times: 4 },
    { call: 'pause, resume', as: 'pause', times: 2 },
    { call: 'edit', as: 'update', times: 1 },
    { call: 'resolve', as: 'resolve', times: 1 },
    { call: 'read', as: 'read', times: 15 },
    { call: 'list', as: 'list, for staff', times: 8 },
    { call: 'history', as: 'history', times: 2 },
    { call: 'tracking', as: 'tracking', times: 1 },
  ],
  /** Wakes of a ticket's execution that change it: the closing, and what its life warns and breaches on the way. */
  wakes: 1.8,
  /** Units of bringing a ticket up to now, as `close` in docs/bench.md, and of writing down what is armed. */
  wake: { as: 'close', arming: { reads: 2, writes: 6 } },
  /** Executions in the life of a ticket: one goes on as long as its ticket does; a sooner wake starts another. */
  executions: 1.3,
  events: 18,
  /** Taking an event out of the outbox writes its item and its entry in the index. */
  published: { writes: 2 },
  /** Consumers of the bus: the share of events that each hears, and what it does for one. */
  consumers: [
    { who: 'timers', share: 0.6, reads: 1, writes: 0 },
    { who: 'notifications', share: 0.6, reads: 3, writes: 2 },
    { who: 'statistics', share: 0.7, reads: 4, writes: 8 },
    { who: 'search index', share: 1, reads: 3, writes: 1 },
    // One of some nine that it hears finds somebody: all loads of 200 people, the ticket, one transaction with the outcome.
    { who: 'router', share: 0.5, reads: 3, writes: 6 },
  ],
  /** Messages in one run of a consumer, and events in one of the publisher, at this pace. */
  batch: 3,
  mails: { out: 5, in: 1 },
  /** Milliseconds that a run of a function is billed, 512 MB, ARM: an API call, and anything else. */
  billedMs: { call: 40, other: 60 },
  memoryGb: 0.5,
  /** KB of log for a run: its own line and Lambda's three. */
  logKb: 1.2,
  answerKb: 4,
  eventKb: 1,
  /** What a ticket leaves in the table, with its history, comments and index entries, for good. */
  ticketKb: 30,
  attachments: { times: 0.5, kb: 400 },
  months: 12,
  /** An alarm costs by the metrics that it reads. */
  alarms: 99,
  metrics: 172,
} as const

/** What one ticket asks of each service in its whole life. */
export interface Use {
  reads: number
  writes: number
  transitions: number
  calls: number
  runs: number
  gbSeconds: number
  queueRequests: number
  events: number
}

export function useOfTicket(measured: Measured): Use {
  const { calls, wakes, wake, executions, events, published, consumers, batch, billedMs, memoryGb, lives } = assumed
  const sum = (figures: readonly number[]) => figures.reduce((all, one) => all + one, 0)
  const each = calls.map(({ as, times }) => ({ ...measured.units(as), times }))
  const waking = measured.units(wake.as)
  const heard = consumers.map((it) => ({ ...it, times: it.share * events }))
  const ofCalls = sum(calls.map(({ times }) => times))
  const messages = sum(heard.map(({ times }) => times))
  const others = wakes + events / batch + messages / batch
  return {
    reads:
      sum(each.map(({ reads, times }) => reads * times)) +
      wakes * waking.reads +
      executions * wake.arming.reads +
      sum(heard.map(({ reads, times }) => reads * times)),
    writes:
      sum(each.map(({ writes, times }) => writes * times)) +
      wakes * waking.writes +
      executions * wake.arming.writes +
      events * published.writes +
      sum(heard.map(({ writes, times }) => writes * times)),
    transitions: sum(Object.entries(lives).map(([life, share]) => measured.transitions(life) * share)),
    calls: ofCalls,
    runs: ofCalls + others,
    gbSeconds: ((ofCalls * billedMs.call + others * billedMs.other) / 1000) * memoryGb,
    // Each is sent by itself, and received and deleted with others.
    queueRequests: messages * (1 + 2 / batch),
    events,
  }
}

/** Little's law: as many are opened as are closed. */
export const ticketsAMonth = (assumed.openTickets / assumed.daysOpen) * assumed.daysInMonth
export const ticketsASecond = assumed.openTickets / assumed.daysOpen / 86_400
