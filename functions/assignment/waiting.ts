import { mayBePlaced } from '../../domain/retrying.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fromMs, plus } from '../../domain/time.ts'
import { priorities } from '../../schemas/ticket.ts'
import { environment } from '../platform/environment.ts'
import { send } from '../platform/queue.ts'
import { findAllWaiting, type Part, type Waiting, waiting } from '../platform/table/routing.ts'
import { staffNow } from '../platform/table/staff.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import { count } from '../platform/telemetry.ts'
import { routeTicket } from './routing.ts'

/** So many get somebody by one event that may have made room; the next event, or the sweep, goes on. */
const mostPlaced = 20
/** So many of each shard are looked at. */
const mostLooked = 250
/** An event says when it was decided; so much later, at the most, everybody sees what it has changed. */
const visibleMs = 5000
/** So many tickets are in one message. */
const mostTogether = 10

const rank = ({ priority, dueAt = '9999', createdAt, number }: Ticket): string =>
  [priorities.indexOf(priority), dueAt, createdAt, number].join(' ')

interface Candidate {
  ticket: Ticket
  waiting: Waiting
}

/** Those that wait in these parts: the most urgent first, then what is due first. */
async function inOrder(parts: readonly Part[]): Promise<Candidate[]> {
  const found = await Promise.all(parts.map((part) => waiting(part, '9999', mostLooked)))
  const numbers = [...new Set(found.flat())]
  if (numbers.length === 0) return []
  const [heads, kept] = await Promise.all([loadHeads(numbers), findAllWaiting(numbers)])
  return [...heads.values()]
    .filter(({ routing }) => routing)
    .flatMap((ticket) => {
      const own = kept.get(ticket.number)
      return own ? [{ ticket, waiting: own }] : []
    })
    .toSorted((a, b) => (rank(a.ticket) < rank(b.ticket) ? -1 : 1))
}

/**
 * Somebody may have room, or be back: of those that wait, whoever may fit now is looked at in memory, by what was known when
 * they were last tried, and only those for whom that finds somebody are tried in truth. Which rules hold has not changed.
 */
export async function tryWaiting(correlationId: string): Promise<void> {
  const candidates = await inOrder(['ROUTING'])
  if (candidates.length === 0) return
  let placed = 0
  let staff = await staffNow(fromMs(Date.now()))
  for (const { ticket, waiting: own } of candidates) {
    if (placed >= mostPlaced) break
    if (!mayBePlaced(staff, ticket, own, fromMs(Date.now()))) continue
    await routeTicket(ticket.number, correlationId)
    placed += 1
    staff = await staffNow(fromMs(Date.now()))
  }
  count('WaitingTried', placed)
}

/** What the rules say has changed at an instant: everything that waits is tried anew, in its order; many are shared out. */
export async function tryAll(since: string, correlationId: string): Promise<void> {
  const after = plus(since, visibleMs)
  const candidates = await inOrder(['ROUTING', 'UNROUTED'])
  const untried = candidates.filter(({ waiting: { triedAt = '' } }) => triedAt <= after)
  const numbers = untried.map(({ ticket }) => ticket.number)
  for (const number of numbers.slice(0, mostTogether)) await routeTicket(number, correlationId)
  await shareOut(numbers.slice(mostTogether))
}

/** Hands tickets to the router's queue. */
export async function shareOut(numbers: readonly string[]): Promise<void> {
  const messages = Array.from({ length: Math.ceil(numbers.length / mostTogether) }, (_, at) => ({
    tickets: numbers.slice(at * mostTogether, (at + 1) * mostTogether),
  }))
  await send(environment('ROUTING_QUEUE_URL'), messages)
}
