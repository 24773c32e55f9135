import type { ClockKind, ClockState, Outcome } from '../schemas/clock.ts'
import { clockKinds } from '../schemas/clock.ts'
import type { Light } from '../schemas/ticket.ts'
import type { Instant, Target } from '../schemas/time.ts'
import type { Hours } from './hours.ts'
import { fromMs, toMs } from './time.ts'

/** That a milestone was reached: when that was planned, and how much later it was recorded. */
interface Fired {
  percent: number
  at: Instant
  lateMs: number
  /** A higher one was passed in the same instant, and fired in its place. */
  skipped?: true
}

/** A clock as it is kept with its ticket. Business time is counted in the hours of the ticket's calendar. */
export interface Clock {
  cycle: number
  startedAt: Instant
  /** Absent: untargeted. It counts, but has no due time and fires nothing. */
  target?: Target
  /** The target in business milliseconds: whole days are converted from the clock's start. */
  targetMs?: number
  /** Business time banked up to `countsFrom`; the whole of it while the clock is paused. */
  spentMs: number
  /** Since when it counts; absent while paused and once ended. */
  countsFrom?: Instant
  /** The highest milestone that has fired in this cycle: only a higher one can fire after. */
  firedPercent: number
  /** What has fired, in its order. */
  fired: Fired[]
  light: Light
  /** What was missed: the due instant, and the business time it stood for. A laxer target later does not change it. */
  missed?: { dueAt: Instant; targetMs: number }
  /** Automation has raised the ticket's priority in this cycle: once is all it may. */
  raised?: true
  endedAt?: Instant
  outcome?: Outcome
  /** Of an ended one with a target: the due instant it was held against. */
  dueAt?: Instant
  /** What was chosen since it ended. */
  onRestart?: { target?: Target }
}

/** The milestones that every clock has (docs/sla.md, "Words"). */
export const warnPercent = 80
export const breachPercent = 100

/** A ticket's clocks by their kinds; there is no `nextResponse` before its first cycle. */
export type Clocks = Record<'response' | 'resolution', Clock> & { nextResponse?: Clock }

/** The clocks that a ticket has, in the order of their kinds. */
export const clocksOf = ({ clocks }: { clocks: Clocks }): [ClockKind, Clock][] =>
  clockKinds.flatMap((kind) => {
    const clock = clocks[kind]
    return clock ? [[kind, clock] satisfies [ClockKind, Clock]] : []
  })

/** A clock that the ticket has. */
export function clockOf({ clocks }: { clocks: Clocks }, kind: ClockKind): Clock {
  const clock = clocks[kind]
  if (!clock) throw new Error(`This ticket has no ${kind} clock`)
  return clock
}

/** A new cycle; `counting` unless the ticket is paused. */
export function startClock(target: Target | undefined, hours: Hours, now: Instant, cycle = 1, counting = true): Clock {
  const clock: Clock = {
    cycle,
    startedAt: now,
    spentMs: 0,
    ...(counting && { countsFrom: now }),
    firedPercent: 0,
    fired: [],
    light: 'green',
  }
  aimAt(clock, target, hours)
  return clock
}

export const ended = (clock: Clock): boolean => clock.endedAt !== undefined
export const counting = (clock: Clock): boolean => clock.countsFrom !== undefined

/** Business milliseconds spent up to an instant. */
export const spentAt = (clock: Clock, at: Instant, hours: Hours): number =>
  clock.spentMs + (clock.countsFrom ? hours.elapsed(toMs(clock.countsFrom), toMs(at)) : 0)

/** The business milliseconds after which a milestone is reached: rounded up, so that it never fires early. */
export const needMs = (targetMs: number, percent: number): number => Math.ceil((targetMs * percent) / 100)

/**
 * When a milestone is reached, counting on from `countsFrom`; from `ifResumedAt` while the clock is paused. What was passed
 * before is reached then: a change or a resumption has made it so.
 */
export function reachedAt(clock: Clock, percent: number, hours: Hours, ifResumedAt?: Instant): Instant | undefined {
  const from = clock.countsFrom ?? ifResumedAt
  if (clock.targetMs === undefined || !from) return undefined
  const left = needMs(clock.targetMs, percent) - clock.spentMs
  return left > 0 ? fromMs(hours.due(toMs(from), left)) : from
}

/** Of these percentages, those above the last fired one that the time spent has passed at an instant, lowest first. */
export function passed(clock: Clock, percents: readonly number[], at: Instant, hours: Hours): number[] {
  const { targetMs } = clock
  if (targetMs === undefined) return []
  const spent = spentAt(clock, at, hours)
  return percents.filter((percent) => percent > clock.firedPercent && needMs(targetMs, percent) <= spent)
}

/** Banks what was spent, and stands. */
export function pauseClock(clock: Clock, now: Instant, hours: Hours): void {
  clock.spentMs = spentAt(clock, now, hours)
  delete clock.countsFrom
}

export function resumeClock(clock: Clock, now: Instant): void {
  clock.countsFrom = now
}

/**
 * Ends a clock. Met means elapsed < target: the due instant itself belongs to the breach, and a breach stays one. What was
 * never promised is neither: it is stopped, outside compliance.
 */
export function endClock(clock: Clock, now: Instant, hours: Hours, stopped = false): Outcome {
  pauseClock(clock, now, hours)
  clock.endedAt = now
  const missed = clock.missed !== undefined
  clock.outcome = stopped || (!clock.target && !missed) ? 'stopped' : missed ? 'missed' : 'met'
  return clock.outcome
}

/** Takes the end back: the same cycle, what was spent goes on, what has fired stays fired. */
export function restartClock(clock: Clock, now: Instant, hours: Hours): void {
  delete clock.endedAt
  delete clock.outcome
  delete clock.dueAt
  clock.countsFrom = now
  if (clock.onRestart) retarget(clock, clock.onRestart.target, hours, hours, now)
  delete clock.onRestart
}

/**
 * Holds a new target against the whole of the time spent since the clock's start; what was spent is banked in the hours it
 * was spent in, and the rest runs in those that hold from now on (docs/sla.md, "Changes under way").
 */
export function retarget(clock: Clock, target: Target | undefined, spentIn: Hours, hours: Hours, now: Instant): void {
  if (clock.countsFrom) {
    clock.spentMs = spentAt(clock, now, spentIn)
    clock.countsFrom = now
  }
  aimAt(clock, target, hours)
  clock.light = lightOf(clock, clock.spentMs)
}

function aimAt(clock: Clock, target: Target | undefined, hours: Hours): void {
  if (target) {
    clock.target = target
    clock.targetMs = hours.targetMs(target, toMs(clock.startedAt))
  } else {
    delete clock.target
    delete clock.targetMs
  }
}

/** Chooses the target that an ended clock is held against if it ever goes on; until then it stays as it ended. */
export function retargetOnRestart(clock: Clock, target: Target | undefined): void {
  clock.onRestart = target ? { target } : {}
}

export const lightAt = (percent: number): Light =>
  percent >= breachPercent ? 'red' : percent >= warnPercent ? 'yellow' : 'green'

/** By the share of its target that is spent; what was breached stays red. */
function lightOf({ missed, targetMs }: Clock, spentMs: number): Light {
  if (missed) return 'red'
  const reached = (percent: number) => targetMs !== undefined && spentMs >= needMs(targetMs, percent)
  return lightAt([breachPercent, warnPercent].find(reached) ?? 0)
}

export function clockState(clock: Clock): ClockState {
  if (clock.outcome) return clock.outcome
  if (clock.missed) return 'breached'
  if (!counting(clock)) return 'paused'
  return clock.target ? 'running' : 'untargeted'
}

/** By how much business time an ended clock missed its target; undefined unless it did. */
export const missedByMs = (clock: Clock): number | undefined =>
  clock.outcome === 'missed' && clock.missed ? clock.spentMs - clock.missed.targetMs : undefined
