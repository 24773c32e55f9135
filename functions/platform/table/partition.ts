import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'

type Item = Record<string, unknown>

/** Everything that lies in a partition, by its sort keys. */
export const readPartition = (pk: string): Promise<Item[]> =>
  queryAll({ KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } })

/** All that a Query of the table finds: consistent page by page, 1 MB to a request. */
export async function queryAll(query: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
  const items: Item[] = []
  let from: Item | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new QueryCommand({
        TableName: tableName(),
        ...query,
        ConsistentRead: true,
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    items.push(...Items)
    from = LastEvaluatedKey
  } while (from)
  return items
}
