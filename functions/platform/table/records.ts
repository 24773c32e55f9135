import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type * as z from 'zod'
import type { RecordKind } from '../../../events/record-events.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Page } from './lists.ts'
import { readPartition } from './partition.ts'
import type { Write } from './transaction.ts'

/** What every record has beside its own fields. */
export interface Kept {
  id: string
  version: number
  createdAt: string
  updatedAt: string
}

/** How a kind of record lies in the table. */
export interface Records<Value extends Kept> {
  readonly kind: RecordKind
  readonly schema: z.ZodType<Value>
  /** Where it lies. A kind of which there are few lies in one partition, with the id as its sort key. */
  key(value: Pick<Value, 'id'> & Partial<Value>): { pk: string; sk: string }
  /** Its places in indexes, where it is listed by one. */
  places?(value: Value): Record<string, string>
  /** What nobody else of its kind may have: `email#a@b.example`. */
  claims?(value: Value): readonly string[]
}

/** Who has changed a record, when, by which request. */
export interface By {
  actor: { id: string; role: string }
  now: string
  requestId: string
}

/** Reads one, consistently. */
export async function loadRecord<Value extends Kept>(
  records: Records<Value>,
  id: Parameters<Records<Value>['key']>[0],
): Promise<Value | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: records.key(id), ConsistentRead: true }),
  )
  // People who work here lie where contacts do, and are none.
  return Item?.version ? recordIn(records, Item) : undefined
}

/** The record in an item: all of it but its places in the table and its indexes. */
export const recordIn = <Value extends Kept>({ schema }: Records<Value>, item: Record<string, unknown>): Value =>
  schema.parse(Object.fromEntries(Object.entries(item).filter(([name]) => !/^(pk|sk|gsi[1-6][ps]k)$/.test(name))))

/** A page of the records of one partition whose sort keys begin so, in their order (ids: by creation). */
export async function listRecords<Value extends Kept>(
  records: Records<Value>,
  { pk, prefix = '' }: { pk: string; prefix?: string },
  limit: number,
  after?: string,
): Promise<Page<Value>> {
  const from = after ? `${after}\u0000` : prefix || '\u0020'
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': `${prefix}~` },
      ConsistentRead: true,
      Limit: limit,
    }),
  )
  const next = LastEvaluatedKey && String(Items.at(-1)?.sk ?? '')
  return { items: Items.map((item) => recordIn(records, item)), ...(next && { next }) }
}

/** All that lie in one partition, as they are in the table now: the oldest first, where their ids say how old they are. */
export const recordsAt = async <Value extends Kept>(records: Records<Value>, pk: string): Promise<Value[]> =>
  (await readPartition(pk)).map((item) => recordIn(records, item))

/**
 * The writes of one change of a record: the item, on condition that it is as it was read; its claims; and its event, whose
 * number is the version. `before` undefined: it is new; `after` undefined: it goes.
 */
export function recordWrites<Value extends Kept>(
  records: Records<Value>,
  before: Value | undefined,
  after: Value | undefined,
): { item: Write; claims: Write[] } {
  const TableName = tableName()
  const value = after ?? before
  if (!value) throw new Error('A change of nothing')
  const Key = records.key(value)
  const condition = before
    ? { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }
    : { ConditionExpression: 'attribute_not_exists(pk)' }
  const item: Write = after
    ? { Put: { TableName, Item: { ...Key, ...records.places?.(after), ...after }, ...condition } }
    : { Delete: { TableName, Key, ...condition } }
  const had = new Set(before ? records.claims?.(before) : [])
  const has = new Set(after ? records.claims?.(after) : [])
  const claims = [
    ...[...has].filter((claim) => !had.has(claim)).map((claim) => claimPut(claim, value.id)),
    ...[...had].filter((claim) => !has.has(claim)).map((claim) => claimDelete(claim, value.id)),
  ]
  return { item, claims }
}

/** Takes what only one may have; taking it again for the same record does no harm. */
const claimPut = (claim: string, id: string): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.claim(claim), id },
    ConditionExpression: 'attribute_not_exists(pk) OR id = :id',
    ExpressionAttributeValues: { ':id': id },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
})

const claimDelete = (claim: string, id: string): Write => ({
  Delete: {
    TableName: tableName(),
    Key: keys.claim(claim),
    ConditionExpression: 'attribute_not_exists(pk) OR id = :id',
    ExpressionAttributeValues: { ':id': id },
  },
})

/** Whose a claim is. */
export async function claimedBy(claim: string): Promise<string | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.claim(claim), ConsistentRead: true }),
  )
  return Item && String(Item.id)
}
