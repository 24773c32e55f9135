import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { BatchGetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import type { EventItem } from './events.ts'
import { everyShard, shardOf } from './keys.ts'

type Key = Pick<EventItem, 'pk' | 'sk'>

/** Takes an event out of the outbox: it is on the bus. */
export const markPublished = (key: Key) => leave(key, 'REMOVE gsi6pk, gsi6sk')

/** Moves an event from the outbox to where what can never be published is kept, with the reason. */
export const markParked = (key: Key & { id: string }, reason: string) =>
  leave(key, 'SET gsi6pk = :parked, parkedBecause = :reason', {
    ':parked': `PARKED#${shardOf(key.id)}`,
    ':reason': reason,
  })

/** Puts a parked event back into the outbox, from where the reconciler takes it. */
export const markUnparked = (key: Key & { id: string }) =>
  leave(key, 'SET gsi6pk = :outbox REMOVE parkedBecause', { ':outbox': `OUTBOX#${shardOf(key.id)}` })

async function leave({ pk, sk }: Key, UpdateExpression: string, values?: Record<string, string>): Promise<void> {
  try {
    await table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: { pk, sk },
        UpdateExpression,
        ConditionExpression: 'attribute_exists(pk)',
        ...(values && { ExpressionAttributeValues: values }),
      }),
    )
  } catch (fault) {
    // Erased meanwhile: there is nothing left to mark.
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault
  }
}

/** The events that should have been published before an instant and are not, oldest first: at most 25 a shard. */
export const overdueEvents = (before: string) => eventsIn('OUTBOX', before)

/** The events that can never be published as they are. */
export const parkedEvents = () => eventsIn('PARKED')

async function eventsIn(part: 'OUTBOX' | 'PARKED', before = '~'): Promise<EventItem[]> {
  const name = tableName()
  const places = await Promise.all(
    everyShard(part).map((key) =>
      table.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'gsi6',
          KeyConditionExpression: 'gsi6pk = :pk AND gsi6sk < :before',
          ExpressionAttributeValues: { ':pk': key, ':before': before },
          Limit: 25,
        }),
      ),
    ),
  )
  const found = places.flatMap(({ Items }) => (Items ?? []).map(({ pk, sk }) => ({ pk, sk })))
  if (found.length === 0) return []
  const { Responses } = await table.send(
    new BatchGetCommand({ RequestItems: { [name]: { Keys: found, ConsistentRead: true } } }),
  )
  const events = (Responses?.[name] ?? []) as EventItem[]
  return events
    .filter(({ gsi6pk }) => gsi6pk?.startsWith(part))
    .toSorted((a, b) => (a.occurredAt < b.occurredAt ? -1 : 1))
}
