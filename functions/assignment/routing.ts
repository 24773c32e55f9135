import type { About } from '../../domain/candidates.ts'
import { decide } from '../../domain/lifecycle.ts'
import { type Routing, route } from '../../domain/routing.ts'
import { settle, settles } from '../../domain/settling.ts'
import type { Decision } from '../../domain/ticket.ts'
import { between, fromMs } from '../../domain/time.ts'
import { system } from '../../schemas/actor.ts'
import type { Counted } from '../../schemas/measures.ts'
import type { RoutingOutcome } from '../../schemas/routing.ts'
import { pauseFor } from '../platform/retry.ts'
import { commitChange } from '../platform/table/commit.ts'
import { deskOf } from '../platform/table/desk.ts'
import { doneWaiting, findWaiting, routedPut, saveTried } from '../platform/table/routing.ts'
import { staffNow } from '../platform/table/staff.ts'
import { type Loaded, loadTicket } from '../platform/table/tickets.ts'
import { count, logger, milliseconds } from '../platform/telemetry.ts'
import { aboutOf } from '../platform/tickets/about.ts'
import { guardFor } from '../platform/tickets/guarding.ts'
import { takeFromAway } from './away.ts'

/** What came of asking: nothing to ask, or what the rules said. */
type Came = 'nothing' | RoutingOutcome['outcome']

/** When many arrive at once, most of them want the same people: so often is a lost race decided anew. */
const attempts = 12

/**
 * Asks the rules for a ticket, as everything is now, and does what they say. Whoever is chosen gets it only if nothing about
 * them has changed since they were looked at; else it is decided anew. Done twice it does nothing the second time.
 */
export async function routeTicket(number: string, correlationId: string, { swept = false } = {}): Promise<Came> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { loaded } = await loadTicket(number)
    if (!loaded) return 'nothing'
    const came = loaded.ticket.routing ? await ask(loaded, correlationId) : await look(loaded, correlationId, swept)
    if (came) return came
    await pauseFor(Math.min(attempt, 3))
  }
  throw new Error(`${number} lost ${attempts} races for somebody to give it to`)
}

/** Undefined: somebody else was faster, with the ticket or with whoever was chosen. */
async function ask(loaded: Loaded, correlationId: string): Promise<Came | undefined> {
  const { ticket } = loaded
  const now = fromMs(Date.now())
  const [staff, about] = await Promise.all([staffNow(now, ticket.brand), aboutOf(ticket, loaded.description)])
  const routing = route(staff, about, now)
  const since = ticket.routing?.since ?? now
  const { guard: chosen, ...outcome } = routing
  if (!settles(routing, ticket)) {
    await saveTried(ticket.number, since, outcome, now, factsOf(about))
    return outcome.outcome
  }
  const decision = decide(ticket, settle(routing), system, await deskOf(ticket, { teams: [routing.team] }), now)
  const guard = guardFor(staff, chosen)
  const writes = kept(decision, routing, outcome)
  const committed = await commitChange(loaded, { decision, correlationId, guard, writes })
  if (committed.is !== 'committed') return undefined
  if (decision.ticket.routing) await saveTried(ticket.number, since, outcome, now, factsOf(about))
  told(decision, outcome, between(since, now))
  return outcome.outcome
}

const factsOf = ({ ticket: _, description: __, ...facts }: About) => facts

/** The outcome is kept with the event that it became. */
function kept({ ticket, events }: Decision, { outcome }: Routing, told: RoutingOutcome) {
  const event = events.findLast(({ type, data }) => type === 'ticket.assigned' && 'rule' in data)
  return event && outcome !== 'waits' ? [routedPut(ticket.number, event.seq, event.occurredAt, told)] : []
}

const counters: Record<RoutingOutcome['outcome'], Counted> = {
  assigned: 'TicketsAssigned',
  queued: 'TicketsQueued',
  escalated: 'TicketsEscalated',
  waits: 'TicketsWaits',
  nobody: 'TicketsNobody',
}

function told({ ticket }: Decision, { outcome, rule, by, technician }: RoutingOutcome, waitedMs: number): void {
  if (ticket.assignee) milliseconds('AssignmentLatency', waitedMs)
  count(counters[outcome])
  logger.info('The rules have placed a ticket', { ticket: ticket.number, outcome, rule, by, technician, waitedMs })
}

/** A ticket that the rules are not to place: one that was reopened in the hands of somebody who is away is theirs after all. */
async function look(loaded: Loaded, correlationId: string, swept: boolean): Promise<Came | undefined> {
  const { number, status, assignee, statusAt } = loaded.ticket
  if (status === 'reopened' && assignee) {
    const taken = await takeFromAway(loaded, correlationId)
    if (taken === 'raced' || taken === 'taken') return undefined
    await doneWaiting(number, statusAt)
    return 'nothing'
  }
  // What was to be looked at, and went another way meanwhile: only the sweep comes upon that.
  const left = swept ? await findWaiting(number) : undefined
  if (left?.gsi5pk) await doneWaiting(number, left.since)
  return 'nothing'
}
