import { createHash } from 'node:crypto'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Instant } from '../../../schemas/time.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Write } from './transaction.ts'

// Of the secret of a link only a hash is kept. It has 256 random bits: nothing slower than SHA-256 is needed to keep it.

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** Whose calendar a secret opens: one request, whatever the secret is. */
export async function feedOwner(secret: string): Promise<string | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.feed(hashOf(secret)), ConsistentRead: true }),
  )
  return Item && String(Item.technician)
}

/** The hash of the link that somebody's calendar has. */
export async function feedOf(technician: string): Promise<string | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.feedOf(technician), ConsistentRead: true }),
  )
  return Item && String(Item.hash)
}

const asRead = (had: string | undefined) =>
  had === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#hash = :had',
        ExpressionAttributeNames: { '#hash': 'hash' },
        ExpressionAttributeValues: { ':had': had },
      }

/** The writes by which a new link takes the place of the one that was read, or nothing does. */
export function feedWrites(
  technician: string,
  had: string | undefined,
  secret: string | undefined,
  now: Instant,
): Write[] {
  const TableName = tableName()
  const hash = secret && hashOf(secret)
  const Key = keys.feedOf(technician)
  return [
    hash
      ? { Put: { TableName, Item: { ...Key, hash, createdAt: now }, ...asRead(had) } }
      : { Delete: { TableName, Key, ...asRead(had) } },
    ...(had ? [{ Delete: { TableName, Key: keys.feed(had) } }] : []),
    ...(hash ? [{ Put: { TableName, Item: { ...keys.feed(hash), technician, createdAt: now } } }] : []),
  ]
}
