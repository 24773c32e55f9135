import type { EventData } from '../events/catalogue.ts'
import type { Actor } from '../schemas/actor.ts'
import type { HistoryDetail } from '../schemas/history.ts'
import type { Status } from '../schemas/ticket.ts'
import { clocksOf, counting, ended, pauseClock, resumeClock } from './clock.ts'
import { markCourse, standstillOf } from './course.ts'
import { hoursOf } from './desk.ts'
import { type Draft, record } from './draft.ts'

/** Moves the ticket, and pauses or resumes the clocks that have not ended with it, at the command's own instant. */
export function setStatus(
  draft: Draft,
  to: Status,
  reason: EventData<'ticket.status-changed'>['reason'],
  by: { actor?: Actor; causationId?: string; detail?: HistoryDetail } = {},
): void {
  const { ticket, now } = draft
  const from = ticket.status
  ticket.status = to
  ticket.statusAt = now
  ticket.reminders = 0
  if (by.detail?.reason) ticket.statusReason = by.detail.reason
  else delete ticket.statusReason
  record(draft, 'ticket.status-changed', { from, to, reason }, by)
  letClocksFollow(draft, by.actor ? { actor: by.actor } : {})
}

/**
 * Brings clocks that have not ended in line with whether the ticket is paused at an instant: the draft's, or an earlier one at
 * which that changed by itself.
 */
export function letClocksFollow(draft: Draft, by: { actor?: Actor; causationId?: string } = {}, at = draft.now): void {
  const { ticket, desk } = draft
  const hours = hoursOf(desk, ticket.calendar)
  const standing = standstillOf(ticket, at)
  const changing = clocksOf(ticket)
    .map(([, clock]) => clock)
    .filter((clock) => !ended(clock) && counting(clock) === (standing !== undefined))
  for (const clock of changing) standing ? pauseClock(clock, at, hours) : resumeClock(clock, at)
  markCourse(ticket, at)
  if (changing.length === 0) return
  const data = {
    status: ticket.status,
    ...(standing === 'hold' && ticket.onHoldUntil && { onHoldUntil: ticket.onHoldUntil }),
    ...(at < draft.now && { at }),
  }
  record(draft, standing ? 'sla.paused' : 'sla.resumed', data, by)
}
