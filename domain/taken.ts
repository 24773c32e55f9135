import type { Taken } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import type { Ticket } from './ticket.ts'
import { between, duration } from './time.ts'

/** How long answering and resolving took, where they have happened: as the clocks counted, and on the wall since opening. */
export function takenBy(ticket: Ticket): { responseTime?: Taken; resolutionTime?: Taken } {
  const taken = (kind: 'response' | 'resolution', at: Instant | undefined): Taken | undefined =>
    at && ticket.clocks[kind].endedAt
      ? { business: duration(ticket.clocks[kind].spentMs), calendar: duration(between(ticket.createdAt, at)) }
      : undefined
  const responseTime = taken('response', ticket.firstResponseAt)
  const resolutionTime = taken('resolution', ticket.resolvedAt)
  return { ...(responseTime && { responseTime }), ...(resolutionTime && { resolutionTime }) }
}
