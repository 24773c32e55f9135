import { later, plus } from '../../../domain/time.ts'
import type { EventType } from '../../../events/catalogue.ts'
import { cloudEvent, cloudEventContentType } from '../../../events/cloud-event.ts'
import type { Envelope } from '../../../events/envelope.ts'
import type { Subscription } from '../../../schemas/subscription.ts'
import type { Instant } from '../../../schemas/time.ts'
import { environment } from '../environment.ts'
import { send } from '../queue.ts'
import { untilWon } from '../retry.ts'
import { deliveryId, keptMs, loadDelivery, newDelivery, type Outgoing, putDelivery } from '../table/deliveries.ts'
import { letGo, loadOrder, type Order, orderWrite, stillWaiting } from '../table/delivery-order.ts'
import { eventsBetween } from '../table/history.ts'
import { transact } from '../table/transaction.ts'

/** An event as a partner is told of it. */
export interface Said {
  type: EventType
  event: Envelope
}

export interface Handing {
  now: Instant
  /** Which replay it goes out for. */
  replay?: string | undefined
  /** What the subscription is told of another event of the same ticket; nothing where that is none of its business. */
  tell: (type: EventType, event: Envelope) => Envelope | undefined
}

type Receiving = Pick<
  Subscription,
  'id' | 'form' | 'approval' | 'ordering' | 'activeSince' | 'hearsSince' | 'createdAt'
>

/** A message on the deliveries queue. */
export interface DeliveryMessage {
  subscription: string
  delivery: string
}

/** A delivery that is on its way. */
interface Underway {
  subscription: string
  id: string
}

/** Puts deliveries on their way, after some seconds at the earliest (900 at most). What gets lost is found by the minute. */
export const enqueue = (deliveries: readonly Underway[], delaySeconds = 0): Promise<void> =>
  send(
    environment('DELIVERIES_QUEUE_URL'),
    deliveries.map(({ subscription, id }): DeliveryMessage => ({ subscription, delivery: id })),
    delaySeconds,
  )

/**
 * Hands an event to a webhook: written down once, however often it is handed over, and put on its way. Of a subscription
 * that is ordered by ticket, those of the ticket before it go first, also where they have not come by here yet.
 */
export async function handOver(subscription: Receiving, said: Said, handing: Handing): Promise<void> {
  const isOrdered = subscription.ordering === 'by-ticket' && said.event.subject.kind === 'ticket'
  const written = isOrdered
    ? await writeInOrder(subscription, said, handing)
    : await writeAlone(outgoingOf(subscription, said, handing.replay), handing.now)
  await enqueue(written)
}

async function writeAlone(outgoing: Outgoing, now: Instant): Promise<Underway[]> {
  const write = newDelivery(outgoing, now)
  return (await putDelivery(write)) ? [write.Put.Item] : []
}

/** What is sent of an event. A body is made once: a later try sends the same, whatever has changed meanwhile. */
function outgoingOf({ id, form, approval }: Receiving, { type, event }: Said, replay: string | undefined): Outgoing {
  const marked = replay ? { replay } : {}
  const isCloudEvent = form === 'cloudevents'
  const body = isCloudEvent
    ? cloudEvent(type, event, marked)
    : { type, timestamp: event.occurredAt, ...event, ...marked }
  return {
    subscription: id,
    event: {
      id: event.id,
      type,
      occurredAt: event.occurredAt,
      ...(event.subject.kind === 'ticket' && { ticket: event.subject.id }),
    },
    replay,
    contentType: isCloudEvent ? cloudEventContentType : 'application/json',
    body: JSON.stringify(body),
    approval,
  }
}

/** So many are written down at once: a transaction takes a hundred writes. */
const atOnce = 90

/** The deliveries that are on their way by it: the first of the order, where it was not before. */
async function writeInOrder(subscription: Receiving, said: Said, handing: Handing): Promise<Underway[]> {
  /** What is there already, written before the subscription had an order. */
  const there = new Set<string>()
  const underway: Underway[] = []
  for (;;) {
    const { going, isAll } = await untilWon(() => writeSome(subscription, said, handing, there))
    underway.push(...going)
    if (isAll) return underway
  }
}

interface Written {
  going: Underway[]
  /** Whether the event itself is among those that are there now. */
  isAll: boolean
}

/** The first of what has not come by here, at most as many as go into one transaction; nothing where somebody was faster. */
async function writeSome(
  subscription: Receiving,
  said: Said,
  handing: Handing,
  there: Set<string>,
): Promise<Written | undefined> {
  const { id } = subscription
  const { now, replay } = handing
  const ticket = said.event.subject.id
  const of = replay ? `${replay}#${ticket}` : ticket
  const order = await loadOrder(id, of)
  if (order.seq >= said.event.seq) return { going: [], isAll: true }
  const all = [...(await missed(subscription, order, said, handing)), said]
  const some = all.slice(0, atOnce)
  const outgoing = some.map((one) => outgoingOf(subscription, one, replay))
  const waiting = await stillWaiting(id, order.waiting)
  const [first] = waiting
  /** The one that was on its way is gone, so the next goes. */
  const freed = first && first !== order.waiting[0] ? [{ subscription: id, id: first }] : []
  const puts: ReturnType<typeof newDelivery>[] = []
  for (const one of outgoing.filter((one) => !there.has(deliveryId(one)))) {
    const put = newDelivery(one, now, { order: of, behind: waiting.at(-1) })
    waiting.push(put.Put.Item.id)
    puts.push(put)
  }
  const seq = some.at(-1)?.event.seq ?? said.event.seq
  const frees = freed.map((one) => letGo(id, one.id, now))
  const outcome = await transact([orderWrite(order, { seq, waiting }, now), ...puts, ...frees])
  if (outcome.is === 'refused' && outcome.at > 0) {
    const ids = outgoing.map(deliveryId)
    const found = await Promise.all(ids.map((one) => loadDelivery(id, one)))
    for (const one of found) if (one) there.add(one.id)
  }
  if (outcome.is !== 'committed') return undefined
  const fresh = puts.map(({ Put }) => Put.Item).filter(({ waitsFor }) => !waitsFor)
  return { going: [...freed, ...fresh], isAll: some.length === all.length }
}

/**
 * What happened to the ticket before an event and has not come by here: the bus keeps no order. Only of the time in which it
 * was heard; and nothing that is older than deliveries are kept, since an order that is not known any more has had that. A
 * replay brings its events in order.
 */
async function missed(
  subscription: Receiving,
  { seq }: Order,
  said: Said,
  { now, replay, tell }: Handing,
): Promise<Said[]> {
  if (replay || seq + 1 === said.event.seq) return []
  const { hearsSince = subscription.activeSince ?? subscription.createdAt } = subscription
  const since = later(hearsSince, plus(now, -keptMs))
  const between = await eventsBetween(said.event.subject.id, seq, said.event.seq, since)
  return between.flatMap(({ type, event }) => {
    const told = tell(type, event)
    return told ? [{ type, event: told }] : []
  })
}
