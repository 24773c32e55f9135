import type { ClockKind } from '../schemas/clock.ts'
import { clockKinds } from '../schemas/clock.ts'
import type { Settings } from '../schemas/settings.ts'
import type { Instant, Target } from '../schemas/time.ts'
import { percents, reachedAt } from './clock.ts'
import type { Ticket } from './ticket.ts'
import { plus, targetMs } from './time.ts'

/** Something that becomes due on a ticket by itself. */
export type Timed = { at: Instant } & (
  | { what: 'milestone'; clock: ClockKind; percent: number }
  | { what: 'reminder'; reminder: 1 | 2 }
  | { what: 'resolve-unanswered' }
  | { what: 'auto-close' }
)

function milestones(ticket: Ticket): Timed[] {
  return clockKinds.flatMap((kind) => {
    const clock = ticket.clocks[kind]
    const percent = percents.find((candidate) => candidate > clock.firedPercent)
    const at = percent && clock.countsFrom ? reachedAt(clock, percent) : undefined
    return percent && at ? [{ at, what: 'milestone', clock: kind, percent }] : []
  })
}

/** What a status brings about when nobody acts (docs/lifecycle.md, "Statuses"). */
function fromStatus(ticket: Ticket, settings: Settings): Timed[] {
  const after = (wait: Target) => plus(ticket.statusAt, targetMs(wait))
  if (ticket.status === 'resolved') return [{ at: after(settings.autoCloseAfter), what: 'auto-close' }]
  if (ticket.status !== 'pending_customer') return []
  const timed: Timed[] = []
  if (ticket.reminders < 1) timed.push({ at: after(settings.reminderAfter), what: 'reminder', reminder: 1 })
  else if (ticket.reminders < 2) timed.push({ at: after(settings.secondReminderAfter), what: 'reminder', reminder: 2 })
  if (settings.resolveUnansweredAfter)
    timed.push({ at: after(settings.resolveUnansweredAfter), what: 'resolve-unanswered' })
  return timed
}

/** The next thing that becomes due by itself, if any: among several at one instant, clocks come first. */
export function nextTimed(ticket: Ticket, settings: Settings): Timed | undefined {
  return [...milestones(ticket), ...fromStatus(ticket, settings)].toSorted((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )[0]
}
