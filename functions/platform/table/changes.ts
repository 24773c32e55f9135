import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Change } from '../../../schemas/problem.ts'
import { table, tableName } from './client.ts'
import type { EventItem } from './events.ts'

/** So many are named: who is further behind reads the history. */
const most = 25

/** What has happened to a subject since a version of it, as far as it is shown, oldest first; of very much the newest. */
export async function changesSince(
  pk: string,
  version: number,
  shown: (event: EventItem) => EventItem | undefined,
): Promise<Change[]> {
  const { Items } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': 'EVENT#', ':to': 'EVENT#~' },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: most,
    }),
  )
  const since = ((Items ?? []) as EventItem[]).filter((event) => (event.version ?? 0) > version)
  const found = since.flatMap((event) => shown(event) ?? [])
  return found.reverse().map(({ type, occurredAt, actor, version: led = 0, data }) => ({
    type,
    occurredAt,
    actor,
    version: led,
    ...(Array.isArray(data.fields) && { fields: data.fields.map(String) }),
  }))
}
