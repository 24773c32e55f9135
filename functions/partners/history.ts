import { type Listener, toldTo } from '../../domain/partners/minimal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fromMs } from '../../domain/time.ts'
import type { EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { eventsWithin } from '../platform/table/history.ts'
import type { KeptReplay, Progress } from '../platform/table/replays.ts'
import { listenerOf } from '../platform/table/subscription-owners.ts'
import { theirTickets } from '../platform/table/their-tickets.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import type { Said } from '../platform/webhooks/handing.ts'
import { sendOn } from './sending.ts'

/** So many tickets are looked at in a request; one piece of work makes so many requests, until it has found some to look into. */
const atOnce = 100
const looks = 10
const enough = 25

/**
 * One piece of a replay from history: some of the tickets that the owner sees, and of each what has happened in between, in
 * order. By what they may see now: what has become another's since is not told again.
 */
export async function fromHistory(subscription: Subscription, replay: KeptReplay): Promise<Progress> {
  const listener = await listenerOf(subscription)
  if (!listener) return { looked: 0, given: 0 }
  const { numbers, after } = await someTickets(listener.owner, replay.after)
  const heads = [...(await loadHeads(numbers)).values()]
  const { from = '', to } = replay
  const changed = heads.filter(({ createdAt, updatedAt }) => createdAt < to && updatedAt >= from)
  let given = 0
  for (const ticket of changed) given += await tellOf(ticket, { subscription, listener, replay })
  return { looked: numbers.length, given, after }
}

async function someTickets(owner: Actor, from: string | undefined): Promise<{ numbers: string[]; after?: string }> {
  const numbers: string[] = []
  let after = from
  for (let look = 0; look < looks && numbers.length < enough; look += 1) {
    const { items, next } = await theirTickets([owner.id], owner.customer ? [owner.customer] : [], atOnce, after)
    numbers.push(...items)
    if (next === undefined) return { numbers }
    after = next
  }
  return { numbers, ...(after !== undefined && { after }) }
}

interface Telling {
  subscription: Subscription
  listener: Listener
  replay: KeptReplay
}

async function tellOf(ticket: Ticket, { subscription, listener, replay }: Telling): Promise<number> {
  const tell = (type: EventType, event: Envelope) => toldTo(listener, ticket, type, event)
  const { from = '', to, types } = replay
  const said: Said[] = (await eventsWithin(ticket.number, from, to)).flatMap(({ type, event }) => {
    const told = !types || types.includes(type) ? tell(type, event) : undefined
    return told ? [{ type, event: told }] : []
  })
  const now = fromMs(Date.now())
  await sendOn(subscription, said, { now, replay: replay.id, tell })
  return said.length
}
