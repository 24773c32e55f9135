import { expect, vi } from 'vitest'
import type { Sleep } from '../../../functions/platform/timers.ts'
import type { ClockReport } from '../../../schemas/clock.ts'
import type { Deed, Edit } from '../../domain/support/deeds.ts'
import { instantOf, type When } from '../../domain/support/lives.ts'
import type { Ending } from '../../domain/support/plain-clock.ts'
import { choosing, type Promised } from '../../domain/support/plain-desk.ts'
import { PlainTicket } from '../../domain/support/plain-ticket.ts'
import { recordedBy, recordedIn, shownIn } from '../../domain/support/retold.ts'
import type { Happening, Telling } from '../../domain/support/telling.ts'
import { asked } from './deeds.ts'
import { type Desk, fault } from './desk.ts'
import { aTicket, call } from './gateway.ts'
import { promise } from './promising.ts'
import { changed, ended, eventsOf, sweep, ticketItem, toSupervisor, wake } from './timers.ts'

/** How often somebody asks, and whether they hear of it. */
export interface Asking {
  again?: boolean
  lost?: boolean
}

/** What may befall the machinery while time passes. */
export interface Mishaps {
  /** The execution that sleeps ends, and nobody is told. */
  fails?: boolean
  /** It ends, and Step Functions says so. */
  aborted?: boolean
  /** What has happened is heard once more, or not at all. */
  heard: 0 | 1 | 2
  /** So much later than asked do executions wake. */
  lateMs: number
  sweeps: boolean
}

/** One ticket, lived on the handlers, the supervisor, the executions and the sweep, and told by the plain model. */
export class LivedTwice {
  readonly #desk: Desk
  readonly plain: PlainTicket
  readonly number: string
  readonly #other: string
  readonly #policies: readonly string[]
  #editions = 1
  readonly #states = new Map<string, Sleep>()
  #version = 1
  #key = 0

  private constructor(desk: Desk, number: string, other: string, policies: readonly string[], plain: PlainTicket) {
    this.#desk = desk
    this.number = number
    this.#other = other
    this.#policies = policies
    this.plain = plain
  }

  /** A desk that promises this, and a ticket that a customer has opened there at an instant. */
  static async begin(desk: Desk, promises: readonly Promised[], opensAt: number): Promise<LivedTwice> {
    vi.setSystemTime(opensAt)
    desk.open()
    const policies: string[] = []
    for (const [place, promised] of promises.entries()) policies.push(await promise(promised, place))
    const other = await aTicket({ title: 'Another', priority: 'low' })
    const number = await aTicket({ priority: 'medium' })
    return new LivedTwice(
      desk,
      number,
      other,
      policies,
      new PlainTicket(opensAt, { priority: 'medium', tags: [] }, choosing(promises)),
    )
  }

  /** The manager edits every policy. */
  async edits({ promises }: Edit): Promise<void> {
    this.#editions += 1
    for (const [place, policy] of this.#policies.entries()) {
      await promise(promises[place] as Promised, place, { policy, edition: this.#editions })
    }
    this.plain.happens(Date.now(), { is: 'promised-anew', choose: choosing(promises) })
  }

  /** Asks for it, and tells the model nothing; what it means, where it was not refused. */
  async asks(deed: Deed): Promise<Happening | undefined> {
    const [name, given, means] = asked(deed, this.#other, ticketItem(this.#desk, this.number).status)
    const headers = name === 'patchTicket' ? { 'if-match': '*' } : {}
    const { status } = await call(name, { id: this.number, ...given, headers })
    expect(status).toBeLessThan(500)
    return status < 300 ? means : undefined
  }

  /** Every execution that sleeps wakes, and the model is told nothing. */
  async wakes(): Promise<void> {
    for (const name of this.#desk.machines.running) {
      const sleep = this.#states.get(name) ?? (this.#desk.machines.inputOf(name) as unknown as Sleep)
      await wake({ ...sleep, last: sleep.next === 'resolved' })
    }
  }

  /** How many versions the ticket has come to since the model was told of one. */
  get ahead(): number {
    return ticketItem(this.#desk, this.number).version - this.#version
  }

  recorded() {
    return recordedIn(eventsOf(this.#desk, this.number) as never, ticketItem(this.#desk, this.number))
  }

  /** Asks for it with a key, perhaps again; whether anything came of it. `lost`: the first answer does not arrive. */
  async does(deed: Deed, { again, lost }: Asking): Promise<boolean> {
    const [name, given, means] = asked(deed, this.#other, ticketItem(this.#desk, this.number).status)
    this.#key += 1
    const headers = { 'idempotency-key': `key-${this.#key}`, ...(name === 'patchTicket' && { 'if-match': '*' }) }
    const ask = () => call(name, { id: this.number, ...given, ...(name !== 'getSlaTracking' && { headers }) })
    let isLost = false
    this.#desk.weather = (made, when) => {
      if (!lost || isLost || made !== 'TransactWrite' || when !== 'after') return
      isLost = true
      throw fault('TimeoutError')
    }
    let answer = await ask()
    this.#desk.weather = undefined
    if (isLost || again) answer = await ask()
    expect(answer.status).toBeLessThan(500)
    const versions = this.#told(means)
    expect(versions).toBeLessThanOrEqual(1)
    return versions === 1
  }

  /** Lets time pass: what sleeps wakes, what has happened is heard, the sweep looks; as far as nothing goes wrong. */
  async pass(untilMs: number, mishaps: Mishaps): Promise<void> {
    await this.#hear(mishaps.heard)
    if (mishaps.fails || mishaps.aborted) {
      for (const name of this.#desk.machines.running) {
        this.#desk.machines.end(name)
        if (mishaps.aborted) await this.#supervise(ended(name))
      }
    }
    for (let wakes = 0; wakes < 50; wakes += 1) {
      const [name, sleep] = this.#nextToWake() ?? []
      const at = sleep ? Date.parse(sleep.wakeAt) + mishaps.lateMs : Number.POSITIVE_INFINITY
      if (!name || !sleep || at > untilMs) break
      vi.setSystemTime(Math.max(at, Date.now()))
      await this.#wake(name, sleep)
      await this.#hear(mishaps.heard)
    }
    vi.setSystemTime(Math.max(untilMs, Date.now()))
    if (mishaps.sweeps) await this.sweep()
  }

  /** No clock that is given runs backwards here: the whole desk has one. */
  instantOf(when: When): number {
    return Math.max(Date.now(), instantOf(when, ticketItem(this.#desk, this.number), this.plain, Date.now()))
  }

  async sweep(): Promise<void> {
    await sweep()
    this.#told({ is: 'nothing' })
    await this.#supervise()
  }

  #nextToWake(): [string, Sleep] | undefined {
    const sleeping = this.#desk.machines.running.map((name): [string, Sleep] => [
      name,
      this.#states.get(name) ?? (this.#desk.machines.inputOf(name) as unknown as Sleep),
    ])
    return sleeping.toSorted(([, a], [, b]) => (a.wakeAt < b.wakeAt ? -1 : 1))[0]
  }

  async #wake(name: string, sleep: Sleep): Promise<void> {
    const last = sleep.next === 'resolved'
    const after = await wake({ ...sleep, last })
    this.#states.set(name, after)
    if (last || after.next === 'done') this.#desk.machines.end(name, 'SUCCEEDED')
    this.#told({ is: 'nothing' })
    await this.#supervise()
  }

  async #hear(times: number): Promise<void> {
    for (let time = 0; time < times; time += 1) await this.#supervise(changed(this.number))
  }

  /** Gives the supervisor what lies in its queue, and this. */
  async #supervise(...messages: unknown[]): Promise<void> {
    for (let rounds = 0; rounds < 5; rounds += 1) {
      const all = [...messages.splice(0), ...(this.#desk.queues.timers ?? [])]
      this.#desk.queues = {}
      if (all.length === 0) return
      expect(await toSupervisor(...all)).toEqual([])
      this.#told({ is: 'nothing' })
    }
  }

  /** Tells the model what has become of the ticket, version by version; how many there were. */
  #told(means: Happening): number {
    const { version, updatedAt } = ticketItem(this.#desk, this.number)
    const versions = version - this.#version
    for (let one = 0; one < versions; one += 1) this.plain.happens(Date.parse(updatedAt), means)
    this.#version = version
    return versions
  }

  /** What lies in the table is what the model tells. */
  compare(): void {
    const telling = this.plain.now()
    expect(this.recorded()).toEqual(recordedBy(telling))
    expect(this.#records()).toEqual(lastEndings(telling))
  }

  /** So is what sla-tracking says. */
  async look(): Promise<void> {
    const { body } = await call('getSlaTracking', { id: this.number })
    expect(body.clocks.map((clock: ClockReport) => shownIn(clock))).toEqual(this.plain.at(Date.now()).reports())
  }

  /** The records of ended clocks. */
  #records() {
    return this.#desk.table
      .filter(({ pk, sk }) => pk === `TICKET#${this.number}` && String(sk).startsWith('CLOCK#'))
      .map(({ clock, cycle, outcome, endedAt, elapsedMs, target, dueAt, missedByMs, pauses }) => ({
        ...{ clock, cycle, outcome, elapsedMs, pauses, endedAt: Date.parse(String(endedAt)) },
        ...(target !== undefined && { target }),
        ...(dueAt !== undefined && { dueAt: Date.parse(String(dueAt)) }),
        ...(missedByMs !== undefined && { missedByMs }),
      }))
      .toSorted(inOrder)
  }
}

const place = ({ clock, cycle }: Record<string, unknown>) => `${clock} ${cycle}`
const inOrder = (a: Record<string, unknown>, b: Record<string, unknown>) => (place(a) < place(b) ? -1 : 1)

/** Of each cycle the last end. */
const lastEndings = ({ endings }: Telling) =>
  [...new Map(endings.map((ending): [string, Ending] => [place({ ...ending }), ending])).values()]
    .map(({ light: _, recordedAt: __, ...ending }) => ending)
    .toSorted((a, b) => inOrder({ ...a }, { ...b }))
