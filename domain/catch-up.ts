import { type Draft, record } from './draft.ts'
import { endTicket } from './ending.ts'
import { fire } from './milestone.ts'
import { setStatus } from './status.ts'
import type { MilestoneEvent } from './ticket.ts'
import { later } from './time.ts'
import { nextTimed } from './timed.ts'

/**
 * Brings the ticket up to the draft's instant: everything that became due by itself is recorded in its order.
 * Every command does this first, and the timers do nothing else (docs/sla.md, "Catching up").
 */
export function catchUp(draft: Draft): MilestoneEvent[] {
  const fired: MilestoneEvent[] = []
  for (;;) {
    const due = nextTimed(draft.ticket, draft.desk.settings)
    if (!due || due.at > draft.now) return fired
    switch (due.what) {
      case 'milestone':
        fired.push(fire(draft, due.clock, due.percent, due.at))
        break
      case 'reminder':
        draft.ticket.reminders = due.reminder
        record(draft, 'ticket.reminded', { reminder: due.reminder, status: draft.ticket.status })
        break
      case 'resolve-unanswered':
        // A setting may have made it due before what the ticket has already done.
        fired.push(...endTicket(draft, 'resolved', { at: later(due.at, draft.ticket.updatedAt) }))
        setStatus(draft, 'resolved', 'no-word-from-customer')
        break
      case 'auto-close':
        draft.ticket.closedAt = draft.now
        setStatus(draft, 'closed', 'no-word-from-customer')
        break
    }
  }
}
