import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { KnownAlarm } from '../../../domain/alarm.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Write } from './transaction.ts'

/** What is known of an alarm; undefined of one that never changed. */
export async function loadAlarm(name: string): Promise<KnownAlarm | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.alarm(name), ConsistentRead: true }),
  )
  if (!Item) return undefined
  const { pk: _, sk: __, ...known } = Item
  return known as KnownAlarm
}

/** For the transaction of what the alarm does: holds only while nobody has written down another change of it. */
export const alarmPut = (name: string, before: KnownAlarm | undefined, after: KnownAlarm): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.alarm(name), ...after },
    ...(before
      ? {
          ConditionExpression: `#at = :before AND ${before.unheardAfter === undefined ? 'attribute_not_exists(unheardAfter)' : 'unheardAfter = :unheard'}`,
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: {
            ':before': before.at,
            ...(before.unheardAfter !== undefined && { ':unheard': before.unheardAfter }),
          },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
})
