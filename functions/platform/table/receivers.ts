import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '../../../schemas/time.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Write } from './transaction.ts'

/** What is known of whoever receives a subscription's webhooks: how they answered of late, and which secrets sign. */
export interface Receiver {
  /** Tries that failed since one did not; when the first and the last of them did. */
  failures: number
  failingSince?: Instant
  failedAt?: Instant
  deliveredAt?: Instant
  /** Which secret signs: counts up with every rotation. */
  secretVersion: number
  /** Until when the one before signs, too. */
  previousUntil?: Instant
}

const fresh: Receiver = { failures: 0, secretVersion: 1 }

export const receiverIn = (item: Record<string, unknown> | undefined): Receiver => ({ ...fresh, ...item }) as Receiver

export async function loadReceiver(subscription: string): Promise<Receiver> {
  const Key = keys.receiver(subscription)
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
  return receiverIn(Item)
}

/** The write by which nothing is known of it any more: its subscription is gone. */
export const receiverGone = (subscription: string): Write => ({
  Delete: { TableName: tableName(), Key: keys.receiver(subscription) },
})

/** Counts a try that failed, and says how it stands now. */
export async function countFailure(subscription: string, now: Instant): Promise<Receiver> {
  const { Attributes } = await table.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.receiver(subscription),
      UpdateExpression: 'SET failedAt = :now, failingSince = if_not_exists(failingSince, :now) ADD failures :one',
      ExpressionAttributeValues: { ':now': now, ':one': 1 },
      ReturnValues: 'ALL_NEW',
    }),
  )
  return receiverIn(Attributes)
}

/** Something arrived: what failed before counts no more. Not told for every delivery: once a minute, where nothing had failed. */
export async function noteDelivered(subscription: string, known: Receiver, now: Instant): Promise<void> {
  if (known.failures === 0 && known.deliveredAt?.slice(0, 16) === now.slice(0, 16)) return
  await table.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.receiver(subscription),
      UpdateExpression: 'SET deliveredAt = :now, failures = :none REMOVE failingSince, failedAt',
      ExpressionAttributeValues: { ':now': now, ':none': 0 },
    }),
  )
}

/** The write of a rotation: the next secret signs, if the one that was read still does; and the one before, until then. */
export const rotation = (subscription: string, before: Receiver, previousUntil: Instant | undefined): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.receiver(subscription),
    UpdateExpression: `SET secretVersion = :next ${previousUntil ? ', previousUntil = :until' : 'REMOVE previousUntil'}`,
    ConditionExpression: '(attribute_not_exists(secretVersion) AND :was = :first) OR secretVersion = :was',
    ExpressionAttributeValues: {
      ':next': before.secretVersion + 1,
      ':was': before.secretVersion,
      ':first': fresh.secretVersion,
      ...(previousUntil && { ':until': previousUntil }),
    },
  },
})
