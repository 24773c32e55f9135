import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'

type Item = Record<string, unknown>

/** Everything that lies in a partition, by its sort keys. */
export const readPartition = (pk: string): Promise<Item[]> =>
  queryAll({ KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } })

/** All that a Query finds, 1 MB to a request: of the table consistent page by page; an index lags a little behind. */
export async function queryAll(query: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> {
  const items: Item[] = []
  let from: Item | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new QueryCommand({
        TableName: tableName(),
        ...query,
        ConsistentRead: !query.IndexName,
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    items.push(...Items)
    from = LastEvaluatedKey
  } while (from)
  return items
}
