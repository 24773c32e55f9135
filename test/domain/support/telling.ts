import { type ClockKind, clockKinds } from '../../../schemas/clock.ts'
import { type Light, type Priority, priorities, type Status } from '../../../schemas/ticket.ts'
import { type Ending, type Firing, type Moment, PlainClock, type Report, type Terms } from './plain-clock.ts'

/** What the choice of a policy goes by. */
export interface Chosen {
  priority: Priority
  tags: readonly string[]
}

export type Choose = (by: Chosen) => Terms

export type Happening =
  | { is: 'nothing' | 'answer' | 'customer-writes' | 'resolve' | 'reopen' | 'cancel' | 'unmerge' | 'end-hold' }
  | { is: 'moved'; to: Status }
  | { is: 'hold'; until: number }
  | { is: 'changed'; to: Partial<Chosen> }
  /** Policies were edited, beside the ticket. */
  | { is: 'promised-anew'; choose: Choose }

/** A ticket's life, told once from its beginning. */
export class Telling {
  #status: Status = 'created'
  #statusAt: number
  /** When it was last on hold. */
  #restedUntil = 0
  readonly #unansweredMs: number
  chosen: Chosen
  onHoldUntil: number | undefined
  readonly firings: Firing[] = []
  readonly endings: Ending[] = []
  readonly moments: Moment[] = []
  terms: Terms
  #choose: Choose
  readonly #clocks: PlainClock[] = []
  /** What undoing a merge needs. */
  #former:
    | { status: Status; stopped: PlainClock[]; onHoldUntil: number | undefined; at: number; statusAt: number }
    | undefined
  /** Since when something is to be judged that automation has changed: at the next wake. */
  #toJudge: number | undefined
  #now: number

  constructor(openedAt: number, chosen: Chosen, choose: Choose, unansweredMs: number) {
    this.#statusAt = openedAt
    this.#unansweredMs = unansweredMs
    this.#choose = choose
    this.chosen = chosen
    this.terms = choose(chosen)
    this.#now = openedAt
    this.#note(openedAt)
    this.#begin('response')
    this.#begin('resolution')
  }

  happens(at: number, ...what: Happening[]): void {
    // A policy that is edited moves no ticket under way: the next choice is another.
    for (const one of what) if (one.is === 'promised-anew') this.#choose = one.choose
    if (what.some((one) => one.is === 'promised-anew')) return
    const now = Math.max(at, this.#now)
    const before = [this.firings.length, this.endings.length] as const
    this.#catchUp(now)
    this.#now = now
    for (const one of what) {
      this.#apply(one)
      this.#note(now)
    }
    this.#judge(now)
    const fired = this.firings.slice(before[0])
    for (const one of [...fired, ...this.endings.slice(before[1])]) one.recordedAt = now
    this.#act(fired)
  }

  // What time brings

  #catchUp(now: number): void {
    if (this.#toJudge !== undefined) this.#judge(this.#toJudge)
    this.#toJudge = undefined
    for (;;) {
      const [hold, answer] = [
        this.onHoldUntil ?? Number.POSITIVE_INFINITY,
        this.#unansweredAt ?? Number.POSITIVE_INFINITY,
      ]
      const next = Math.min(hold, answer, now)
      this.#reach(next)
      if (hold <= next) this.#holdEnds(next)
      else if (answer <= next) this.#resolve(next)
      else return
    }
  }

  #holdEnds(at: number): void {
    this.onHoldUntil = undefined
    this.#restedUntil = at
    this.#note(at)
    this.#judge(at)
  }

  /** When nobody waits for the customer any longer; not while it is on hold. */
  get #unansweredAt(): number | undefined {
    if (this.#unansweredMs === 0 || this.#status !== 'pending_customer') return undefined
    return Math.max(this.#statusAt + this.#unansweredMs, this.onHoldUntil ?? 0, this.#restedUntil)
  }

  /** Fires what is reached by itself up to an instant, in its order. */
  #reach(until: number): void {
    if (this.paused) return
    const reached = this.#going().flatMap((clock) =>
      clock.milestones().flatMap((percent) => {
        const at = clock.instantOf(percent, until)
        return at !== undefined && at <= until ? [{ clock, percent, at }] : []
      }),
    )
    const place = ({ kind }: PlainClock) => clockKinds.indexOf(kind)
    const inOrder = reached.toSorted((a, b) => a.at - b.at || place(a.clock) - place(b.clock) || a.percent - b.percent)
    for (const { clock, percent, at } of inOrder) this.firings.push(clock.fire(percent, at, []))
  }

  /** Fires what a change has put behind the clocks that count. */
  #judge(at: number): void {
    if (!this.paused) for (const clock of this.#going()) this.#judgeOne(clock, at)
  }

  /** Of what was passed, the highest; the others are skipped. */
  #judgeOne(clock: PlainClock, at: number): void {
    const passed = clock.passed(at)
    const highest = passed.pop()
    if (highest !== undefined) this.firings.push(clock.fire(highest, at, passed))
  }

  // What people do

  #apply(what: Happening): void {
    const now = this.#now
    switch (what.is) {
      case 'nothing':
      case 'promised-anew':
        break
      case 'moved':
        this.status = what.to
        break
      case 'answer':
        this.#end(this.#last('response'), false)
        this.#end(this.#last('nextResponse'), false)
        break
      case 'customer-writes':
        this.#hear()
        break
      case 'resolve':
        this.#resolve(now)
        break
      case 'cancel':
        this.#former = {
          ...{ status: this.status, stopped: this.#going(), onHoldUntil: this.onHoldUntil },
          ...{ at: now, statusAt: this.#statusAt },
        }
        for (const clock of this.#going()) this.#end(clock, true)
        this.status = 'cancelled'
        this.onHoldUntil = undefined
        break
      case 'unmerge':
        this.#undoMerge()
        break
      case 'reopen':
        this.status = 'reopened'
        this.#last('resolution')?.goOn(now)
        break
      case 'hold':
        this.onHoldUntil = what.until
        break
      case 'end-hold':
        this.onHoldUntil = undefined
        this.#restedUntil = now
        break
      case 'changed':
        this.#change(what.to)
        break
    }
  }

  #hear(): void {
    if (this.status === 'pending_customer') this.status = 'in_progress'
    this.onHoldUntil = undefined
    if (this.status === 'resolved' || this.status === 'closed') {
      this.status = 'reopened'
      this.#last('resolution')?.goOn(this.#now)
    }
    const next = this.#last('nextResponse')
    if (this.#last('response')?.ending && (!next || next.ending)) this.#begin('nextResponse')
  }

  /** It is again where it was, also on hold if that is not over. */
  #undoMerge(): void {
    if (!this.#former) return
    const { status, stopped, onHoldUntil = 0, at, statusAt } = this.#former
    this.status = status
    // The time between has not passed for it.
    this.#statusAt = statusAt + this.#now - at
    this.#restedUntil = this.#now
    if (onHoldUntil > this.#now) this.onHoldUntil = onHoldUntil
    for (const clock of stopped) clock.goOn(this.#now)
  }

  #change(to: Partial<Chosen>): void {
    this.chosen = { ...this.chosen, ...to }
    this.terms = this.#choose(this.chosen)
  }

  #begin(kind: ClockKind): void {
    this.#clocks.push(new PlainClock(kind, (this.#last(kind)?.cycle ?? 0) + 1, this.#now, this))
  }

  #resolve(at: number): void {
    for (const clock of this.#going()) this.#end(clock, false, at)
    this.status = 'resolved'
    this.onHoldUntil = undefined
    this.#note(at)
  }

  #end(clock: PlainClock | undefined, stopped: boolean, at = this.#now): void {
    if (!clock || clock.ending) return
    // What a change has passed over while it was paused comes out now at the latest.
    this.#judgeOne(clock, at)
    this.endings.push(clock.end(at, stopped))
  }

  /** What a policy has the desk do where a milestone's clock still goes. */
  #act(fired: readonly Firing[]): void {
    for (const firing of fired) {
      const clock = this.#clocks.find(({ kind, cycle }) => kind === firing.clock && cycle === firing.cycle)
      firing.actedOn = !clock?.ending
      const higher = priorities[priorities.indexOf(this.chosen.priority) - 1]
      if (!clock || !firing.actedOn || !firing.raises || clock.raised || !higher) continue
      clock.raised = true
      firing.raised = true
      this.#change({ priority: higher })
      this.#note(this.#now)
      this.#toJudge = this.#now
    }
  }

  // What is told

  get status(): Status {
    return this.#status
  }

  set status(to: Status) {
    this.#status = to
    this.#statusAt = this.#now
  }

  get paused(): boolean {
    return this.onHoldUntil !== undefined || this.terms.pauseOn.includes(this.status)
  }

  #note(from: number): void {
    this.moments.push({ from, paused: this.paused, hours: this.terms.hours })
  }

  #last(kind: ClockKind): PlainClock | undefined {
    return this.#clocks.findLast((clock) => clock.kind === kind)
  }

  #going(): PlainClock[] {
    return clockKinds.flatMap((kind) => this.#last(kind) ?? []).filter(({ ending }) => !ending)
  }

  /** Whether any clock goes. */
  get goes(): boolean {
    return this.#going().length > 0
  }

  /** Each clock as it stands; of several cycles the last. */
  reports(): Report[] {
    return clockKinds.flatMap((kind) => this.#last(kind)?.report(this.#now, this.paused) ?? [])
  }

  /** The worst light of the clocks that go. */
  get light(): Light {
    const shown = this.#going().map((clock) => clock.light(this.#now))
    return shown.includes('red') ? 'red' : shown.includes('yellow') ? 'yellow' : 'green'
  }

  /** When something happens by itself next, if nobody does anything; what was passed over is judged at once. */
  get next(): number | undefined {
    const reached = this.paused
      ? []
      : this.#going().flatMap((clock) => clock.milestones().flatMap((one) => clock.instantOf(one, this.#now) ?? []))
    const all = [...reached, ...[this.onHoldUntil, this.#unansweredAt].flatMap((one) => one ?? [])]
    return all.length > 0 ? Math.max(this.#now, Math.min(...all)) : undefined
  }

  /** The nearest due instant of the clocks that count. */
  get dueAt(): number | undefined {
    if (this.paused) return undefined
    const dues = this.#going().flatMap((clock) => clock.report(this.#now, false).dueAt ?? [])
    return dues.length > 0 ? Math.min(...dues) : undefined
  }
}
