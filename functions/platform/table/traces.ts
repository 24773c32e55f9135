import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Traces } from '../../../domain/erasing.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Write } from './transaction.ts'

/** What an erasing job still needs to know of a person, kept until it is done; and for 30 days if it never is. */
export interface KeptTraces extends Traces {
  /** Of which customers they are, and were. */
  customers: readonly string[]
}

const key = (person: string) => ({ pk: keys.person(person).pk, sk: 'TRACES' })

export const tracesPut = (person: string, traces: KeptTraces, expiresAt: number): Write => ({
  Put: { TableName: tableName(), Item: { ...key(person), traces, expiresAt } },
})

export const tracesDelete = (person: string): Write => ({ Delete: { TableName: tableName(), Key: key(person) } })

export async function loadTraces(person: string): Promise<KeptTraces | undefined> {
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: key(person), ConsistentRead: true }))
  return Item?.traces as KeptTraces | undefined
}
