import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { clientFor } from './environment.ts'

export const documents = (endpoint: string) =>
  DynamoDBDocumentClient.from(new DynamoDBClient(clientFor(endpoint)), {
    marshallOptions: { removeUndefinedValues: true },
  })

/**
 * What the local run remembers of a desk, kept in the desk's own table: so it is lost, or taken up, together with
 * what it speaks of, whatever becomes of the emulator.
 */
export type Mark = 'DEPLOYMENT' | 'RECORDS' | 'TICKETS'

export async function markOf(endpoint: string, table: string, mark: Mark): Promise<string | undefined> {
  const { Item } = await documents(endpoint).send(new GetCommand({ TableName: table, Key: { pk: 'LOCAL', sk: mark } }))
  return Item?.value
}

export async function setMark(endpoint: string, table: string, mark: Mark, value: string): Promise<void> {
  await documents(endpoint).send(new PutCommand({ TableName: table, Item: { pk: 'LOCAL', sk: mark, value } }))
}
