import type { Actor } from '../schemas/actor.ts'
import { type ClockKind, clockKinds } from '../schemas/clock.ts'
import type { Instant } from '../schemas/time.ts'
import { dueAt, endClock, ended, missedByMs, restartClock, spentAt } from './clock.ts'
import { type Draft, record } from './draft.ts'
import { endFollowUps } from './follow-ups.ts'
import { firePassedOf } from './milestone.ts'
import type { MilestoneEvent } from './ticket.ts'

/**
 * Ends every clock that still goes: by an answer that resolves, or stopped by a cancellation. Gives what fired on the way.
 * `at` is the draft's instant, or an earlier one at which it became due by itself: nobody is late by the timers' lateness.
 */
export function endTicket(
  draft: Draft,
  by: 'resolved' | 'cancelled',
  { actor, at = draft.now }: { actor?: Actor; at?: Instant } = {},
): MilestoneEvent[] {
  const { ticket } = draft
  const fired = clockKinds.flatMap((kind) => endOne(draft, kind, by === 'cancelled', at, actor))
  endFollowUps(draft)
  if (by === 'resolved') {
    ticket.firstResponseAt ??= at
    ticket.resolvedAt = at
  }
  return fired
}

function endOne(draft: Draft, kind: ClockKind, stopped: boolean, at: Instant, actor?: Actor): MilestoneEvent[] {
  const clock = draft.ticket.clocks[kind]
  if (ended(clock)) return []
  const due = dueAt(clock, at)
  // A paused clock may have been passed by a change meanwhile: that comes out now, at the latest.
  const fired = firePassedOf(draft, kind, at)
  const outcome = endClock(clock, at, stopped)
  const missedBy = missedByMs(clock)
  record(
    draft,
    'sla.ended',
    {
      clock: kind,
      cycle: clock.cycle,
      outcome,
      elapsedMs: spentAt(clock, at),
      ...(clock.target && { target: clock.target }),
      ...(due && { dueAt: due }),
      ...(missedBy !== undefined && { missedByMs: missedBy }),
    },
    actor ? { actor } : {},
  )
  return fired
}

/** An answer ends the response clock, once; later ones change nothing. Gives what fired on the way. */
export function endResponse(draft: Draft, actor: Actor): MilestoneEvent[] {
  draft.ticket.firstResponseAt ??= draft.now
  return endOne(draft, 'response', false, draft.now, actor)
}

/** Reopening takes the end of the resolution clock back; the response has been given and stays so. */
export function restart(draft: Draft, actor: Actor): void {
  const { ticket, now } = draft
  const clock = ticket.clocks.resolution
  delete ticket.resolvedAt
  delete ticket.closedAt
  delete ticket.resolution
  restartClock(clock, now)
  record(draft, 'sla.restarted', { clock: 'resolution', cycle: clock.cycle, elapsedMs: clock.spentMs }, { actor })
}
