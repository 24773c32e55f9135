import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { HistoryEntry } from '../../../schemas/history.ts'
import { table, tableName } from './client.ts'
import type { EventItem } from './events.ts'
import { eventKey, keys } from './keys.ts'
import type { Page } from './lists.ts'

/** A ticket's events after a place, oldest first; the place is the number of the last event of the page before. */
export async function history(number: string, limit: number, after = 0): Promise<Page<HistoryEntry>> {
  const { Items, LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': keys.ticket(number).pk, ':from': eventKey(after + 1), ':to': 'EVENT#~' },
      ConsistentRead: true,
      Limit: limit,
    }),
  )
  const items = ((Items ?? []) as EventItem[]).map(entry)
  const last = items.at(-1)
  return { items, ...(LastEvaluatedKey && last && { next: String(last.seq) }) }
}

const entry = ({ id, seq, type, occurredAt, actor, causationId, data, detail }: EventItem): HistoryEntry => ({
  id,
  seq,
  type,
  occurredAt,
  actor,
  ...(causationId && { causationId }),
  data,
  ...(detail && { detail }),
})
