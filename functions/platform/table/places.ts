import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import type { Page } from './lists.ts'
import { type Kept, type Records, recordIn } from './records.ts'
import { readAll } from './tickets.ts'

/** A part of an index: its partition, and what its sort keys begin with. */
export interface Part {
  index: 'gsi1' | 'gsi2' | 'gsi6'
  pk: string
  prefix?: string
}

/**
 * A page of the records in a part of an index, in its order: one Query for their places, one read of what is there. What
 * has left its place meanwhile is left out.
 */
export async function listPlaces<Value extends Kept>(
  records: Records<Value>,
  { index, pk, prefix = '' }: Part,
  limit: number,
  after?: string,
): Promise<Page<Value>> {
  const sk = `${index}sk`
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: index,
      KeyConditionExpression: `${index}pk = :pk AND ${sk} BETWEEN :from AND :to`,
      ExpressionAttributeValues: {
        ':pk': pk,
        ':from': after ? `${after}\u0000` : prefix || '\u0020',
        ':to': `${prefix}\u{10ffff}`,
      },
      Limit: limit,
    }),
  )
  if (Items.length === 0) return { items: [] }
  const found = await readAll(Items.map((item) => ({ pk: item.pk, sk: item.sk })))
  const places = new Map(Items.map((item, at) => [`${item.pk} ${item.sk}`, at]))
  const items = found
    .filter((item) => item[`${index}pk`] === pk)
    .toSorted((a, b) => (places.get(`${a.pk} ${a.sk}`) ?? 0) - (places.get(`${b.pk} ${b.sk}`) ?? 0))
  return {
    items: items.map((item) => recordIn(records, item)),
    ...(LastEvaluatedKey && { next: String(LastEvaluatedKey[sk]) }),
  }
}
