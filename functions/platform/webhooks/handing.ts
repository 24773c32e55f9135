import { minuteMs, plus, toMs } from '../../../domain/time.ts'
import type { EventType } from '../../../events/catalogue.ts'
import { cloudEvent, cloudEventContentType } from '../../../events/cloud-event.ts'
import type { Envelope } from '../../../events/envelope.ts'
import type { Subscription } from '../../../schemas/subscription.ts'
import type { Instant } from '../../../schemas/time.ts'
import { environment } from '../environment.ts'
import { send } from '../queue.ts'
import { untilWon } from '../retry.ts'
import {
  deliveryId,
  type KeptDelivery,
  loadDelivery,
  newDelivery,
  type Outgoing,
  putDelivery,
} from '../table/deliveries.ts'
import { loadOrder, type Order, orderWrite } from '../table/delivery-order.ts'
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

type Receiving = Pick<Subscription, 'id' | 'form' | 'ordering' | 'activeSince'>

/** A message on the deliveries queue. */
export interface DeliveryMessage {
  subscription: string
  delivery: string
}

/** Puts deliveries on their way, after some seconds at the earliest (900 at most). What gets lost is found by the minute. */
export const enqueue = (deliveries: readonly { subscription: string; id: string }[], delaySeconds = 0): Promise<void> =>
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

async function writeAlone(outgoing: Outgoing, now: Instant): Promise<KeptDelivery[]> {
  const write = newDelivery(outgoing, now)
  return (await putDelivery(write)) ? [write.Put.Item] : []
}

/** What is sent of an event. A body is made once: a later try sends the same, whatever has changed meanwhile. */
function outgoingOf({ id, form }: Receiving, { type, event }: Said, replay: string | undefined): Outgoing {
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
  }
}

/** For longer than any delivery in it is kept. */
const orderKeptMs = 40 * 24 * 60 * minuteMs

/** The deliveries that are on their way by it: the first of the order, where it is one of these. */
async function writeInOrder(subscription: Receiving, said: Said, handing: Handing): Promise<KeptDelivery[]> {
  const { now, replay } = handing
  const ticket = said.event.subject.id
  const of = replay ? `${replay}#${ticket}` : ticket
  /** What is there already, written before the subscription had an order. */
  const there = new Set<string>()
  return untilWon(async () => {
    const order = await loadOrder(subscription.id, of)
    if (order.seq >= said.event.seq) return []
    const all = [...(await missed(subscription, order, said, handing)), said]
    const fresh = all.map((one) => outgoingOf(subscription, one, replay)).filter((one) => !there.has(deliveryId(one)))
    const waiting = await stillWaiting(subscription.id, order.waiting)
    const puts: ReturnType<typeof newDelivery>[] = []
    for (const outgoing of fresh) {
      const put = newDelivery(outgoing, now, { order: of, behind: waiting.at(-1) })
      waiting.push(put.Put.Item.id)
      puts.push(put)
    }
    const expiresAt = Math.floor(toMs(plus(now, orderKeptMs)) / 1000)
    const outcome = await transact([orderWrite(order, { seq: said.event.seq, waiting }, expiresAt), ...puts])
    if (outcome.is === 'refused' && outcome.at > 0) there.add(puts[outcome.at - 1]?.Put.Item.id ?? '')
    if (outcome.is !== 'committed') return undefined
    return puts.map(({ Put }) => Put.Item).filter(({ waitsFor }) => !waitsFor)
  })
}

/**
 * What happened to the ticket before an event and has not come by here: the bus keeps no order. Before the first that came,
 * back to when the subscription became active. A replay brings its events in order.
 */
async function missed(subscription: Receiving, { seq }: Order, said: Said, { replay, tell }: Handing): Promise<Said[]> {
  if (replay || seq + 1 === said.event.seq) return []
  const since = seq > 0 ? '' : (subscription.activeSince ?? said.event.occurredAt)
  const between = await eventsBetween(said.event.subject.id, seq, said.event.seq, since)
  return between.flatMap(({ type, event }) => {
    const told = tell(type, event)
    return told ? [{ type, event: told }] : []
  })
}

/** Without a first one that is gone, since nothing went out for longer than deliveries are kept. */
async function stillWaiting(subscription: string, waiting: readonly string[]): Promise<string[]> {
  const [first, ...rest] = waiting
  const state = first && (await loadDelivery(subscription, first))?.state
  return !first || state === 'pending' || state === 'held' ? [...waiting] : stillWaiting(subscription, rest)
}
