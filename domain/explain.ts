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
  const ticket = asItWent(given, clock, desk)
  const end = clock.endedAt ?? now
  const due = reached(dueAt(ticket, clock, desk, end))
  const warned = clock.fired.find(({ percent }) => percent >= warnPercent && percent <= breachPercent)?.at
  const isKnown = isTrue(ticket, clock, desk)
  const warns = warned ?? (isKnown ? reached(instantOf(ticket, clock, warnPercent, desk, end)) : undefined)
  const missed = missedByMs(clock)
  const spent = spentAt(clock, now, hoursOf(desk, ticket.calendar))
  const from = clock.onRestart ? heldBy : { ...ticket, name: policyOf(desk, ticket).name }
  /** The business time that it is held against: what was missed stays so. */
  const held = clock.missed?.targetMs ?? clock.targetMs
  return {
    clock: kind,
    cycle: clock.cycle,
    state: clockState(clock),
    paused: !ended(clock) && !counting(clock),
    light: clock.light,
    ...(clock.target && clock.targetMs !== undefined && { target: clock.target, promised: duration(clock.targetMs) }),
    ...(clock.missed && clock.missed.targetMs !== clock.targetMs && { missedPromise: duration(clock.missed.targetMs) }),
    ...(from && { from: whereFrom(from) }),
    startedAt: clock.startedAt,
    ...(due && { dueAt: due }),
    ...(warns && { warnsAt: warns }),
    elapsed: duration(spent),
    ...(held !== undefined && { remaining: duration(held - spent) }),
    calendarTime: {
      elapsed: duration(between(clock.startedAt, end)),
      ...(due && { remaining: duration(between(end, due)) }),
    },
    ...(clock.endedAt && { endedAt: clock.endedAt }),
    ...(missed !== undefined && { missedBy: duration(missed) }),
    firedPercent: clock.firedPercent,
    pauses: pausesIn(ticket.course, clock, now),
    milestones: milestonesOf(ticket, kind, desk, end, isKnown),
    spans: spansOf(ticket, clock, desk, now),
  }
}

/**
 * An ended clock is told by the calendar it ended under: the ticket may have come to another since, even in the same
 * instant, which its course does not tell apart. It is the one by which the clock was due when it was.
 */
function asItWent(ticket: Ticket, clock: Clock, desk: Desk): Ticket {
  const { endedAt } = clock
  if (!endedAt) return ticket
  const { calendar: _, ...rest } = ticket
  const views = ticket.course
    .filter(({ from }) => from <= endedAt)
    .slice(-2)
    .map(({ calendar }): Ticket => ({ ...rest, ...(calendar && { calendar }) }))
  return views.find((view) => isTrue(view, clock, desk)) ?? views[0] ?? ticket
}

/** Whether a ticket's calendar says of an ended clock what was said when it ended. */
const isTrue = (ticket: Ticket, clock: Clock, desk: Desk): boolean =>
  !clock.endedAt || !!clock.missed || instantOf(ticket, clock, breachPercent, desk, clock.endedAt) === clock.dueAt

const whereFrom = ({ policy, priority, name }: HeldBy): NonNullable<ClockReport['from']> => ({
  policy: policy.id,
  version: policy.version,
  ...(name !== undefined && { name }),
  priority,
})

/** What has fired, and what is to come, or would have: lowest first. Of what is not known any more, only the due instant. */
function milestonesOf(ticket: Ticket, kind: ClockKind, desk: Desk, now: Instant, isKnown: boolean): ClockMilestone[] {
  const clock = clockOf(ticket, kind)
  const fired = clock.fired.map(({ percent, at, lateMs, skipped }) =>
    skipped ? { percent, at, skipped } : { percent, at, firedAt: plus(at, lateMs), lateness: duration(lateMs) },
  )
  const planned = (percent: number) =>
    isKnown ? instantOf(ticket, clock, percent, desk, now) : percent === breachPercent ? clock.dueAt : undefined
  const percents = clock.onRestart ? [warnPercent, breachPercent] : percentsOf(policyOf(desk, ticket), kind)
  const coming = percents.flatMap((percent) => {
    const at = percent > clock.firedPercent && reached(planned(percent))
    return at ? [{ percent, at }] : []
  })
  return [...fired, ...coming]
}
