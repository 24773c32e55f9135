import type { ClockKind, ClockReport } from '../schemas/clock.ts'
import type { Instant } from '../schemas/time.ts'
import { breachPercent, clockOf, clockState, counting, ended, missedByMs, spentAt, warnPercent } from './clock.ts'
import { dueAt, instantOf } from './course.ts'
import { hoursOf } from './desk.ts'
import type { Desk, Ticket } from './ticket.ts'
import { duration } from './time.ts'

/** A clock of a ticket that has been brought up to `now`, explained. */
export function explain(ticket: Ticket, kind: ClockKind, desk: Desk, now: Instant): ClockReport {
  const clock = clockOf(ticket, kind)
  const due = dueAt(ticket, clock, desk, now)
  const warned = clock.fired.find(({ percent }) => percent >= warnPercent && percent <= breachPercent)?.at
  const warns = warned ?? instantOf(ticket, clock, warnPercent, desk, clock.endedAt ?? now)
  const missed = missedByMs(clock)
  const spent = spentAt(clock, now, hoursOf(desk, ticket.calendar))
  return {
    clock: kind,
    cycle: clock.cycle,
    state: clockState(clock),
    paused: !ended(clock) && !counting(clock),
    ...(clock.target &&
      clock.targetMs !== undefined && {
        target: clock.target,
        remaining: duration((clock.missed?.targetMs ?? clock.targetMs) - spent),
      }),
    startedAt: clock.startedAt,
    ...(due && { dueAt: due }),
    ...(warns && { warnsAt: warns }),
    elapsed: duration(spent),
    light: clock.light,
    ...(clock.endedAt && { endedAt: clock.endedAt }),
    ...(missed !== undefined && { missedBy: duration(missed) }),
    firedPercent: clock.firedPercent,
  }
}
