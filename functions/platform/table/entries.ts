import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Page } from './lists.ts'

/** An answer of a function may have 6 MB; this leaves room for all that JSON adds. */
const mostBytes = 2 * 1024 * 1024

/** What lies in the partition of a ticket under one prefix, with ids that sort by time. */
interface Kind<Entry> {
  prefix: string
  read(item: Record<string, unknown>): Entry
  /** About how long it will be in an answer. */
  sizeOf?(entry: Entry): number
  /** Only those that say they are public. */
  publicOnly?: boolean
}

interface Asked {
  order: 'oldest' | 'newest'
  limit: number
  /** The id of the last entry of the page before. */
  after?: string | undefined
}

/**
 * A page of the entries of several tickets, in the order of their ids; the place is an id. One Query a ticket, and more
 * only where entries are large or hidden ones lie between: a page never tells that there are any.
 */
export async function listEntries<Entry extends { id: string }>(
  numbers: readonly string[],
  kind: Kind<Entry>,
  asked: Asked,
): Promise<Page<Entry>> {
  const { limit, order } = asked
  const found = await Promise.all(numbers.map((number) => upTo(number, kind, asked)))
  const sorted = found.flat().toSorted((a, b) => (a.id < b.id === (order === 'oldest') ? -1 : 1))
  let bytes = 0
  const fits = sorted.findIndex((entry, at) => {
    bytes += kind.sizeOf?.(entry) ?? 0
    return at > 0 && bytes > mostBytes
  })
  const items = sorted.slice(0, fits > 0 ? Math.min(fits, limit) : limit)
  const last = items.at(-1)
  return { items, ...(last && items.length < sorted.length && { next: last.id }) }
}

/** The next entries of one ticket: one more than the page has room for, or as many as are enough to fill an answer. */
async function upTo<Entry>(number: string, kind: Kind<Entry>, { order, limit, after }: Asked): Promise<Entry[]> {
  const { prefix, read, sizeOf, publicOnly } = kind
  const forward = order === 'oldest'
  const found: Entry[] = []
  let bytes = 0
  let start = after ? { pk: keys.ticket(number).pk, sk: `${prefix}${after}` } : undefined
  do {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ...(publicOnly && { FilterExpression: '#public = :yes', ExpressionAttributeNames: { '#public': 'public' } }),
        ExpressionAttributeValues: {
          ':pk': keys.ticket(number).pk,
          ':prefix': prefix,
          ...(publicOnly && { ':yes': true }),
        },
        ConsistentRead: true,
        ScanIndexForward: forward,
        Limit: limit + 1,
        ...(start && { ExclusiveStartKey: start }),
      }),
    )
    for (const item of Items) {
      const entry = read(item)
      bytes += sizeOf?.(entry) ?? 0
      found.push(entry)
    }
    start = LastEvaluatedKey as typeof start
  } while (start && found.length <= limit && bytes <= mostBytes)
  return found
}
