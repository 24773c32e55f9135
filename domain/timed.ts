import type { ClockKind } from '../schemas/clock.ts'
import type { Instant, Target } from '../schemas/time.ts'
import { archivesAt } from './archive.ts'
import { breachPercent, clocksOf, needMs, reachedAt, warnPercent } from './clock.ts'
import { hoursOf, policyOf } from './desk.ts'
import { percentsOf } from './escalation-rules.ts'
import { always } from './hours.ts'
import type { Desk, Ticket } from './ticket.ts'
import { fromMs, later, plus, targetMs, toMs } from './time.ts'

/** Something that becomes due on a ticket by itself. */
export type Timed = { at: Instant } & (
  | { what: 'milestone'; clock: ClockKind; percent: number; skipped: number[] }
  | { what: 'light'; clock: ClockKind }
  | { what: 'hold-ends' }
  | { what: 'reminder'; reminder: 1 | 2 }
  | { what: 'follow-up'; id: string }
  | { what: 'resolve-unanswered' }
  | { what: 'auto-close' }
  | { what: 'archive' }
)

/** The next milestone of each clock that counts; of several that a change has put behind it, the highest. */
function milestones(ticket: Ticket, desk: Desk): Timed[] {
  const hours = hoursOf(desk, ticket.calendar)
  const policy = policyOf(desk, ticket)
  return clocksOf(ticket).flatMap(([kind, clock]): Timed[] => {
    const { targetMs: target, countsFrom, spentMs, firedPercent } = clock
    if (!countsFrom || target === undefined) return []
    const left = percentsOf(policy, kind).filter((percent) => percent > firedPercent)
    const skipped = left.filter((percent) => needMs(target, percent) <= spentMs)
    const percent = skipped.pop() ?? left[0]
    const at = percent && reachedAt(clock, percent, hours)
    // A laxer target has made it green again: the warning does not fire twice, but the light is to be true.
    const greenUntil =
      clock.light === 'green' && firedPercent >= warnPercent && firedPercent < breachPercent
        ? reachedAt(clock, warnPercent, hours)
        : undefined
    return [
      ...(percent && at ? [{ at, what: 'milestone', clock: kind, percent, skipped } as const] : []),
      ...(greenUntil ? [{ at: greenUntil, what: 'light', clock: kind } as const] : []),
    ]
  })
}

const holdEnd = ({ onHoldUntil }: Ticket): Timed[] => (onHoldUntil ? [{ at: onHoldUntil, what: 'hold-ends' }] : [])

/** When a ticket has had its status for so much open time: an open instant, and none while it rests. */
function afterOpenTime({ statusAt, onHoldUntil }: Ticket, { openHours = always }: Desk, wait: Target): Instant {
  const from = toMs(statusAt)
  const reached = fromMs(openHours.nextOpening(openHours.due(from, openHours.targetMs(wait, from))))
  return onHoldUntil ? later(reached, fromMs(openHours.nextOpening(toMs(onHoldUntil)))) : reached
}

/** The reminder that comes next, in open hours: one that was not sent in time waits for the next opening too. */
function reminder(ticket: Ticket, desk: Desk, now: Instant): Timed[] {
  const { settings, openHours } = desk
  const { reminders } = ticket
  const after = (wait: Target) => afterOpenTime(ticket, desk, wait)
  const inHours = (at: Instant) => (openHours && at <= now ? fromMs(openHours.nextOpening(toMs(now))) : at)
  const second = after(settings.secondReminderAfter)
  if (reminders > 1) return []
  // Nobody is reminded twice at once, however late the first one is.
  if (reminders > 0 || second <= now) return [{ at: inHours(second), what: 'reminder', reminder: 2 }]
  return [{ at: inHours(after(settings.reminderAfter)), what: 'reminder', reminder: 1 }]
}

/** What a status brings about when nobody acts (docs/lifecycle.md, "Statuses"). */
function fromStatus(ticket: Ticket, desk: Desk, now: Instant): Timed[] {
  const { settings } = desk
  const after = (wait: Target) => plus(ticket.statusAt, targetMs(wait))
  const archived = archivesAt(ticket, settings)
  if (archived) return [{ at: archived, what: 'archive' }]
  if (ticket.status === 'resolved') return [{ at: after(settings.autoCloseAfter), what: 'auto-close' }]
  if (ticket.status !== 'pending_customer') return []
  const timed = reminder(ticket, desk, now)
  if (settings.resolveUnansweredAfter)
    timed.push({ at: afterOpenTime(ticket, desk, settings.resolveUnansweredAfter), what: 'resolve-unanswered' })
  return timed
}

const followUps = ({ followUps = [] }: Ticket): Timed[] =>
  followUps.flatMap(({ id, dueAt, fired }) => (fired ? [] : [{ at: dueAt, what: 'follow-up', id }]))

/** The next thing that becomes due by itself, if any: among several at one instant, clocks come first. */
export function nextTimed(ticket: Ticket, desk: Desk, now: Instant): Timed | undefined {
  return [
    ...milestones(ticket, desk),
    ...holdEnd(ticket),
    ...followUps(ticket),
    ...fromStatus(ticket, desk, now),
  ].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))[0]
}

/**
 * Whether an execution sleeps until the ticket's next wake. What has ended is only waiting to be archived, for which the
 * sweep is punctual enough: a year of sleep would cost every ticket another execution.
 */
export const sleeps = ({ status }: Pick<Ticket, 'status'>): boolean => status !== 'closed' && status !== 'cancelled'
