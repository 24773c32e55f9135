import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { HalfLink } from '../../../domain/links.ts'
import type { LinkType } from '../../../schemas/link.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Page } from './lists.ts'
import type { Write } from './transaction.ts'

const linkKey = (number: string, { type, ticket }: HalfLink) => ({
  pk: keys.ticket(number).pk,
  sk: `LINK#${type}#${ticket}`,
})
const childKey = (number: string, child: string) => ({ pk: keys.ticket(number).pk, sk: `CHILD#${child}` })

/** One half of a link: each of the two tickets has its own. */
export const linkPut = (number: string, half: HalfLink): Write => ({
  Put: { TableName: tableName(), Item: { ...linkKey(number, half), link: half.type, ticket: half.ticket } },
})

export const linkDelete = (number: string, half: HalfLink): Write => ({
  Delete: { TableName: tableName(), Key: linkKey(number, half) },
})

/** All links of a ticket: one request, consistent. */
export async function linksOf(number: string): Promise<HalfLink[]> {
  const { items } = await under(number, 'LINK#')
  return items.map(({ link, ticket }) => ({ type: link as LinkType, ticket: String(ticket) }))
}

/** That a ticket is part of another lies with the other. */
export const childPut = (number: string, child: string): Write => ({
  Put: { TableName: tableName(), Item: { ...childKey(number, child), child } },
})

export const childDelete = (number: string, child: string): Write => ({
  Delete: { TableName: tableName(), Key: childKey(number, child) },
})

/** A page of the numbers of the tickets that are part of one, in their order; the place is a number. */
export async function childrenOf(number: string, limit: number, after?: string): Promise<Page<string>> {
  const { items, next } = await under(number, 'CHILD#', limit, after)
  return { items: items.map(({ child }) => String(child)), ...(next && { next }) }
}

async function under(
  number: string,
  prefix: string,
  limit?: number,
  after?: string,
): Promise<Page<Record<string, unknown>>> {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': keys.ticket(number).pk,
        // Below what can be in a number there is a space, above it a tilde.
        ':from': `${prefix}${after ? `${after} ` : ''}`,
        ':to': `${prefix}~`,
      },
      ConsistentRead: true,
      ...(limit && { Limit: limit }),
    }),
  )
  const next = LastEvaluatedKey && String(LastEvaluatedKey.sk).slice(prefix.length)
  return { items: Items, ...(next && { next }) }
}
