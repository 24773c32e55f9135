import type { ClockKind } from '../schemas/clock.ts'
import { clockKinds } from '../schemas/clock.ts'
import type { Instant } from '../schemas/time.ts'
import { breachPercent, counting, ended, needMs, passed, reachedAt, warnPercent } from './clock.ts'
import { type Draft, record } from './draft.ts'
import { act, actionsOf } from './escalation.ts'
import { eventId, type MilestoneEvent } from './ticket.ts'
import { between } from './time.ts'

/** Writes down that a milestone was reached. What it asks for is judged after the command: see `actOn`. */
export function fire(
  draft: Draft,
  kind: ClockKind,
  percent: number,
  plannedAt: Instant,
  skipped: number[] = [],
): MilestoneEvent {
  const { ticket, now } = draft
  const clock = ticket.clocks[kind]
  if (!clock.target) throw new Error(`${ticket.number}: an untargeted clock fired`)
  const dueAt = clock.missed?.dueAt ?? reachedAt(clock, breachPercent, plannedAt) ?? plannedAt
  clock.firedPercent = percent
  clock.warnedAt ??= percent === warnPercent ? plannedAt : (reachedAt(clock, warnPercent, plannedAt) ?? plannedAt)
  if (percent >= breachPercent) clock.missed ??= { dueAt, targetMs: needMs(clock.target, breachPercent) }
  return record(draft, percent >= breachPercent ? 'sla.breached' : 'sla.warned', {
    clock: kind,
    cycle: clock.cycle,
    percent,
    target: clock.target,
    plannedAt,
    dueAt,
    latenessMs: between(plannedAt, now),
    skipped,
    policy: ticket.policy,
    actions: [],
  })
}

/** Fires what a change has put behind a clock that counts: the highest milestone; those below it are skipped. */
export function firePassed(draft: Draft): MilestoneEvent[] {
  return clockKinds.flatMap((kind) => {
    const clock = draft.ticket.clocks[kind]
    return counting(clock) ? firePassedOf(draft, kind) : []
  })
}

/** The same for one clock, also for a paused one that is about to end. */
export function firePassedOf(draft: Draft, kind: ClockKind, at = draft.now): MilestoneEvent[] {
  const reached = passed(draft.ticket.clocks[kind], at)
  const highest = reached.pop()
  return highest ? [fire(draft, kind, highest, at, reached)] : []
}

/** Does what fired milestones ask for, where the clock still goes on after the command; else says why not. */
export function actOn(draft: Draft, fired: readonly MilestoneEvent[]): void {
  for (const event of fired) {
    const clock = draft.ticket.clocks[event.data.clock]
    if (ended(clock)) {
      event.data.notActedOn = {
        reason: clock.outcome === 'stopped' ? 'stopped' : 'ended',
        at: clock.endedAt ?? draft.now,
      }
      continue
    }
    event.data.actions = actionsOf(draft, event.data.clock, event.data.percent)
    act(draft, event, eventId(draft.ticket, event.seq))
  }
}
