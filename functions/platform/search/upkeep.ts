import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from '../table/client.ts'
import { keys } from '../table/keys.ts'

/** As long as a run may take (Lambda's limit): a run that died holds up the next one no longer. */
const runMs = 15 * 60 * 1000

/**
 * Runs work on the whole index, if nobody else does so now; undefined if somebody does. Two at once would be harmless,
 * since only one's snapshot is taken, but for nothing.
 */
export async function alone<Result>(
  work: (last: { verifiedAt: number }) => Promise<Result>,
): Promise<Result | undefined> {
  const now = Date.now()
  const last = await change(
    'SET busyUntil = :until',
    { ':until': now + runMs, ':now': now },
    'attribute_not_exists(busyUntil) OR busyUntil < :now',
  )
  if (!last) return undefined
  try {
    return await work({ verifiedAt: Number(last.verifiedAt ?? 0) })
  } finally {
    await change('SET busyUntil = :none', { ':none': 0 })
  }
}

/** Remembers when the index was last held against the table. */
export const saveVerified = (verifiedAt: number) => change('SET verifiedAt = :at', { ':at': verifiedAt })

async function change(
  UpdateExpression: string,
  ExpressionAttributeValues: Record<string, number>,
  ConditionExpression?: string,
): Promise<Record<string, unknown> | undefined> {
  try {
    const { Attributes } = await table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: keys.searchUpkeep(),
        UpdateExpression,
        ExpressionAttributeValues,
        ...(ConditionExpression && { ConditionExpression }),
        ReturnValues: 'ALL_NEW',
      }),
    )
    return Attributes
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return undefined
    throw fault
  }
}
