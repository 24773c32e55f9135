import { clockKinds } from '../schemas/clock.ts'
import { breachPercent, ended, warnPercent } from './clock.ts'
import { paused } from './status.ts'
import type { Ticket } from './ticket.ts'

/** What a ticket's sleeping execution shows in the graph while it waits: the names of the machine's Wait states. */
export type Phase = 'running' | 'warned' | 'escalated' | 'paused' | 'resolved'

export function phaseOf(ticket: Ticket): Phase {
  if (ticket.status === 'resolved') return 'resolved'
  if (paused(ticket)) return 'paused'
  const fired = Math.max(
    0,
    ...clockKinds
      .map((kind) => ticket.clocks[kind])
      .filter((clock) => !ended(clock))
      .map((clock) => clock.firedPercent),
  )
  return fired >= breachPercent ? 'escalated' : fired >= warnPercent ? 'warned' : 'running'
}
