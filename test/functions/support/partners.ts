import { handler as deliver } from '../../../functions/partners/deliver.ts'
import { handler as due } from '../../../functions/partners/due.ts'
import { handler as relay } from '../../../functions/partners/relay.ts'
import { handler as replay } from '../../../functions/partners/replay.ts'
import { type EventItem, envelopeOf } from '../../../functions/platform/table/events.ts'
import { subscriptions, subscriptionsChanged } from '../../../functions/platform/table/subscriptions.ts'
import { Subscription } from '../../../schemas/subscription.ts'
import { people } from '../../support/people.ts'
import { type Desk, pass } from './desk.ts'
import { batch, context, failures } from './timers.ts'

export const hook = `sub_${'H00K'.padStart(26, '0')}`

/** An approved subscription of the bakery's partner to a webhook. */
export function aWebhook(desk: Desk, url: string, more: Partial<Subscription> = {}): Subscription {
  const at = new Date(Date.now() - 60_000).toISOString()
  const subscription = Subscription.parse({
    ...{ id: hook, name: 'ERP', owner: people.partner.id, personalData: false, state: 'active', activeSince: at },
    ...{ target: { kind: 'webhook', url }, version: 1, approval: 1, createdAt: at, updatedAt: at },
    ...more,
  })
  desk.table.put({ ...subscriptions.key(subscription), ...subscription })
  const { Update } = subscriptionsChanged()
  desk.table.update(Update as never)
  return subscription
}

/** The queues and the minute around the webhooks of partners: events are heard once, in the order given. */
export class Partners {
  readonly #desk: Desk
  readonly #heard = new Set<string>()

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** Everything that happened to tickets and has not been heard yet, as the bus has it. */
  events(): unknown[] {
    return this.#desk.table.items.flatMap((item) => {
      const { pk, sk, type } = item as unknown as EventItem
      const isNew = pk.startsWith('TICKET#') && sk.startsWith('EVENT#') && !this.#heard.has(pk + sk)
      if (!isNew) return []
      this.#heard.add(pk + sk)
      return [{ id: 'on-the-bus', source: 'service-desk', 'detail-type': type, detail: envelopeOf(item as never) }]
    })
  }

  async relay(events = this.events()): Promise<number[]> {
    return failures(await relay(batch(events), context))
  }

  /** Gives what is on the queues to their functions, until nothing is left. What fails comes again. */
  async run(most = 50): Promise<void> {
    for (let turn = 0; turn < most; turn += 1) {
      const { deliveries = [], replays = [] } = this.#desk.queues
      if (deliveries.length + replays.length === 0) return
      this.#desk.queues = {}
      const left = async (messages: unknown[], handler: typeof deliver) =>
        failures(await handler(batch(messages), context)).map((at) => messages[at])
      const again = { deliveries: await left(deliveries, deliver), replays: await left(replays, replay) }
      for (const [name, messages] of Object.entries(again))
        this.#desk.queues[name] = [...(this.#desk.queues[name] ?? []), ...messages]
    }
    throw new Error('The queues do not come to an end')
  }

  /** Lets time pass, minute by minute, and what is due then go on. */
  async minutes(count: number): Promise<void> {
    for (let minute = 0; minute < count; minute += 1) {
      pass(60_000)
      await due(undefined, context)
      await this.run()
    }
  }

  /** Lets a stretch of time pass at once, and what is due then go on. */
  async wait(ms: number): Promise<void> {
    pass(ms)
    await this.minutes(3)
  }
}
