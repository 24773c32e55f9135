import { wakeEvents } from '../../../events/catalogue.ts'
import type { Sleep } from '../../../functions/platform/timers.ts'
import { chances } from '../../../infra/operator/load/chances.ts'
import { type Desk, fault, pass } from './desk.ts'
import { changed, ended, sweep, toSupervisor, wake } from './timers.ts'
import { Turns } from './turns.ts'

/** After so many tries the machine gives an execution up, as its definition says. */
const triesOfATask = 6
const mostAtOnce = 6

interface Message {
  body: unknown
  from: number
}
interface Execution {
  sleep: Sleep
  tries: number
  from: number
}

/** Commands, the supervisor, executions that wake and the sweep, all at once and call by call in any order. */
export class Crowd {
  readonly #desk: Desk
  readonly #turns: Turns
  readonly #chance: () => number
  readonly #heard = new Set<string>()
  readonly #executions = new Map<string, Execution>()
  readonly #trouble: number
  /** Executions that are gone, and nobody was told. */
  readonly lostSilently = new Set<string>()
  #queue: Message[] = []
  #swept = Date.now()

  /** `trouble`: the share of calls that fail, before they are carried out or after; now and then an execution is lost, too. */
  constructor(desk: Desk, seed: number, trouble: number) {
    this.#desk = desk
    this.#chance = chances(seed)
    this.#trouble = trouble
    this.#turns = new Turns(desk, this.#chance)
    desk.weather = () => {
      if (this.likely(trouble / 2)) throw fault('TimeoutError')
    }
  }

  likely(share: number): boolean {
    return this.#chance() < share
  }

  oneOf<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.#chance() * values.length)] as Value
  }

  /** Nothing is under way, and nothing waits in the queue. */
  get isQuiet(): boolean {
    return this.#turns.size === 0 && this.#queue.length === 0
  }

  /** Until when an execution sleeps. */
  sleepsUntil(name: string): string | undefined {
    return this.#executions.get(name)?.sleep.wakeAt
  }

  begin(work: () => Promise<unknown>): void {
    if (this.#turns.size < mostAtOnce) this.#turns.begin(work)
  }

  async step(): Promise<void> {
    this.#hear()
    if (this.#desk.weather && this.#trouble > 0 && this.likely(0.002)) this.#lose()
    this.#supervise()
    this.#wakeUp()
    this.#sweep()
    const isIdle = this.#turns.size === 0
    await this.#turns.give()
    this.#hear()
    pass(isIdle ? 250 : Math.floor(this.#chance() * 20))
  }

  /** The rule's queue: at least once, and in no order. */
  #hear(): void {
    const isNew = ({ pk, sk, type }: Record<string, unknown>) =>
      (wakeEvents as readonly unknown[]).includes(type) && !this.#heard.has(`${pk}${sk}`)
    for (const { pk, sk } of this.#desk.table.filter(isNew)) {
      this.#heard.add(`${pk}${sk}`)
      for (let times = this.likely(0.2) ? 2 : 1; times > 0; times -= 1) this.#put(changed(String(pk).slice(7)), 2000)
    }
    for (const body of this.#desk.queues.timers ?? []) this.#put(body, 500)
    this.#desk.queues = {}
  }

  /** Each minute. Where the SDK tries a failing call three times, here the whole run is. */
  #sweep(): void {
    if (Date.now() - this.#swept < 60_000) return
    this.#swept = Date.now()
    const again = () => sweep()
    this.begin(() =>
      again()
        .catch(again)
        .catch(again)
        .catch(() => undefined),
    )
  }

  #put(body: unknown, withinMs: number): void {
    this.#queue.push({ body, from: Date.now() + this.#chance() * withinMs })
  }

  #supervise(): void {
    const due = this.#queue.filter(({ from }) => from <= Date.now())
    if (due.length === 0 || this.#turns.size >= mostAtOnce) return
    const message = this.oneOf(due)
    this.#queue = this.#queue.filter((one) => one !== message)
    this.begin(async () => {
      const failed = await toSupervisor(message.body)
      if (failed.length > 0) this.#queue.push({ ...message, from: Date.now() + 5000 })
    })
  }

  #wakeUp(): void {
    for (const name of this.#desk.machines.running) {
      const sleep = this.#desk.machines.inputOf(name) as unknown as Sleep
      const execution = this.#executions.get(name) ?? { sleep, tries: 0, from: 0 }
      this.#executions.set(name, execution)
      if (Math.max(execution.from, Date.parse(execution.sleep.wakeAt)) > Date.now()) continue
      if (this.#turns.size >= mostAtOnce) return
      this.begin(() => this.#advance(name, execution))
    }
  }

  /** Aborted by hand, which is announced; or gone without a word. What it is doing at that moment comes to its end. */
  #lose(): void {
    const { running } = this.#desk.machines
    if (running.length === 0) return
    const name = this.oneOf(running)
    this.#desk.machines.end(name, 'ABORTED')
    if (this.likely(0.5)) this.#put(ended(name, 'ABORTED'), 2000)
    else this.lostSilently.add(name)
  }

  async #advance(name: string, execution: Execution): Promise<void> {
    execution.from = Number.POSITIVE_INFINITY
    const last = execution.sleep.next === 'resolved'
    const after = await wake({ ...execution.sleep, last }).catch(() => undefined)
    if (after) Object.assign(execution, { sleep: after, tries: 0, from: 0 })
    else Object.assign(execution, { tries: execution.tries + 1, from: Date.now() + 4000 })
    if (!this.#desk.machines.running.includes(name)) return
    if (after && (last || after.next === 'done')) this.#desk.machines.end(name, 'SUCCEEDED')
    if (execution.tries < triesOfATask) return
    this.#desk.machines.end(name, 'FAILED')
    this.#put(ended(name, 'FAILED'), 0)
  }
}
