import type { Ticket } from '../../domain/ticket.ts'
import { plus } from '../../domain/time.ts'
import { priorities } from '../../schemas/ticket.ts'
import { environment } from '../platform/environment.ts'
import { send } from '../platform/queue.ts'
import { type Part, triedSince, waiting } from '../platform/table/routing.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import { count } from '../platform/telemetry.ts'
import { routeTicket } from './routing.ts'

/** So many are tried at once when somebody may have become free; who comes behind them waits for the next who does, or for their time. */
const mostAtOnce = 20
/** So many of each shard are looked at. */
const mostLooked = 250
/** An event says when it was decided; so much later, at the most, everybody sees what it has changed. */
const visibleMs = 5000
/** So many tickets are in one message. */
const mostTogether = 10

const rank = ({ priority, dueAt = '9999', createdAt, number }: Ticket): string =>
  [priorities.indexOf(priority), dueAt, createdAt, number].join(' ')

/** Those that wait in these parts and were not tried since what happened at an instant: the most urgent first, then what is due first. */
async function inOrder(parts: readonly Part[], since: string): Promise<string[]> {
  const found = await Promise.all(parts.map((part) => waiting(part, '9999', mostLooked)))
  const numbers = [...new Set(found.flat())]
  if (numbers.length === 0) return []
  const [heads, tried] = await Promise.all([loadHeads(numbers), triedSince(numbers, plus(since, visibleMs))])
  return [...heads.values()]
    .filter(({ number, routing }) => routing && !tried.has(number))
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .map(({ number }) => number)
}

/** Somebody may have become free at an instant: who waits for that is tried, one after the other. */
export async function tryWaiting(since: string, correlationId: string): Promise<void> {
  const numbers = await inOrder(['ROUTING'], since)
  for (const number of numbers.slice(0, mostAtOnce)) await routeTicket(number, correlationId)
  count('WaitingTried', Math.min(numbers.length, mostAtOnce))
}

/** What routing goes by has changed at an instant: everything that waits is tried, in its order; many at once are shared out. */
export async function tryAll(since: string, correlationId: string): Promise<void> {
  const numbers = await inOrder(['ROUTING', 'UNROUTED'], since)
  for (const number of numbers.slice(0, mostAtOnce)) await routeTicket(number, correlationId)
  await shareOut(numbers.slice(mostAtOnce))
  count('WaitingTried', Math.min(numbers.length, mostAtOnce))
}

/** Hands tickets to the router's queue. */
export async function shareOut(numbers: readonly string[]): Promise<void> {
  const messages = Array.from({ length: Math.ceil(numbers.length / mostTogether) }, (_, at) => ({
    tickets: numbers.slice(at * mostTogether, (at + 1) * mostTogether),
  }))
  await send(environment('ROUTING_QUEUE_URL'), messages)
}
