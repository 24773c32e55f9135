import type { EventData } from '../events/catalogue.ts'
import type { Actor } from '../schemas/actor.ts'
import { clockKinds } from '../schemas/clock.ts'
import type { HistoryDetail } from '../schemas/history.ts'
import type { Status } from '../schemas/ticket.ts'
import { ended, pauseClock, resumeClock } from './clock.ts'
import { type Draft, record } from './draft.ts'
import type { Ticket } from './ticket.ts'

/** Whether a ticket's clocks are paused: a function of its state and nothing else (docs/sla.md, "Pausing"). */
export const paused = ({ status, pauseOn }: Pick<Ticket, 'status' | 'pauseOn'>): boolean =>
  (pauseOn as readonly Status[]).includes(status)

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
  letClocksFollow(draft, by.actor)
}

/** Brings clocks that have not ended in line with whether the ticket is paused now. */
export function letClocksFollow(draft: Draft, actor?: Actor): void {
  const { ticket, now } = draft
  const standing = paused(ticket)
  const changing = clockKinds
    .map((kind) => ticket.clocks[kind])
    .filter((clock) => !ended(clock) && (clock.countsFrom === undefined) !== standing)
  if (changing.length === 0) return
  for (const clock of changing) standing ? pauseClock(clock, now) : resumeClock(clock, now)
  record(draft, standing ? 'sla.paused' : 'sla.resumed', { status: ticket.status }, actor ? { actor } : {})
}
