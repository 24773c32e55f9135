import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { DomainEvent } from '../../../domain/ticket.ts'
import type { Envelope } from '../../../events/envelope.ts'
import { versionOf } from '../../../events/versions.ts'
import { table, tableName } from './client.ts'
import { keys, shardOf } from './keys.ts'
import { readAll } from './tickets.ts'

/** An event as it lies in the table: the history entry, and until it is published the outbox entry too. */
export interface EventItem extends Omit<Envelope, 'data'> {
  pk: string
  sk: string
  type: string
  data: Record<string, unknown>
  detail?: Record<string, unknown>
  /** The subject's version after the commit that this event came with. */
  version?: number
  gsi6pk?: string
  gsi6sk?: string
  parkedBecause?: string
}

export interface Subject {
  kind: Envelope['subject']['kind']
  id: string
  brand: string
  /** The partition that its history lies in. */
  pk: string
  /** After this commit. */
  version: number
}

/** The Puts of a command's events: contiguous in their subject, each born with its outbox key. */
export function eventPuts(subject: Subject, events: readonly DomainEvent[], correlationId: string) {
  const { kind, id, brand, pk, version } = subject
  return events.map(({ seq, type, occurredAt, actor, causationId, data, detail }) => {
    const eventId = `${kind}.${id}.${seq}`
    const item: EventItem = {
      ...keys.event(pk, seq),
      id: eventId,
      type,
      subject: { kind, id },
      version,
      seq,
      schemaVersion: versionOf(type),
      occurredAt,
      brand,
      actor,
      ...(causationId && { causationId }),
      correlationId,
      data,
      ...(detail && { detail }),
      gsi6pk: `OUTBOX#${shardOf(eventId)}`,
      gsi6sk: `${occurredAt}#${eventId}`,
    }
    return { Put: { TableName: tableName(), Item: item, ConditionExpression: 'attribute_not_exists(pk)' } }
  })
}

/** What the bus hears of an event: all but the words that people gave, and what only the table needs. */
export function envelopeOf(event: EventItem): Envelope {
  const { id, subject, seq, schemaVersion, occurredAt, brand, actor, causationId, correlationId, data } = event
  return {
    id,
    subject,
    seq,
    schemaVersion,
    occurredAt,
    brand,
    actor,
    ...(causationId && { causationId }),
    correlationId,
    data,
  }
}

interface Found {
  type: string
  event: Envelope
}

function placeOf(id: string): { pk: string; sk: string } {
  const [, number = '', seq] = /^ticket\.(.+)\.(\d+)$/.exec(id) ?? []
  return keys.event(keys.ticket(number).pk, Number(seq))
}

/** An event of a ticket by its id, with its type; undefined where it is gone. */
export async function findTicketEvent(id: string): Promise<Found | undefined> {
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: placeOf(id), ConsistentRead: true }))
  return Item && { type: String(Item.type), event: Item as EventItem }
}

/** Those of some that are there, in the order in which they are asked for: one request for each hundred. */
export async function findTicketEvents(ids: readonly string[]): Promise<Found[]> {
  const items = await readAll(ids.map(placeOf))
  const byId = new Map(items.map((item) => [String(item.id), item]))
  return ids.flatMap((id) => {
    const item = byId.get(id)
    return item ? [{ type: String(item.type), event: item as unknown as EventItem }] : []
  })
}
