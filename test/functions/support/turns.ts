import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate } from 'node:timers/promises'
import type { Desk } from './desk.ts'

/** Something under way, and its calls that wait for their turn. */
interface Activity {
  waiting: (() => void)[]
}

/** Many things at once: each call that any of them makes waits for its turn, and turns are given by chance. */
export class Turns {
  readonly #chance: () => number
  readonly #current = new AsyncLocalStorage<Activity>()
  readonly #activities = new Set<Activity>()
  readonly #faults: unknown[] = []

  constructor(desk: Desk, chance: () => number) {
    this.#chance = chance
    desk.turn = async () => {
      const activity = this.#current.getStore()
      if (activity) await new Promise<void>((go) => activity.waiting.push(go))
    }
  }

  get size(): number {
    return this.#activities.size
  }

  begin(work: () => Promise<unknown>): void {
    const activity: Activity = { waiting: [] }
    this.#activities.add(activity)
    this.#current
      .run(activity, work)
      .catch((fault: unknown) => this.#faults.push(fault))
      .finally(() => this.#activities.delete(activity))
  }

  /** One call is carried out, once nothing goes on by itself any more. */
  async give(): Promise<void> {
    await this.#rest()
    const waiting = [...this.#activities].flatMap((activity) => activity.waiting.map((go) => ({ activity, go })))
    const chosen = waiting[Math.floor(this.#chance() * waiting.length)]
    if (!chosen) return
    chosen.activity.waiting = chosen.activity.waiting.filter((go) => go !== chosen.go)
    chosen.go()
    await this.#rest()
  }

  /** Pauses between tries are real ones, of a millisecond. */
  async #rest(): Promise<void> {
    do await setImmediate()
    while ([...this.#activities].some(({ waiting }) => waiting.length === 0))
    if (this.#faults.length > 0) throw this.#faults[0]
  }
}
