import { createHmac } from 'node:crypto'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { Refusal } from '../../../domain/refusal.ts'
import { mailSecrets } from '../mail/secrets.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'

const minuteSeconds = 60

/** Who asks too often, with when to come back. */
const tooMany = () => new Refusal('too-many', 'Too much at once. Try again in a minute.')

/**
 * Counts somebody, or something, that comes by: how often in this minute. Of who it is only a keyed hash is kept, for a few
 * minutes. Refuses as `too-many` beyond `most`.
 */
export async function letPass(who: string, most: number, now: string): Promise<void> {
  const [secret] = await mailSecrets()
  const hash = createHmac('sha256', secret).update(`passage\n${who}`).digest('base64url').slice(0, 27)
  const seconds = Math.floor(Date.parse(now) / 1000)
  const minute = Math.floor(seconds / minuteSeconds)
  const { Attributes } = await table.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.passage(hash, minute),
      UpdateExpression: 'ADD #times :one SET expiresAt = :at',
      ExpressionAttributeNames: { '#times': 'times' },
      ExpressionAttributeValues: { ':one': 1, ':at': seconds + 5 * minuteSeconds },
      ReturnValues: 'ALL_NEW',
    }),
  )
  if (Number(Attributes?.times) > most) throw tooMany()
}
