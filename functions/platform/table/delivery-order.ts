import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { dayMs, plus, toMs } from '../../../domain/time.ts'
import type { Instant } from '../../../schemas/time.ts'
import { untilWon } from '../retry.ts'
import { table, tableName } from './client.ts'
import { afterGrace, loadDelivery, placeOf } from './deliveries.ts'
import { keys } from './keys.ts'
import { transact, type Write } from './transaction.ts'

/** The deliveries of one ticket to one subscription that wait for each other: of what happens, and of each replay. */
export interface Order {
  subscription: string
  /** The ticket; of a replay, with its id before it. */
  of: string
  /** The number of the last event of the ticket that was looked at. */
  seq: number
  /** The first is on its way, the others come after it. */
  waiting: readonly string[]
  /** Counts its changes; 0: it is not there yet. */
  revision: number
}

export async function loadOrder(subscription: string, of: string): Promise<Order> {
  const Key = keys.deliveryOrder(subscription, of)
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
  return {
    subscription,
    of,
    seq: Number(Item?.seq ?? 0),
    waiting: (Item?.waiting as string[] | undefined) ?? [],
    revision: Number(Item?.revision ?? 0),
  }
}

/** For longer than any delivery in it is kept. */
const keptMs = 40 * dayMs

/** The write of an order as it is now, if it is as it was read. */
export const orderWrite = (before: Order, after: Pick<Order, 'seq' | 'waiting'>, now: Instant): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.deliveryOrder(before.subscription, before.of),
      ...after,
      revision: before.revision + 1,
      expiresAt: Math.floor(toMs(plus(now, keptMs)) / 1000),
    },
    ...(before.revision === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :revision',
          ExpressionAttributeValues: { ':revision': before.revision },
        }),
  },
})

/** The write by which the next of an order is on its way, once the one before it is settled. */
export const letGo = (subscription: string, id: string, now: Instant): Write => {
  const { gsi5pk, gsi5sk } = placeOf(id, afterGrace(now))
  return {
    Update: {
      TableName: tableName(),
      Key: keys.delivery(subscription, id),
      UpdateExpression: 'SET nextTryAt = :now, gsi5pk = :place, gsi5sk = :order REMOVE waitsFor',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':now': now, ':place': gsi5pk, ':order': gsi5sk },
    },
  }
}

/** What of an order still waits: without the first ones that are gone, since nothing went out for longer than they are kept. */
export async function stillWaiting(subscription: string, waiting: readonly string[]): Promise<string[]> {
  const [first, ...rest] = waiting
  const state = first && (await loadDelivery(subscription, first))?.state
  return !first || state === 'pending' || state === 'held' ? [...waiting] : stillWaiting(subscription, rest)
}

/** Lets the next of an order go where the one that was on its way is gone; gives its id, or nothing where that is still there. */
export const letNextGo = (subscription: string, of: string, now: Instant): Promise<string> =>
  untilWon(async () => {
    const order = await loadOrder(subscription, of)
    const waiting = await stillWaiting(subscription, order.waiting)
    const [first] = waiting
    if (!first || first === order.waiting[0]) return ''
    const writes = [orderWrite(order, { seq: order.seq, waiting }, now), letGo(subscription, first, now)]
    return (await transact(writes)).is === 'committed' ? first : undefined
  })
