import { breachPercent, clocksOf, ended, warnPercent } from './clock.ts'
import { standstillOf } from './course.ts'
import type { Ticket } from './ticket.ts'

/** What a ticket's sleeping execution shows in the graph while it waits: the names of the machine's Wait states. */
export type Phase = 'running' | 'warned' | 'escalated' | 'paused' | 'on-hold' | 'resolved'

export function phaseOf(ticket: Ticket): Phase {
  if (ticket.status === 'resolved') return 'resolved'
  // It is the end of the hold that the desk waits for, also where the status pauses too.
  if (ticket.onHoldUntil) return 'on-hold'
  if (standstillOf(ticket, ticket.statusAt)) return 'paused'
  const fired = Math.max(0, ...clocksOf(ticket).flatMap(([, clock]) => (ended(clock) ? [] : [clock.firedPercent])))
  return fired >= breachPercent ? 'escalated' : fired >= warnPercent ? 'warned' : 'running'
}
