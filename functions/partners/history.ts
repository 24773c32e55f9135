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
import { behind, theirTickets } from '../platform/table/their-tickets.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import type { Said } from '../platform/webhooks/handing.ts'
import { sendOn } from './sending.ts'

/** So many tickets are looked at in a request; one piece of work makes so many requests, until it has found some to look into. */
const atOnce = 100
const looks = 10
const enough = 25
/** After so long a piece ends with the ticket that it is at: what is done is saved before the function's time is over. */
const pieceMs = 25_000

/**
 * One piece of a replay from history: some of the tickets that the owner sees, and of each what has happened in between, in
 * order. By what they may see now: what has become another's since is not told again.
 */
export async function fromHistory(subscription: Subscription, replay: KeptReplay): Promise<Progress> {
  const listener = await listenerOf(subscription)
  if (!listener) return { looked: 0, given: 0 }
  const until = Date.now() + pieceMs
  const { found, after } = await someTickets(listener.owner, replay.after)
  const heads = await loadHeads(found.map(({ number }) => number))
  const { from = '', to } = replay
  let looked = 0
  let given = 0
  for (const { number, page } of found) {
    looked += 1
    const ticket = heads.get(number)
    if (!ticket || ticket.createdAt >= to || ticket.updatedAt < from) continue
    given += await tellOf(ticket, { subscription, listener, replay })
    if (Date.now() > until && looked < found.length) return { looked, given, after: behind(ticket, page) }
  }
  return { looked, given, after }
}

interface Found {
  number: string
  /** Where its page of their tickets began. */
  page: string | undefined
}

async function someTickets(owner: Actor, from: string | undefined): Promise<{ found: Found[]; after?: string }> {
  const found: Found[] = []
  let after = from
  for (let look = 0; look < looks && found.length < enough; look += 1) {
    const page = after
    const { items, next } = await theirTickets([owner.id], owner.customer ? [owner.customer] : [], atOnce, after)
    found.push(...items.map((number) => ({ number, page })))
    if (next === undefined) return { found }
    after = next
  }
  return { found, ...(after !== undefined && { after }) }
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
