import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import type { Page } from './lists.ts'

const timelineOf = (customer: string) => `TIMELINE#${customer}`

/** The place in the index of what belongs to a customer's timeline beside their tickets; nowhere without a customer. */
export const timelinePlace = (customer: string | undefined, at: string, id: string): Record<string, string> =>
  customer ? { gsi2pk: timelineOf(customer), gsi2sk: `${at}#${id}` } : {}

/** Where something of a timeline lies, and when it happened. */
export interface Happening {
  pk: string
  sk: string
  at: string
}

/**
 * A page of what happened with a customer, newest first: one Query for their tickets, one for the rest, merged. A place is
 * an instant and an id, in both, so a cursor survives inserts.
 */
export async function timeline(customer: string, limit: number, before?: string): Promise<Page<Happening>> {
  const parts = [`CUSTOMER#${customer}`, timelineOf(customer)]
  const answers = await Promise.all(
    parts.map((pk) =>
      table.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: 'gsi2',
          KeyConditionExpression: `gsi2pk = :pk${before ? ' AND gsi2sk < :before' : ''}`,
          ExpressionAttributeValues: { ':pk': pk, ...(before && { ':before': before }) },
          ScanIndexForward: false,
          Limit: limit,
        }),
      ),
    ),
  )
  const place = (item: Record<string, unknown>) => String(item.gsi2sk)
  const found = answers.flatMap(({ Items }) => Items ?? []).toSorted((a, b) => (place(a) < place(b) ? 1 : -1))
  const shown = found.slice(0, limit)
  const hasMore = found.length > limit || answers.some(({ LastEvaluatedKey }) => LastEvaluatedKey)
  const last = shown.at(-1)
  return {
    items: shown.map((item) => ({ pk: String(item.pk), sk: String(item.sk), at: place(item).split('#')[0] ?? '' })),
    ...(hasMore && last && { next: place(last) }),
  }
}
