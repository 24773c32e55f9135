import { clocksNow } from '../../domain/lanes.ts'
import { decide } from '../../domain/lifecycle.ts'
import { isOpen, nextDueFirst } from '../../domain/selection.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { system } from '../../schemas/actor.ts'
import type { DeskTicket } from '../../schemas/desks.ts'
import type { Instant } from '../../schemas/time.ts'
import { deskOf } from '../platform/table/desk.ts'
import { summaryOf } from '../platform/table/lists.ts'
import { loadWholes } from '../platform/table/tickets.ts'

/**
 * Tickets as they are at this instant, whether or not a timer has got to them yet; nothing is written. Those that are open by
 * then, next due first, those whose clocks stand last.
 */
export async function judged(numbers: readonly string[], now: Instant): Promise<DeskTicket[]> {
  const tickets = await Promise.all((await loadWholes(numbers)).map((ticket) => judgedAt(ticket, now)))
  return tickets.filter(({ status }) => isOpen(status)).toSorted(nextDueFirst)
}

async function judgedAt(before: Ticket, now: Instant): Promise<DeskTicket> {
  const desk = await deskOf(before)
  const { ticket } = decide(before, { do: 'catch-up' }, system, desk, now)
  const { onHoldUntil } = ticket
  return { ...summaryOf(ticket), clocks: clocksNow(ticket, desk, now), ...(onHoldUntil && { onHoldUntil }) }
}
