import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { table } from '../../../functions/platform/table/client.ts'
import type { Item } from './kinds.ts'

/** Reads a whole table, several parts of it at once, a page at a time: what is in memory is a page of each part. */
export async function eachPage(
  TableName: string,
  parallel: number,
  handle: (items: readonly Item[]) => Promise<void> | void,
): Promise<void> {
  const part = async (Segment: number) => {
    let from: Record<string, unknown> | undefined
    do {
      const { Items = [], LastEvaluatedKey } = await table.send(
        new ScanCommand({
          TableName,
          Segment,
          TotalSegments: parallel,
          ConsistentRead: true,
          ...(from && { ExclusiveStartKey: from }),
        }),
      )
      await handle(Items as Item[])
      from = LastEvaluatedKey
    } while (from)
  }
  await Promise.all(Array.from({ length: parallel }, (_, segment) => part(segment)))
}
