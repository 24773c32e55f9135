import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import type { Page } from './lists.ts'
import { readAll } from './tickets.ts'

type Item = Record<string, unknown>

/**
 * A page of what lies in a partition of `gsi6` by instant, the newest first: one Query for the places, one read of what is
 * there. What has left its place meanwhile is left out. `before` is the place of the last one seen.
 */
export async function newestIn(pk: string, limit: number, before?: string): Promise<Page<Item>> {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi6',
      KeyConditionExpression: `gsi6pk = :pk${before ? ' AND gsi6sk < :before' : ''}`,
      ExpressionAttributeValues: { ':pk': pk, ...(before && { ':before': before }) },
      ScanIndexForward: false,
      Limit: limit,
    }),
  )
  const found = await readAll(Items.map((item) => ({ pk: item.pk, sk: item.sk })))
  return {
    items: found
      .filter((item) => item.gsi6pk === pk)
      .toSorted((a, b) => (String(a.gsi6sk) < String(b.gsi6sk) ? 1 : -1)),
    ...(LastEvaluatedKey && { next: String(LastEvaluatedKey.gsi6sk) }),
  }
}
