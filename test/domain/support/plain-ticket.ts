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

/**
 * The service levels of one ticket, told from the rules (docs/sla.md) alone, and computed from scratch from the list of
 * all that has happened: slow and plain, to compare the desk with. Instants and spans in milliseconds.
 */
export class PlainTicket {
  readonly #log: { at: number; what: readonly Happening[] }[] = []
  readonly #opened: readonly [at: number, chosen: Chosen, choose: Choose]

  constructor(openedAt: number, chosen: Chosen, choose: Choose) {
    this.#opened = [openedAt, chosen, choose]
  }

  /** What one command does, in its order. */
  happens(at: number, ...what: Happening[]): void {
    this.#log.push({ at, what })
  }

  /** The same, and this after it. */
  and(at: number, more: readonly Happening[]): PlainTicket {
    const longer = new PlainTicket(...this.#opened)
    for (const one of [...this.#log, ...more.map((what) => ({ at, what: [what] }))]) longer.happens(one.at, ...one.what)
    return longer
  }

  /** As it is after the last thing that happened. */
  now(): Telling {
    const telling = new Telling(...this.#opened)
    for (const { at, what } of this.#log) telling.happens(at, ...what)
    return telling
  }

  /** As it would be if somebody looked at it at an instant. */
  at(instant: number): Telling {
    const telling = this.now()
    telling.happens(instant, { is: 'nothing' })
    return telling
  }
}

/** A ticket's life, told once from its beginning. */
export class Telling {
  status: Status = 'created'
  chosen: Chosen
  onHoldUntil: number | undefined
  readonly firings: Firing[] = []
  readonly endings: Ending[] = []
  readonly moments: Moment[] = []
  terms: Terms
  #choose: Choose
  readonly #clocks: PlainClock[] = []
  /** What undoing a merge needs. */
  #former: { status: Status; stopped: PlainClock[]; onHoldUntil: number | undefined } | undefined
  /** Since when something is to be judged that automation has changed: at the next wake. */
  #toJudge: number | undefined
  #now: number

  constructor(openedAt: number, chosen: Chosen, choose: Choose) {
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
    const before = this.firings.length
    this.#catchUp(now)
    this.#now = now
    for (const one of what) {
      this.#apply(one)
      this.#note(now)
    }
    this.#judge(now)
    const fired = this.firings.slice(before)
    for (const firing of fired) firing.recordedAt = now
    this.#act(fired)
  }

  // What time brings

  #catchUp(now: number): void {
    if (this.#toJudge !== undefined) this.#judge(this.#toJudge)
    this.#toJudge = undefined
    if (this.onHoldUntil !== undefined && this.onHoldUntil <= now) {
      const end = this.onHoldUntil
      this.#reach(end)
      this.onHoldUntil = undefined
      this.#note(end)
      this.#judge(end)
    }
    this.#reach(now)
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
        for (const clock of this.#going()) this.#end(clock, false)
        this.status = 'resolved'
        this.onHoldUntil = undefined
        break
      case 'cancel':
        this.#former = { status: this.status, stopped: this.#going(), onHoldUntil: this.onHoldUntil }
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
    const { status, stopped, onHoldUntil = 0 } = this.#former
    this.status = status
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

  #end(clock: PlainClock | undefined, stopped: boolean): void {
    if (!clock || clock.ending) return
    // What a change has passed over while it was paused comes out now at the latest.
    this.#judgeOne(clock, this.#now)
    this.endings.push(clock.end(this.#now, stopped))
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
    const all = [...reached, ...(this.onHoldUntil === undefined ? [] : [this.onHoldUntil])]
    return all.length > 0 ? Math.max(this.#now, Math.min(...all)) : undefined
  }

  /** The nearest due instant of the clocks that count. */
  get dueAt(): number | undefined {
    if (this.paused) return undefined
    const dues = this.#going().flatMap((clock) => clock.report(this.#now, false).dueAt ?? [])
    return dues.length > 0 ? Math.min(...dues) : undefined
  }
}
