import type { ClockKind, ClockState, Outcome } from '../../../schemas/clock.ts'
import type { Light, Status } from '../../../schemas/ticket.ts'
import { due, elapsed, type PlainHours, targetMs } from './plain-hours.ts'

/** By what a ticket is measured: what its policy promises for its priority, and all else that the policy says. */
export interface Terms {
  targets: Partial<Record<ClockKind, string>>
  pauseOn: readonly Status[]
  hours: PlainHours
  /** The percentages that the policy's rules name, and which of them raise the priority. */
  rules: readonly { clock: ClockKind; percent: number; raises?: boolean }[]
}

/** That a milestone was reached. */
export interface Firing {
  clock: ClockKind
  cycle: number
  percent: number
  breach: boolean
  plannedAt: number
  recordedAt: number
  skipped: number[]
  /** The clock still went after the command that recorded it. */
  actedOn: boolean
  /** Its rule raises the priority; whether that was done. */
  raises: boolean
  raised: boolean
  /** Of a breach: what was missed. */
  dueAt?: number
}

/** What an ended clock leaves. */
export interface Ending {
  clock: ClockKind
  cycle: number
  outcome: Outcome
  endedAt: number
  recordedAt: number
  elapsedMs: number
  light: Light
  /** How often and how long it stood meanwhile, by the wall. */
  pauses: { count: number; ms: number }
  target?: string
  dueAt?: number
  missedByMs?: number
}

export interface Report {
  clock: ClockKind
  cycle: number
  state: ClockState
  paused: boolean
  startedAt: number
  elapsedMs: number
  light: Light
  firedPercent: number
  target?: string
  dueAt?: number
  endedAt?: number
  missedByMs?: number
  /** Of a clock that goes: what is still to fire, if it counted from now on. */
  planned?: { percent: number; at: number }[]
}

/** From when on a ticket's time counted or not, and by which hours. */
export interface Moment {
  from: number
  paused: boolean
  hours: PlainHours
}

/** What a clock goes by: its ticket's. */
export interface Course {
  terms: Terms
  moments: Moment[]
}

/** One clock of one ticket, in one cycle. */
export class PlainClock {
  readonly kind: ClockKind
  readonly cycle: number
  readonly startedAt: number
  readonly #course: Course
  /** From when to when it went; the last has no end while it goes. */
  readonly #went: { from: number; to?: number }[] = []
  firedPercent = 0
  /** Its milestones have raised the priority. */
  raised = false
  /** The first breach: what was due when, and held against which target. */
  #missed: { dueAt: number; targetMs: number } | undefined
  ending: Ending | undefined

  constructor(kind: ClockKind, cycle: number, startedAt: number, course: Course) {
    this.kind = kind
    this.cycle = cycle
    this.startedAt = startedAt
    this.#course = course
    this.goOn(startedAt)
  }

  get target(): string | undefined {
    return this.#course.terms.targets[this.kind]
  }

  get #targetMs(): number | undefined {
    return this.target === undefined ? undefined : targetMs(this.#course.terms.hours, this.target, this.startedAt)
  }

  /** The stretches in which it counted up to an instant, with the hours of the time. */
  #counted(until: number): { from: number; to: number; hours: PlainHours }[] {
    const { moments } = this.#course
    return moments.flatMap(({ from, paused, hours }, place) => {
      const next = moments[place + 1]?.from ?? until
      if (paused) return []
      return this.#went.flatMap((went) => {
        const [begins, ends] = [Math.max(from, went.from), Math.min(next, until, went.to ?? until)]
        return begins < ends ? [{ from: begins, to: ends, hours }] : []
      })
    })
  }

  spent(until: number): number {
    return this.#counted(until).reduce((sum, { from, to, hours }) => sum + elapsed(hours, from, to), 0)
  }

  /** When a share of the target is reached: in what has been, or if it counted from `now` on. */
  instantOf(percent: number, now: number): number | undefined {
    const target = this.#targetMs
    if (target === undefined) return undefined
    let left = Math.ceil((target * percent) / 100)
    for (const { from, to, hours } of this.#counted(now)) {
      const counted = elapsed(hours, from, to)
      if (counted >= left) return due(hours, from, left)
      left -= counted
    }
    return due(this.#course.terms.hours, now, left)
  }

  /** The milestones that can still fire: those above the highest that has. */
  milestones(): number[] {
    const named = this.#course.terms.rules.filter(({ clock }) => clock === this.kind).map(({ percent }) => percent)
    return [...new Set([80, 100, ...named])].toSorted((a, b) => a - b).filter((percent) => percent > this.firedPercent)
  }

  /** Those of them whose share is spent. */
  passed(at: number): number[] {
    const target = this.#targetMs
    if (target === undefined) return []
    const spent = this.spent(at)
    return this.milestones().filter((percent) => spent * 100 >= percent * target)
  }

  fire(percent: number, plannedAt: number, skipped: number[]): Firing {
    const { kind: clock, cycle } = this
    const breach = percent >= 100 && !this.#missed
    if (breach) this.#missed = { dueAt: this.instantOf(100, plannedAt) ?? plannedAt, targetMs: this.#targetMs ?? 0 }
    this.firedPercent = percent
    const rule = this.#course.terms.rules.find((one) => one.clock === clock && one.percent === percent)
    const firing = { clock, cycle, percent, breach, plannedAt, recordedAt: 0, skipped, actedOn: false }
    const dueAt = breach ? this.#missed?.dueAt : undefined
    return { ...firing, raises: rule?.raises ?? false, raised: false, ...(dueAt !== undefined && { dueAt }) }
  }

  goOn(at: number): void {
    this.ending = undefined
    this.#went.push({ from: at })
  }

  end(at: number, stopped: boolean): Ending {
    const { target } = this
    const elapsedMs = this.spent(at)
    const dueAt = this.#dueAt(at)
    const outcome = stopped || (!target && !this.#missed) ? 'stopped' : this.#missed ? 'missed' : 'met'
    this.ending = {
      ...{ clock: this.kind, cycle: this.cycle, outcome, endedAt: at, recordedAt: at, elapsedMs },
      ...{ light: this.light(at), pauses: this.#pauses(at) },
      ...(target && { target }),
      ...(dueAt !== undefined && { dueAt }),
      ...(outcome === 'missed' && this.#missed && { missedByMs: elapsedMs - this.#missed.targetMs }),
    }
    const last = this.#went.at(-1)
    if (last) last.to = at
    return this.ending
  }

  /** Two pauses without time between are one. */
  #pauses(until: number): Ending['pauses'] {
    const { moments } = this.#course
    const pauses = { count: 0, ms: 0 }
    let last: number | undefined
    for (const [place, { from, paused }] of moments.entries()) {
      const [begins, ends] = [Math.max(from, this.startedAt), Math.min(moments[place + 1]?.from ?? until, until)]
      if (!paused || begins >= ends) continue
      pauses.ms += ends - begins
      if (last !== begins) pauses.count += 1
      last = ends
    }
    return pauses
  }

  #dueAt(now: number): number | undefined {
    return this.#missed?.dueAt ?? this.instantOf(100, now)
  }

  light(now: number): Light {
    if (this.ending) return this.ending.light
    if (this.#missed) return 'red'
    const target = this.#targetMs
    if (target === undefined) return 'green'
    const share = (this.spent(now) * 100) / target
    return share >= 100 ? 'red' : share >= 80 ? 'yellow' : 'green'
  }

  report(now: number, paused: boolean): Report {
    const { kind: clock, cycle, startedAt, firedPercent, target, ending } = this
    const told = { clock, cycle, startedAt, firedPercent, light: this.light(now) }
    if (ending) {
      const { outcome: state, pauses: _, recordedAt: __, ...rest } = ending
      return { ...told, ...rest, state, paused: false }
    }
    const dueAt = this.#dueAt(now)
    const state = this.#missed ? 'breached' : paused ? 'paused' : target ? 'running' : 'untargeted'
    const planned = this.milestones().flatMap((percent) => {
      const at = this.instantOf(percent, now)
      return at === undefined ? [] : [{ percent, at }]
    })
    return {
      ...{ ...told, state, paused, elapsedMs: this.spent(now), planned },
      ...(target && { target }),
      ...(dueAt !== undefined && { dueAt }),
    }
  }
}
