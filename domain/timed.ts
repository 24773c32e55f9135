import type { ClockKind } from '../schemas/clock.ts'
import { clockKinds } from '../schemas/clock.ts'
import type { Instant, Target } from '../schemas/time.ts'
import { archivesAt } from './archive.ts'
import { percents, reachedAt } from './clock.ts'
import type { Desk, Ticket } from './ticket.ts'
import { plus, targetMs } from './time.ts'

/** Something that becomes due on a ticket by itself. */
export type Timed = { at: Instant } & (
  | { what: 'milestone'; clock: ClockKind; percent: number }
  | { what: 'reminder'; reminder: 1 | 2 }
  | { what: 'follow-up'; id: string }
  | { what: 'resolve-unanswered' }
  | { what: 'auto-close' }
  | { what: 'archive' }
)

function milestones(ticket: Ticket): Timed[] {
  return clockKinds.flatMap((kind) => {
    const clock = ticket.clocks[kind]
    const percent = percents.find((candidate) => candidate > clock.firedPercent)
    const at = percent && clock.countsFrom ? reachedAt(clock, percent) : undefined
    return percent && at ? [{ at, what: 'milestone', clock: kind, percent }] : []
  })
}

/** When a ticket has had its status for so much open time: an open instant. */
const afterOpenTime = ({ statusAt }: Ticket, { openHours }: Desk, wait: Target): Instant =>
  openHours?.after(statusAt, wait) ?? plus(statusAt, targetMs(wait))

/** The reminder that comes next, in open hours: one that was not sent in time waits for the next opening too. */
function reminder(ticket: Ticket, desk: Desk, now: Instant): Timed[] {
  const { settings, openHours } = desk
  const { reminders } = ticket
  const after = (wait: Target) => afterOpenTime(ticket, desk, wait)
  const inHours = (at: Instant) => (openHours && at <= now ? openHours.next(now) : at)
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
  return [...milestones(ticket), ...followUps(ticket), ...fromStatus(ticket, desk, now)].toSorted((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )[0]
}

/**
 * Whether an execution sleeps until the ticket's next wake. What has ended is only waiting to be archived, for which the
 * sweep is punctual enough: a year of sleep would cost every ticket another execution.
 */
export const sleeps = ({ status }: Pick<Ticket, 'status'>): boolean => status !== 'closed' && status !== 'cancelled'
