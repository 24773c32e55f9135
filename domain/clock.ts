import type { ClockKind, ClockReport, ClockState, Outcome } from '../schemas/clock.ts'
import type { Light } from '../schemas/ticket.ts'
import type { Instant, Target } from '../schemas/time.ts'
import { between, duration, plus, targetMs } from './time.ts'

/** A clock as it is kept with its ticket. Business time is counted on `always` (every millisecond counts). */
export interface Clock {
  cycle: number
  startedAt: Instant
  /** Absent: untargeted. It counts, but has no due time and fires nothing. */
  target?: Target
  /** Business time banked up to `countsFrom`; the whole of it while the clock is paused. */
  spentMs: number
  /** Since when it counts; absent while paused and once ended. */
  countsFrom?: Instant
  /** The highest milestone that has fired in this cycle: only a higher one can fire after. */
  firedPercent: number
  /** When the warning was reached: no pause or change later moves that. */
  warnedAt?: Instant
  /** What was missed: the due instant, and the business time it stood for. A laxer target later does not change it. */
  missed?: { dueAt: Instant; targetMs: number }
  endedAt?: Instant
  outcome?: Outcome
  /** What was chosen since it ended. */
  onRestart?: { target?: Target }
}

/** The milestones that every clock has (docs/sla.md, "Words"). */
export const warnPercent = 80
export const breachPercent = 100
export const percents = [warnPercent, breachPercent] as const

export const startClock = (target: Target | undefined, now: Instant): Clock => ({
  cycle: 1,
  startedAt: now,
  ...(target && { target }),
  spentMs: 0,
  countsFrom: now,
  firedPercent: 0,
})

export const ended = (clock: Clock): boolean => clock.endedAt !== undefined
export const counting = (clock: Clock): boolean => clock.countsFrom !== undefined

/** Business milliseconds spent up to an instant. */
export const spentAt = (clock: Clock, at: Instant): number =>
  clock.spentMs + (clock.countsFrom ? Math.max(0, between(clock.countsFrom, at)) : 0)

/** The business milliseconds after which a milestone is reached: rounded up, so that it never fires early. */
export const needMs = (target: Target, percent: number): number => Math.ceil((targetMs(target) * percent) / 100)

/** When a milestone is (or was) reached, counting on from `countsFrom`; from `ifResumedAt` while the clock is paused. */
export function reachedAt(clock: Clock, percent: number, ifResumedAt?: Instant): Instant | undefined {
  const from = clock.countsFrom ?? ifResumedAt
  if (!clock.target || !from) return undefined
  return plus(from, needMs(clock.target, percent) - clock.spentMs)
}

/** The milestones above the last fired one that the time spent has passed at an instant, lowest first. */
export const passed = (clock: Clock, at: Instant): number[] => {
  const { target } = clock
  if (!target) return []
  return percents.filter((percent) => percent > clock.firedPercent && needMs(target, percent) <= spentAt(clock, at))
}

export function pauseClock(clock: Clock, now: Instant): void {
  clock.spentMs = spentAt(clock, now)
  delete clock.countsFrom
}

export function resumeClock(clock: Clock, now: Instant): void {
  clock.countsFrom = now
}

/**
 * Ends a clock. Met means elapsed < target: the due instant itself belongs to the breach, and a breach stays one. What was
 * never promised is neither: it is stopped, outside compliance.
 */
export function endClock(clock: Clock, now: Instant, stopped = false): Outcome {
  pauseClock(clock, now)
  clock.endedAt = now
  const missed = clock.firedPercent >= breachPercent
  clock.outcome = stopped || (!clock.target && !missed) ? 'stopped' : missed ? 'missed' : 'met'
  return clock.outcome
}

/** Takes the end back: the same cycle, what was spent goes on, what has fired stays fired. */
export function restartClock(clock: Clock, now: Instant): void {
  delete clock.endedAt
  delete clock.outcome
  clock.countsFrom = now
  if (clock.onRestart) retarget(clock, clock.onRestart.target)
  delete clock.onRestart
}

/** Holds a new target against the whole of the time spent since the clock's start. */
export function retarget(clock: Clock, target: Target | undefined): void {
  if (target) clock.target = target
  else delete clock.target
}

/** Chooses the target that an ended clock is held against if it ever goes on; until then it stays as it ended. */
export function retargetOnRestart(clock: Clock, target: Target | undefined): void {
  clock.onRestart = target ? { target } : {}
}

const lightAt = (percent: number): Light =>
  percent >= breachPercent ? 'red' : percent >= warnPercent ? 'yellow' : 'green'
export const light = (clock: Clock): Light => lightAt(clock.firedPercent)

function clockState(clock: Clock): ClockState {
  if (clock.outcome) return clock.outcome
  if (clock.firedPercent >= breachPercent) return 'breached'
  if (!counting(clock)) return 'paused'
  return clock.target ? 'running' : 'untargeted'
}

/** What a clock is held against: the missed due instant once it was missed, else the planned one. */
export const dueAt = (clock: Clock, now: Instant): Instant | undefined =>
  clock.missed?.dueAt ?? reachedAt(clock, breachPercent, clock.endedAt ?? now)

/** By how much business time an ended clock missed its target; undefined unless it did. */
export const missedByMs = (clock: Clock): number | undefined =>
  clock.outcome === 'missed' && clock.missed ? clock.spentMs - clock.missed.targetMs : undefined

/** A clock that has been brought up to `now`, explained. */
export function explain(kind: ClockKind, clock: Clock, now: Instant): ClockReport {
  const due = dueAt(clock, now)
  const warns = clock.warnedAt ?? reachedAt(clock, warnPercent, clock.endedAt ?? now)
  const missed = missedByMs(clock)
  const spent = spentAt(clock, now)
  return {
    clock: kind,
    cycle: clock.cycle,
    state: clockState(clock),
    paused: !ended(clock) && !counting(clock),
    ...(clock.target && {
      target: clock.target,
      remaining: duration((clock.missed?.targetMs ?? targetMs(clock.target)) - spent),
    }),
    startedAt: clock.startedAt,
    ...(due && { dueAt: due }),
    ...(warns && { warnsAt: warns }),
    elapsed: duration(spent),
    light: light(clock),
    ...(clock.endedAt && { endedAt: clock.endedAt }),
    ...(missed !== undefined && { missedBy: duration(missed) }),
    firedPercent: clock.firedPercent,
  }
}
