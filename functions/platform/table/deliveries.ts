import { createHash } from 'node:crypto'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { encodeTime } from 'ulid'
import { dayMs, plus, toMs } from '../../../domain/time.ts'
import type { Delivery, DeliveryState, DeliveryTry } from '../../../schemas/delivery.ts'
import type { Instant } from '../../../schemas/time.ts'
import { table, tableName } from './client.ts'
import { keys, shardOf } from './keys.ts'
import type { Page } from './lists.ts'
import type { Write } from './transaction.ts'

/** For how long a delivery is kept, since its event, or since it was given out where that was later. */
export const keptMs = 30 * dayMs
/** What was put on the queue and has not been taken up after so long is put there again. */
const graceMs = 120_000

/** A delivery as it is kept: what it shows, and what its sender needs. */
export interface KeptDelivery extends Omit<Delivery, 'tries'> {
  contentType: string
  body: string
  /** Under which approval of its subscription it was made: it goes out under no other. */
  approval?: number
  /** Tries since it was given out, or redelivered; each that was logged, the last dozen. */
  tries: number
  log: DeliveryTry[]
  firstTriedAt?: Instant
  /** Which other deliveries it keeps an order with (`deliveryOrder`). */
  order?: string
  /** Until when somebody is at it, in milliseconds. */
  claimedUntil?: number
  /** The last request to send again that it was sent again for. */
  again?: string
  expiresAt: number
}

/** What is to be delivered. */
export interface Outgoing {
  subscription: string
  event: Delivery['event']
  replay?: string | undefined
  contentType: string
  body: string
  approval: number | undefined
}

/** The letters of a ULID (Crockford's base 32). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The id of a delivery: the same for the same event, subscription and replay, so that it is written once however often
 * the event comes; and in the order in which things happened.
 */
export function deliveryId({ subscription, event, replay = '' }: Pick<Outgoing, 'subscription' | 'event' | 'replay'>) {
  const hash = createHash('sha256').update(`${subscription} ${event.id} ${replay}`).digest()
  const tail = [...hash.subarray(0, 16)].map((byte) => letters[byte % 32]).join('')
  return `dlv_${encodeTime(toMs(event.occurredAt))}${tail}`
}

/** The instant of the event that a delivery is of. */
export const happenedAt = (id: string): Instant => {
  const ms = [...id.slice(4, 14)].reduce((sum, letter) => sum * 32 + letters.indexOf(letter), 0)
  return new Date(ms).toISOString()
}

/** The beginning of the ids of deliveries whose events occurred at or after an instant. */
const idFrom = (instant: Instant): string => `dlv_${encodeTime(toMs(instant))}`

/** Where it is found by when it goes on: on `nextTryAt`, or later where it lies on the queue meanwhile. */
export const placeOf = (id: string, at: Instant) => ({ gsi5pk: `DELIVERIES#${shardOf(id)}`, gsi5sk: `${at}#${id}` })
export const afterGrace = (at: Instant): Instant => plus(at, graceMs)

/** A delivery as it begins. With `behind`, it waits for the one before it, and is not on its way yet. */
export function newDelivery(
  { subscription, event, replay, contentType, body, approval }: Outgoing,
  now: Instant,
  { order, behind }: { order?: string; behind?: string | undefined } = {},
): Write & { Put: { Item: KeptDelivery } } {
  const id = deliveryId({ subscription, event, replay })
  const delivery: KeptDelivery = {
    id,
    subscription,
    event,
    ...(replay && { replay }),
    state: 'pending',
    tries: 0,
    createdAt: now,
    ...(behind ? { waitsFor: behind } : { nextTryAt: now }),
    contentType,
    body,
    ...(approval !== undefined && { approval }),
    log: [],
    ...(order && { order }),
    expiresAt: Math.floor((toMs(now) + keptMs) / 1000),
  }
  const place = behind ? {} : placeOf(id, afterGrace(now))
  return {
    Put: {
      TableName: tableName(),
      Item: { ...keys.delivery(subscription, id), ...place, ...delivery },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  }
}

/** Writes a delivery, once: false where it is there already. */
export async function putDelivery(write: Write): Promise<boolean> {
  if (!write.Put) throw new Error('A delivery is put')
  try {
    await table.send(new PutCommand(write.Put))
    return true
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false
    throw fault
  }
}

export async function loadDelivery(subscription: string, id: string): Promise<KeptDelivery | undefined> {
  const Key = keys.delivery(subscription, id)
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
  return Item && deliveryIn(Item)
}

export const deliveryIn = ({ pk: _, sk: __, gsi5pk: ___, gsi5sk: ____, ...item }: Record<string, unknown>) =>
  item as unknown as KeptDelivery

/** What everybody who may read a delivery reads of it. */
export const shown = (kept: KeptDelivery): Delivery => {
  const { id, subscription, event, replay, state, tries, createdAt, nextTryAt, settledAt, because, waitsFor } = kept
  return {
    id,
    subscription,
    event,
    ...(replay && { replay }),
    state,
    tries,
    createdAt,
    ...(nextTryAt && { nextTryAt }),
    ...(settledAt && { settledAt }),
    ...(because && { because }),
    ...(waitsFor && { waitsFor }),
  }
}

/** Items that a page looks at, where a filter may drop some. */
const budget = 200

interface Wanted {
  states?: readonly DeliveryState[] | undefined
  /** Of events that occurred in between; the first included. */
  from?: Instant | undefined
  to?: Instant | undefined
  newestFirst?: boolean
  /** Also those that were sent again for this request, whatever became of them since. */
  again?: string
}

/** A page of a subscription's deliveries by when their events occurred. With a filter it may be short, or empty with a next. */
export async function listDeliveries(
  subscription: string,
  { states, from, to, newestFirst = false, again }: Wanted,
  limit: number,
  after?: string,
): Promise<Page<KeptDelivery>> {
  const [low, high] = [from ? idFrom(from) : 'dlv_', to ? idFrom(to) : 'dlv_~']
  const states_ = Object.fromEntries((states ?? []).map((state, at) => [`:state${at}`, state]))
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :low AND :high',
      ...(states && {
        FilterExpression: `#state IN (${Object.keys(states_).join(', ')})${again ? ' OR again = :again' : ''}`,
        ExpressionAttributeNames: { '#state': 'state' },
      }),
      ExpressionAttributeValues: {
        ':pk': keys.delivery(subscription, '').pk,
        ':low': low,
        ':high': high,
        ...states_,
        ...(again && { ':again': again }),
      },
      ...(after && { ExclusiveStartKey: keys.delivery(subscription, after) }),
      ScanIndexForward: !newestFirst,
      Limit: states ? Math.max(limit, budget) : limit,
      ConsistentRead: true,
    }),
  )
  const items = Items.slice(0, limit).map(deliveryIn)
  const next = Items.length > limit ? items.at(-1)?.id : LastEvaluatedKey && String(LastEvaluatedKey.sk)
  return { items, ...(next && { next }) }
}
