import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { formerlyOf } from '../../../domain/selection.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { table, tableName } from './client.ts'
import { everyShard, numberIn } from './keys.ts'
import type { Page } from './lists.ts'

/** Every ticket that there is lies in one of these. */
const parts = [...everyShard('ALL'), ...everyShard('ARCHIVED')]

/** Where what comes after a ticket begins; the ticket is of the page that began there. */
export const behind = ({ createdAt, number }: Pick<Ticket, 'createdAt' | 'number'>, from = '0|'): string =>
  `${from.split('|')[0]}|${createdAt}#${number}`

/**
 * The numbers of the tickets that these people asked for, or that are or were of these customers, part after part: one request,
 * of up to 1 MB of the index, so a page may hold none and go on.
 */
export async function theirTickets(
  people: readonly string[],
  customers: readonly string[],
  limit: number,
  after = '0|',
): Promise<Page<string>> {
  const [part = '0', from = ''] = after.split('|')
  const names = (list: readonly string[], prefix: string) => list.map((_, at) => `:${prefix}${at}`).join(', ')
  const values = (list: readonly string[], prefix: string) => list.map((one, at) => [`:${prefix}${at}`, one] as const)
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi6',
      KeyConditionExpression: 'gsi6pk = :pk AND gsi6sk > :from',
      FilterExpression: [
        `requester IN (${names(people, 'p')})`,
        ...(customers.length > 0 ? [`customer IN (${names(customers, 'c')})`] : []),
        ...customers.map((_, at) => `contains(facets, :f${at})`),
      ].join(' OR '),
      ExpressionAttributeValues: {
        ':pk': parts[Number(part)],
        ':from': from || ' ',
        ...Object.fromEntries([
          ...values(people, 'p'),
          ...values(customers, 'c'),
          ...values(customers.map(formerlyOf), 'f'),
        ]),
      },
      Limit: limit,
    }),
  )
  const numbers = Items.map(numberIn)
  if (LastEvaluatedKey) return { items: numbers, next: `${part}|${LastEvaluatedKey.gsi6sk}` }
  return { items: numbers, ...(Number(part) + 1 < parts.length && { next: `${Number(part) + 1}|` }) }
}
