import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { EventType } from '../../../events/catalogue.ts'
import type { Envelope } from '../../../events/envelope.ts'
import type { HistoryEntry } from '../../../schemas/history.ts'
import type { Instant } from '../../../schemas/time.ts'
import { table, tableName } from './client.ts'
import { type EventItem, envelopeOf } from './events.ts'
import { eventKey, keys } from './keys.ts'
import type { Page } from './lists.ts'
import { queryAll } from './partition.ts'

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

/** What the bus was told of a ticket between two of its events, neither included, from an instant on, in order. */
export async function eventsBetween(
  number: string,
  after: number,
  before: number,
  since: Instant,
): Promise<Published[]> {
  const items = (await queryAll({
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    FilterExpression: 'occurredAt >= :since',
    ExpressionAttributeValues: {
      ':pk': keys.ticket(number).pk,
      ':from': eventKey(after + 1),
      ':to': eventKey(before - 1),
      ':since': since,
    },
  })) as unknown as EventItem[]
  return items.map(published)
}

interface Published {
  type: EventType
  event: Envelope
}

const published = (item: EventItem): Published => ({ type: item.type as EventType, event: envelopeOf(item) })

/** What the bus was told of a ticket from one instant to another, the first included, in order. */
export async function eventsWithin(number: string, from: Instant | '', to: Instant): Promise<Published[]> {
  const items = (await queryAll({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
    FilterExpression: 'occurredAt >= :from AND occurredAt < :to',
    ExpressionAttributeValues: { ':pk': keys.ticket(number).pk, ':event': 'EVENT#', ':from': from || '0', ':to': to },
  })) as unknown as EventItem[]
  return items.map(published)
}
