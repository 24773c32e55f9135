import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { Item } from './kinds.ts'

/** A page is a megabyte: it may take longer than a request of the desk ever should. */
const requestTimeout = 60_000

/** Reads a whole table, several parts of it at once, a page at a time: what is in memory is a page of each part. */
export async function eachPage(
  TableName: string,
  parallel: number,
  handle: (items: readonly Item[]) => Promise<void> | void,
): Promise<void> {
  const client = new DynamoDBClient({ maxAttempts: 6, requestHandler: { requestTimeout } })
  const table = DynamoDBDocumentClient.from(client)
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
