import type { ClockKind } from '../schemas/clock.ts'
import type { Instant } from '../schemas/time.ts'
import { breachPercent, clockOf, clocksOf, counting, ended, lightAt, passed } from './clock.ts'
import { dueAt as dueOf, instantOf } from './course.ts'
import { hoursOf, policyOf } from './desk.ts'
import { type Draft, record } from './draft.ts'
import { act, actionsOf } from './escalation.ts'
import { percentsOf } from './escalation-rules.ts'
import { eventId, type MilestoneEvent } from './ticket.ts'
import { between } from './time.ts'

/**
 * Writes down that a milestone was reached. What it asks for is judged after the command: see `actOn`. The first at 100 % or
 * more is the breach; a clock has one, whatever fires after it.
 */
export function fire(
  draft: Draft,
  kind: ClockKind,
  percent: number,
  plannedAt: Instant,
  skipped: number[] = [],
): MilestoneEvent {
  const { ticket, desk, now } = draft
  const clock = clockOf(ticket, kind)
  if (!clock.target || clock.targetMs === undefined) throw new Error(`${ticket.number}: an untargeted clock fired`)
  const dueAt = dueOf(ticket, clock, desk, plannedAt) ?? plannedAt
  const breached = percent >= breachPercent && !clock.missed
  const lateMs = between(plannedAt, now)
  clock.firedPercent = percent
  for (const one of skipped) {
    const at = instantOf(ticket, clock, one, desk, plannedAt) ?? plannedAt
    clock.fired.push({ percent: one, at, lateMs, skipped: true })
  }
  clock.fired.push({ percent, at: plannedAt, lateMs })
  if (breached) clock.missed = { dueAt, targetMs: clock.targetMs }
  clock.light = clock.missed ? 'red' : lightAt(percent)
  return record(draft, breached ? 'sla.breached' : 'sla.warned', {
    clock: kind,
    cycle: clock.cycle,
    percent,
    target: clock.target,
    plannedAt,
    dueAt,
    latenessMs: lateMs,
    skipped,
    policy: ticket.policy,
    actions: [],
  })
}

/** Fires what a change has put behind a clock that counts: the highest milestone; those below it are skipped. */
export function firePassed(draft: Draft): MilestoneEvent[] {
  return clocksOf(draft.ticket).flatMap(([kind, clock]) => (counting(clock) ? firePassedOf(draft, kind) : []))
}

/** The same for one clock, also for a paused one that is about to end. */
export function firePassedOf(draft: Draft, kind: ClockKind, at = draft.now): MilestoneEvent[] {
  const { ticket, desk } = draft
  const percents = percentsOf(policyOf(desk, ticket), kind)
  const reached = passed(clockOf(ticket, kind), percents, at, hoursOf(desk, ticket.calendar))
  const highest = reached.pop()
  return highest ? [fire(draft, kind, highest, at, reached)] : []
}

/** Does what fired milestones ask for, where the clock still goes on after the command; else says why not. */
export function actOn(draft: Draft, fired: readonly MilestoneEvent[]): void {
  for (const event of fired) {
    const clock = clockOf(draft.ticket, event.data.clock)
    if (ended(clock) || clock.cycle !== event.data.cycle) {
      event.data.notActedOn = {
        reason: clock.outcome === 'stopped' ? 'stopped' : 'ended',
        at: clock.endedAt ?? draft.now,
      }
      continue
    }
    event.data.actions = actionsOf(draft, event.data)
    act(draft, event, eventId(draft.ticket, event.seq))
  }
}
