import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { Subscription } from '../../../schemas/subscription.ts'
import { table, tableName } from './client.ts'
import { eventOf } from './commit-record.ts'
import { keys } from './keys.ts'
import { receiverGone } from './receivers.ts'
import { type By, type Records, recordsAt, recordWrites } from './records.ts'
import { revised } from './revised.ts'
import type { Write } from './transaction.ts'

/** There are few, so they lie together: one Query. Beside them: how often any of them has changed. */
export const subscriptions: Records<Subscription> = {
  kind: 'subscription',
  schema: Subscription,
  key: ({ id }) => keys.subscription(id),
}

const { pk } = keys.subscription('')

/** For the transaction of every change: whoever relays reads them anew. `read`: only if none has changed since that revision. */
export const subscriptionsChanged = (read?: number): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.subscriptionsRevision,
    UpdateExpression: 'ADD revision :one',
    ...(read !== undefined && {
      ConditionExpression: read > 0 ? 'revision = :read' : 'attribute_not_exists(revision)',
    }),
    ExpressionAttributeValues: { ':one': 1, ...(read && { ':read': read }) },
  },
})

/** How many of a partner go in one transaction: three writes each, of a hundred. */
const mostAtOnce = 25

/**
 * The writes that take subscriptions away, each if it is as it was read, with its event: what is deployed for it goes by that.
 * Of very many the first.
 */
export const subscriptionsGone = (all: readonly Subscription[], by: By): Write[] =>
  all.length === 0
    ? []
    : [
        ...all
          .slice(0, mostAtOnce)
          .flatMap((one) => [
            recordWrites(subscriptions, one, undefined).item,
            ...eventOf(subscriptions, one, undefined, by),
            receiverGone(one.id),
          ]),
        subscriptionsChanged(),
      ]

const since = revised((): Promise<readonly Subscription[]> => recordsAt(subscriptions, pk))

/** All of them as they are now: one small request where none has changed since they were read last. */
export const subscriptionsNow = async (): Promise<readonly Subscription[]> => (await subscriptionsRevised()).all

/** The same, with how often any of them had changed before they were read. */
export async function subscriptionsRevised(): Promise<{ all: readonly Subscription[]; revision: number }> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.subscriptionsRevision, ConsistentRead: true }),
  )
  const revision = Number(Item?.revision ?? 0)
  return { all: Item ? await since(revision) : [], revision }
}
