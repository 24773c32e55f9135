import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { KnownAlarm } from '../../../domain/alarm.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Write } from './transaction.ts'

/** What is known of an alarm; undefined of one that never went on. */
export async function loadAlarm(name: string): Promise<KnownAlarm | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.alarm(name), ConsistentRead: true }),
  )
  return Item as KnownAlarm | undefined
}

/** For the transaction of what the alarm does: holds only while nobody has written down another change of it. */
export const alarmPut = (name: string, before: KnownAlarm | undefined, after: KnownAlarm): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.alarm(name), ...after },
    ...(before
      ? {
          ConditionExpression: '#at = :before',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':before': before.at },
        }
      : { ConditionExpression: 'attribute_not_exists(pk)' }),
  },
})
