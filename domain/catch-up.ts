import { clockOf, lightAt, warnPercent } from './clock.ts'
import { type Draft, record } from './draft.ts'
import { endTicket } from './ending.ts'
import { fallDue } from './follow-ups.ts'
import { holdEnds } from './hold.ts'
import { fire } from './milestone.ts'
import { setStatus } from './status.ts'
import type { MilestoneEvent } from './ticket.ts'
import { later } from './time.ts'
import { nextTimed, type Timed } from './timed.ts'

/**
 * Brings the ticket up to the draft's instant: everything that became due by itself is recorded in its order.
 * Every command does this first, and the timers do nothing else (docs/sla.md, "Catching up").
 */
export function catchUp(draft: Draft): MilestoneEvent[] {
  const fired: MilestoneEvent[] = []
  for (;;) {
    const due = nextTimed(draft.ticket, draft.desk, draft.now)
    if (!due || due.at > draft.now) return fired
    fired.push(...happen(draft, due))
  }
}

function happen(draft: Draft, due: Timed): MilestoneEvent[] {
  const { ticket, now } = draft
  switch (due.what) {
    case 'milestone':
      return [fire(draft, due.clock, due.percent, due.at, due.skipped)]
    case 'light': {
      const clock = clockOf(ticket, due.clock)
      clock.light = lightAt(warnPercent)
      record(draft, 'sla.light-changed', { clock: due.clock, cycle: clock.cycle, light: clock.light })
      return []
    }
    case 'hold-ends':
      holdEnds(draft, due.at)
      return []
    case 'reminder':
      ticket.reminders = due.reminder
      record(draft, 'ticket.reminded', { reminder: due.reminder, status: ticket.status })
      return []
    case 'follow-up':
      fallDue(draft, due.id, due.at)
      return []
    case 'resolve-unanswered': {
      // A setting may have made it due before what the ticket has already done.
      const fired = endTicket(draft, 'resolved', { at: later(due.at, ticket.updatedAt) })
      setStatus(draft, 'resolved', 'no-word-from-customer')
      return fired
    }
    case 'auto-close':
      ticket.closedAt = now
      setStatus(draft, 'closed', 'no-word-from-customer')
      return []
    case 'archive':
      ticket.archivedAt = now
      record(draft, 'ticket.archived', { status: ticket.status, ...(ticket.customer && { customer: ticket.customer }) })
      return []
  }
}
