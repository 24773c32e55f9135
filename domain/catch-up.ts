import type { EscalationAction } from '../schemas/escalation.ts'
import { clockOf, lightAt, warnPercent } from './clock.ts'
import { policyOf } from './desk.ts'
import { type Draft, record } from './draft.ts'
import { endTicket } from './ending.ts'
import { actionsAt } from './escalation-rules.ts'
import { endFollowUps, fallDue } from './follow-ups.ts'
import { holdEnds } from './hold.ts'
import { fire } from './milestone.ts'
import { setStatus } from './status.ts'
import type { MilestoneEvent } from './ticket.ts'
import { later } from './time.ts'
import { nextTimed, type Timed } from './timed.ts'

/** A transaction has at most 100 items; the rest is for the ticket itself, and for the command that follows. */
const mostWrites = 60
/**
 * How many events an escalation's action may become: handing over moves the status too, and another priority or tag chooses
 * a policy anew, which may pause otherwise.
 */
const writesOfAction: Partial<Record<EscalationAction['action'], number>> = {
  assign: 4,
  'raise-priority': 4,
  'add-tag': 3,
  'mark-escalated': 1,
}
/** Anything else that becomes due by itself, resolving among it: three clocks end, each with its record. */
const writesOfOther = 10

/**
 * Brings the ticket up to the draft's instant: everything that became due by itself is recorded in its order.
 * Every command does this first, and the timers do nothing else (docs/sla.md, "Catching up"). After an hour without timers
 * that may be more than one transaction holds: then it stops before that, and `isBehind`.
 */
export function catchUp(draft: Draft): MilestoneEvent[] {
  const fired: MilestoneEvent[] = []
  for (let writes = 0; ; ) {
    const due = nextTimed(draft.ticket, draft.desk, draft.now)
    if (!due || due.at > draft.now) return fired
    writes += writesOf(draft, due)
    if (writes > mostWrites && draft.events.length > 0) return fired
    fired.push(...happen(draft, due))
  }
}

/** Whether more is due than the draft has caught up with. */
export function isBehind({ ticket, desk, now }: Draft): boolean {
  const due = nextTimed(ticket, desk, now)
  return due !== undefined && due.at <= now
}

function writesOf({ ticket, desk }: Draft, due: Timed): number {
  if (due.what !== 'milestone') return writesOfOther
  return actionsAt(policyOf(desk, ticket), due).reduce((sum, { action }) => sum + (writesOfAction[action] ?? 0), 1)
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
      // A setting may have made it due before what the ticket has already done, and a hold before its end.
      const since = ticket.course.at(-1)?.from ?? ticket.createdAt
      const fired = endTicket(draft, 'resolved', { at: later(later(due.at, since), ticket.updatedAt) })
      setStatus(draft, 'resolved', 'no-word-from-customer')
      return fired
    }
    case 'auto-close':
      ticket.closedAt = now
      setStatus(draft, 'closed', 'no-word-from-customer')
      return []
    case 'archive':
      ticket.archivedAt = now
      endFollowUps(draft)
      record(draft, 'ticket.archived', { status: ticket.status, ...(ticket.customer && { customer: ticket.customer }) })
      return []
  }
}
