import type { Actor } from '../schemas/actor.ts'
import type { ClockKind } from '../schemas/clock.ts'
import type { Instant } from '../schemas/time.ts'
import { clockOf, clocksOf, endClock, ended, missedByMs, restartClock, startClock } from './clock.ts'
import { dueAt, markCourse, standstillOf } from './course.ts'
import { hoursOf, policyOf } from './desk.ts'
import { type Draft, record } from './draft.ts'
import { endFollowUps } from './follow-ups.ts'
import { endHold } from './hold.ts'
import { firePassedOf } from './milestone.ts'
import { setStatus } from './status.ts'
import type { MilestoneEvent } from './ticket.ts'
import { letRulesFind } from './wanting.ts'

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
  const fired = clocksOf(ticket).flatMap(([kind]) => endOne(draft, kind, by === 'cancelled', at, actor))
  endHold(draft, 'ended', actor ? { actor } : {})
  endFollowUps(draft)
  if (by === 'resolved') {
    ticket.firstResponseAt ??= at
    ticket.resolvedAt = at
  }
  markCourse(ticket, at, by)
  return fired
}

function endOne(draft: Draft, kind: ClockKind, stopped: boolean, at: Instant, actor?: Actor): MilestoneEvent[] {
  const { ticket, desk } = draft
  const clock = clockOf(ticket, kind)
  if (ended(clock)) return []
  // A paused clock may have been passed by a change meanwhile: that comes out now, at the latest.
  const fired = firePassedOf(draft, kind, at)
  const due = dueAt(ticket, clock, desk, at)
  const outcome = endClock(clock, at, hoursOf(desk, ticket.calendar), stopped)
  if (due) clock.dueAt = due
  const missedBy = missedByMs(clock)
  record(
    draft,
    'sla.ended',
    {
      clock: kind,
      cycle: clock.cycle,
      outcome,
      elapsedMs: clock.spentMs,
      ...(clock.target && { target: clock.target }),
      ...(due && { dueAt: due }),
      ...(missedBy !== undefined && { missedByMs: missedBy }),
    },
    actor ? { actor } : {},
  )
  return fired
}

/** An answer ends the response clock, once, and each cycle of the next ones. Gives what fired on the way. */
export function endResponse(draft: Draft, actor: Actor): MilestoneEvent[] {
  draft.ticket.firstResponseAt ??= draft.now
  const { nextResponse } = draft.ticket.clocks
  return [
    ...endOne(draft, 'response', false, draft.now, actor),
    ...(nextResponse ? endOne(draft, 'nextResponse', false, draft.now, actor) : []),
  ]
}

/** The customer has written: if they were answered before and nothing is owed to them, the next answer is, from now on. */
export function startNextResponse(draft: Draft, actor: Actor, causationId?: string): void {
  const { ticket, desk, now } = draft
  const { response, nextResponse } = ticket.clocks
  if (!ended(response) || (nextResponse && !ended(nextResponse)) || standstillOf(ticket, now) === 'ended') return
  const target = policyOf(desk, ticket).targets[ticket.priority]?.nextResponse
  const cycle = (nextResponse?.cycle ?? 0) + 1
  const counting = standstillOf(ticket, now) === undefined
  ticket.clocks.nextResponse = startClock(target, hoursOf(desk, ticket.calendar), now, cycle, counting)
  record(
    draft,
    'sla.started',
    { clock: 'nextResponse', cycle, ...(target && { target }) },
    { actor, ...(causationId && { causationId }) },
  )
}

/** Reopens a ticket. That takes the end of the resolution clock back; the response has been given and stays so. */
export function reopen(
  draft: Draft,
  reason: Parameters<typeof setStatus>[2],
  by: { actor: Actor; causationId?: string; detail?: { reason: string } },
): void {
  const { ticket } = draft
  setStatus(draft, 'reopened', reason, by)
  delete ticket.resolvedAt
  delete ticket.closedAt
  delete ticket.resolution
  restart(draft, 'resolution', by.actor)
  if (!ticket.assignee) letRulesFind(draft)
}

/** Takes the end of a clock back: it runs again, with the time that it had spent. */
export function restart(draft: Draft, kind: ClockKind, actor: Actor): void {
  const { ticket, desk, now } = draft
  const clock = clockOf(ticket, kind)
  restartClock(clock, now, hoursOf(desk, ticket.calendar))
  record(draft, 'sla.restarted', { clock: kind, cycle: clock.cycle, elapsedMs: clock.spentMs }, { actor })
}
