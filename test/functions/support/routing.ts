import './environment.ts'
import { routingEvents } from '../../../events/catalogue.ts'
import type { Envelope } from '../../../events/envelope.ts'
import { handler as route } from '../../../functions/assignment/route.ts'
import { handler as sweepWaiting } from '../../../functions/assignment/sweep.ts'
import { keys } from '../../../functions/platform/table/keys.ts'
import { teams } from '../../support/people.ts'
import type { Desk } from './desk.ts'
import { call } from './gateway.ts'
import { batch, context, failures } from './timers.ts'

interface EventItem extends Envelope {
  type: string
}

/** What a rule of the bus makes of an event's entry. */
export const onTheBus = ({ type, ...detail }: EventItem) => ({
  id: 'on-the-bus',
  source: 'service-desk',
  'detail-type': type,
  detail,
})

/** Gives messages to the router, and says which failed. */
export const toRouter = async (...messages: unknown[]): Promise<number[]> =>
  failures(await route(batch(messages), context))

export const sweepRouting = () => sweepWaiting(undefined, context)

/** The bus and the queue of the router: each event once, in order, until nothing more follows. */
export class Router {
  readonly #desk: Desk
  readonly #heard = new Set<string>()

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** What has happened since this was last asked. */
  news(): EventItem[] {
    const isNew = ({ pk, sk, type }: Record<string, unknown>) =>
      (routingEvents as readonly unknown[]).includes(type) && !this.#heard.has(`${pk}${sk}`)
    const found = this.#desk.table.filter(isNew)
    for (const { pk, sk } of found) this.#heard.add(`${pk}${sk}`)
    return (found as unknown as EventItem[]).toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1))
  }

  /** What lies in the queue by the router's own doing. */
  own(): unknown[] {
    const messages = this.#desk.queues.routing ?? []
    this.#desk.queues.routing = []
    return messages
  }

  async settle(): Promise<void> {
    for (;;) {
      const messages = [...this.news().map(onTheBus), ...this.own()]
      if (messages.length === 0) return
      for (const message of messages) await toRouter(message)
    }
  }
}

/** A rule that gives what is of the network to the north team, unless said otherwise. */
export async function aRule(more: Record<string, unknown> = {}): Promise<string> {
  const { status, body, text } = await call('createAssignmentRule', {
    as: 'supervisor',
    body: {
      name: 'Network',
      conditions: { category: ['network'] },
      target: { team: teams.north, by: 'round-robin' },
      ...more,
    },
  })
  if (status !== 201) throw new Error(text)
  return body.id
}

/** Changes somebody's record beside the API, as it may change there too. */
export function changeTechnician(desk: Desk, id: string, fields: Record<string, unknown>): void {
  const item = desk.table.find(keys.technician(id))
  if (!item) throw new Error(`${id} is no technician`)
  desk.table.put({ ...item, ...fields, version: Number(item.version) + 1 })
  const load = desk.table.find(keys.load(id)) ?? keys.load(id)
  const changes = (item: object) => Number((item as { changes?: number }).changes ?? 0) + 1
  desk.table.put({ ...load, changes: changes(load), version: Number((load as { version?: number }).version ?? 0) + 1 })
  const revision = desk.table.find(keys.staffRevision) ?? keys.staffRevision
  desk.table.put({ ...revision, changes: changes(revision) })
}

/** What somebody has in hand by the counters, and by their tickets. */
export function loadOf(desk: Desk, person: string) {
  const { points = 0, tickets = 0 } = desk.table.find(keys.load(person)) ?? {}
  return { points: Number(points), tickets: Number(tickets) }
}

export function inHand(desk: Desk, person: string) {
  const theirs = desk.table.filter(
    ({ sk, assignee, load }) => sk === 'TICKET' && assignee === person && load !== undefined,
  )
  return { points: theirs.reduce((sum, { load }) => sum + Number(load), 0), tickets: theirs.length }
}
