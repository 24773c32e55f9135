import './environment.ts'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { wakeEvents } from '../../../events/catalogue.ts'
import { handler as publish } from '../../../functions/events/publish.ts'
import { handler as reconcile } from '../../../functions/events/reconcile.ts'
import type { Sleep } from '../../../functions/platform/timers.ts'
import { chances } from '../../../infra/operator/load/chances.ts'
import { type Desk, fault, pass } from './desk.ts'
import type { Item } from './expression.ts'
import { context, ended, sweep, toSupervisor, wake } from './timers.ts'

const stepMs = 5000
/** After so many tries the machine gives an execution up, as its definition says. */
const triesOfATask = 6

/** All that happens around the functions, in steps of five seconds: stream, bus, queues, machine and schedules. */
export class World {
  readonly #desk: Desk
  readonly #chance: () => number
  /** The share of calls that fail, before they are carried out or after. */
  readonly #trouble: number
  readonly #streamed = new Set<string>()
  #seen = 0
  #queue: unknown[] = []
  readonly #states = new Map<string, { sleep: Sleep; tries: number }>()

  constructor(desk: Desk, seed: number, trouble: number) {
    this.#desk = desk
    this.#chance = chances(seed)
    this.#trouble = trouble
    desk.weather = () => {
      if (this.likely(this.#trouble / 2)) throw fault('TimeoutError')
    }
  }

  likely(share: number): boolean {
    return this.#chance() < share
  }

  oneOf<Value>(values: readonly Value[]): Value {
    return values[Math.floor(this.#chance() * values.length)] as Value
  }

  async step(): Promise<void> {
    pass(stepMs)
    await this.#stream()
    if (Date.now() % 60_000 === 0) await this.#everyMinute()
    this.#hear()
    await this.#supervise()
    await this.#wakeUp()
  }

  /** An execution is ended by hand; sometimes nobody is told. */
  abort(name: string, told: boolean): void {
    this.#desk.machines.end(name)
    if (told) this.#queue.push(ended(name))
  }

  /** New events go to the publisher, which has one try: what it cannot do is left to the reconciler. */
  async #stream(): Promise<void> {
    const isNew = ({ pk, sk }: Item) => String(sk).startsWith('EVENT#') && !this.#streamed.has(`${pk}${sk}`)
    const items = this.#desk.table.filter(isNew)
    for (const { pk, sk } of items) this.#streamed.add(`${pk}${sk}`)
    const Records = items.map((item) => ({ dynamodb: { NewImage: marshall(item) } }))
    await publish({ Records } as unknown as DynamoDBStreamEvent, context).catch(() => undefined)
  }

  /** Where the SDK tries a failing call three times, here the whole run is. */
  async #everyMinute(): Promise<void> {
    for (const run of [() => reconcile(undefined, context), sweep]) {
      let [done, tries] = [false, 0]
      for (; !done && tries < 3; tries += 1)
        done = await run().then(
          () => true,
          () => false,
        )
    }
  }

  /** The rule's queue: at least once, and in no order. */
  #hear(): void {
    const heard = this.#desk.published
      .slice(this.#seen)
      .filter(({ DetailType }) => (wakeEvents as readonly string[]).includes(DetailType ?? ''))
      .map(({ DetailType, Detail }) => ({
        source: 'service-desk',
        'detail-type': DetailType,
        detail: JSON.parse(Detail ?? ''),
      }))
    this.#seen = this.#desk.published.length
    const twice = heard.filter(() => this.likely(0.2))
    this.#queue.push(...heard, ...twice, ...(this.#desk.queues.timers ?? []))
    this.#desk.queues = {}
  }

  async #supervise(): Promise<void> {
    const messages = this.#queue.toSorted(() => this.#chance() - 0.5).slice(0, 10)
    const failed = new Set(await toSupervisor(...messages))
    const done = new Set(messages.filter((_, place) => !failed.has(place)))
    this.#queue = this.#queue.filter((message) => !done.has(message))
  }

  async #wakeUp(): Promise<void> {
    for (const name of this.#desk.machines.running) {
      const state = this.#states.get(name) ?? { sleep: this.#desk.machines.inputOf(name) as unknown as Sleep, tries: 0 }
      this.#states.set(name, state)
      if (Date.parse(state.sleep.wakeAt) > Date.now()) continue
      const last = state.sleep.next === 'resolved'
      const after = await wake({ ...state.sleep, last }).catch(() => undefined)
      if (after) Object.assign(state, { sleep: after, tries: 0 })
      else state.tries += 1
      if (after && (last || after.next === 'done')) this.#desk.machines.end(name, 'SUCCEEDED')
      if (state.tries >= triesOfATask) {
        this.#desk.machines.end(name, 'FAILED')
        this.#queue.push(ended(name, 'FAILED'))
      }
    }
  }
}
