import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'

/** For how long an idempotency key is kept. */
const lifetimeSeconds = 24 * 60 * 60

/** A write that carries an idempotency key: whose, which, and a hash of what it asks for. */
export interface RequestKey {
  principal: string
  key: string
  operation: string
  hash: string
  now: string
}

/** What was answered the first time. */
export interface StoredAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

export interface StoredRequest extends StoredAnswer {
  operation: string
  hash: string
}

const secondsOf = (instant: string) => Math.floor(Date.parse(instant) / 1000)

/** The Put that goes into the command's own transaction: fails, and gives the record, where the key is in use. */
export function requestPut(request: RequestKey, { status, headers, body }: StoredAnswer) {
  const now = secondsOf(request.now)
  return {
    Put: {
      TableName: tableName(),
      Item: {
        ...keys.request(request.principal, request.key),
        operation: request.operation,
        hash: request.hash,
        status,
        headers,
        body: deflateRawSync(body),
        expiresAt: now + lifetimeSeconds,
      },
      // The time to live deletes late, so whether a record has expired is judged here.
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
      ExpressionAttributeValues: { ':now': now },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  }
}

/** A record as it lies in the table, if there is one and it has not expired. */
export function storedRequest(item: Record<string, unknown> | undefined, now: string): StoredRequest | undefined {
  if (!item || Number(item.expiresAt) <= secondsOf(now)) return undefined
  const { operation, hash, status, headers, body } = item
  return {
    operation: String(operation),
    hash: String(hash),
    status: Number(status),
    headers: headers as Record<string, string>,
    body: inflateRawSync(body as Uint8Array).toString(),
  }
}

export async function findRequest(request: RequestKey): Promise<StoredRequest | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.request(request.principal, request.key), ConsistentRead: true }),
  )
  return storedRequest(Item, request.now)
}
