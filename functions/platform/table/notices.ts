import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'

/** For how long it is remembered who was told what: longer than any queue keeps a message. */
const rememberSeconds = 30 * 24 * 60 * 60

/** For how long a telling is one's own: longer than a notifier may run, and shorter than until its message comes again. */
const claimMs = 60_000

/**
 * Takes it on to tell a person of an event. `told`: that has been done. `taken`: another is at it at this moment, or died
 * over it: who comes again a minute later may take it on.
 */
export async function claimTelling(eventId: string, person: string, now: number): Promise<'ours' | 'told' | 'taken'> {
  const key = keys.notice(eventId, person)
  try {
    await table.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...key, claimedUntil: now + claimMs, expiresAt: Math.floor(now / 1000) + rememberSeconds },
        ConditionExpression: 'attribute_not_exists(pk) OR (attribute_not_exists(toldAt) AND claimedUntil < :now)',
        ExpressionAttributeValues: { ':now': now },
      }),
    )
    return 'ours'
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault
    const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))
    return Item?.toldAt ? 'told' : 'taken'
  }
}

/** Written after the mail is sent: a crash in between tells them twice, never not at all. */
export const saveTold = (eventId: string, person: string, toldAt: string): Promise<void> =>
  update(eventId, person, 'SET toldAt = :at REMOVE claimedUntil', { ':at': toldAt })

/** It could not be done: whoever comes next may try at once. */
export const giveUpTelling = (eventId: string, person: string): Promise<void> =>
  update(eventId, person, 'SET claimedUntil = :at', { ':at': 0 })

async function update(eventId: string, person: string, UpdateExpression: string, values: object): Promise<void> {
  await table.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.notice(eventId, person),
      UpdateExpression,
      ExpressionAttributeValues: { ...values },
    }),
  )
}
