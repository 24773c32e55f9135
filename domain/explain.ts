import type { ClockKind, ClockMilestone, ClockReport } from '../schemas/clock.ts'
import type { Instant } from '../schemas/time.ts'
import {
  breachPercent,
  type Clock,
  clockOf,
  clockState,
  counting,
  ended,
  missedByMs,
  spentAt,
  warnPercent,
} from './clock.ts'
import { dueAt, instantOf } from './course.ts'
import { hoursOf, policyOf } from './desk.ts'
import { percentsOf } from './escalation-rules.ts'
import { pausesIn, spansOf } from './spans.ts'
import type { Desk, Ticket } from './ticket.ts'
import { between, duration, plus } from './time.ts'

/** What a clock ended under, where its ticket has come to another policy or priority since. */
export interface HeldBy extends Pick<Ticket, 'policy' | 'priority'> {
  /** The policy's, where it is known. */
  name?: string
}

/** An instant that no calendar reaches is none. */
const reached = (at: Instant | undefined) => (at && at < '9999' ? at : undefined)

/**
 * A clock of a ticket that has been brought up to `now`, explained. Of one that has ended, and for which something else was
 * chosen since (`onRestart`), `heldBy` says what it ended under.
 */
export function explain(given: Ticket, kind: ClockKind, desk: Desk, now: Instant, heldBy?: HeldBy): ClockReport {
  const clock = clockOf(given, kind)
  const ticket = asItWent(given, clock)
  const end = clock.endedAt ?? now
  const due = reached(dueAt(ticket, clock, desk, end))
  const warned = clock.fired.find(({ percent }) => percent >= warnPercent && percent <= breachPercent)?.at
  const warns = warned ?? reached(instantOf(ticket, clock, warnPercent, desk, end))
  const missed = missedByMs(clock)
  const spent = spentAt(clock, now, hoursOf(desk, ticket.calendar))
  const from = clock.onRestart ? heldBy : { ...ticket, name: policyOf(desk, ticket).name }
  const promised = clock.missed?.targetMs ?? clock.targetMs
  return {
    clock: kind,
    cycle: clock.cycle,
    state: clockState(clock),
    paused: !ended(clock) && !counting(clock),
    light: clock.light,
    ...(clock.target && promised !== undefined && { target: clock.target, promised: duration(promised) }),
    ...(from && { from: whereFrom(from) }),
    startedAt: clock.startedAt,
    ...(due && { dueAt: due }),
    ...(warns && { warnsAt: warns }),
    elapsed: duration(spent),
    ...(clock.target && promised !== undefined && { remaining: duration(promised - spent) }),
    calendarTime: {
      elapsed: duration(between(clock.startedAt, end)),
      ...(due && { remaining: duration(between(end, due)) }),
    },
    ...(clock.endedAt && { endedAt: clock.endedAt }),
    ...(missed !== undefined && { missedBy: duration(missed) }),
    firedPercent: clock.firedPercent,
    pauses: pausesIn(ticket.course, clock, now),
    milestones: milestonesOf(ticket, kind, desk, end),
    spans: spansOf(ticket, clock, desk, now),
  }
}

/** An ended clock is told by the calendar it ended under: the ticket may have come to another since. */
function asItWent(ticket: Ticket, { endedAt }: Clock): Ticket {
  if (!endedAt) return ticket
  const last = ticket.course.findLast(({ from }) => from < endedAt)
  if (!last) return ticket
  const { calendar: _, ...rest } = ticket
  return { ...rest, ...(last.calendar && { calendar: last.calendar }) }
}

const whereFrom = ({ policy, priority, name }: HeldBy): NonNullable<ClockReport['from']> => ({
  policy: policy.id,
  version: policy.version,
  ...(name !== undefined && { name }),
  priority,
})

/** What has fired, and what is to come, or would have: lowest first. */
function milestonesOf(ticket: Ticket, kind: ClockKind, desk: Desk, now: Instant): ClockMilestone[] {
  const clock = clockOf(ticket, kind)
  const fired = clock.fired.map(({ percent, at, lateMs, skipped }) =>
    skipped ? { percent, at, skipped } : { percent, at, firedAt: plus(at, lateMs), lateness: duration(lateMs) },
  )
  const percents = clock.onRestart ? [warnPercent, breachPercent] : percentsOf(policyOf(desk, ticket), kind)
  const planned = percents.flatMap((percent) => {
    const at = percent > clock.firedPercent && reached(instantOf(ticket, clock, percent, desk, now))
    return at ? [{ percent, at }] : []
  })
  return [...fired, ...planned]
}
