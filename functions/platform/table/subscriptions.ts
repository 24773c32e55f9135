import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { Subscription } from '../../../schemas/subscription.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { type Records, recordsAt } from './records.ts'
import { revised } from './revised.ts'
import type { Write } from './transaction.ts'

/** There are few, so they lie together: one Query. Beside them: how often any of them has changed. */
export const subscriptions: Records<Subscription> = {
  kind: 'subscription',
  schema: Subscription,
  key: ({ id }) => keys.subscription(id),
}

const { pk } = keys.subscription('')

/** For the transaction of every change: whoever relays reads them anew. */
export const subscriptionsChanged = (): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.subscriptionsRevision,
    UpdateExpression: 'ADD revision :one',
    ExpressionAttributeValues: { ':one': 1 },
  },
})

const since = revised((): Promise<readonly Subscription[]> => recordsAt(subscriptions, pk))

/** All of them as they are now: one small request where none has changed since they were read last. */
export async function subscriptionsNow(): Promise<readonly Subscription[]> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.subscriptionsRevision, ConsistentRead: true }),
  )
  return Item ? since(Number(Item.revision)) : []
}
