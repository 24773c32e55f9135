import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'

/** For how long it is remembered who was told what: longer than any queue keeps a message. */
const rememberSeconds = 30 * 24 * 60 * 60

/** Whether a person was told of an event before. */
export async function alreadyTold(eventId: string, person: string): Promise<boolean> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.notice(eventId, person), ConsistentRead: true }),
  )
  return Item !== undefined
}

/** Written after the mail is sent: a crash in between tells them twice, never not at all. */
export async function saveTold(eventId: string, person: string, toldAt: string): Promise<void> {
  const expiresAt = Math.floor(Date.parse(toldAt) / 1000) + rememberSeconds
  await table.send(
    new PutCommand({ TableName: tableName(), Item: { ...keys.notice(eventId, person), toldAt, expiresAt } }),
  )
}
