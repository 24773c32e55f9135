import { TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Settings } from '../../../schemas/settings.ts'
import { attempts, pauseFor } from '../retry.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'

export interface Drawn {
  /** Counts up by one; gaps are fine, the same again never. */
  count: number
  /** How often the policies have changed: who has read an older list reads it anew. */
  policiesRevision: number
}

/** Draws the next number of a brand: an atomic counter outside of any transaction. */
export async function drawNumber(brand: string): Promise<Drawn> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await draw(brand)
    } catch (fault) {
      // A policy is being saved at this moment: its transaction holds the counter.
      if (!(fault instanceof TransactionConflictException) || attempt === attempts) throw fault
      await pauseFor(attempt)
    }
  }
}

async function draw(brand: string): Promise<Drawn> {
  const { Attributes } = await table.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.counter(brand),
      UpdateExpression: 'ADD drawn :one',
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'ALL_NEW',
    }),
  )
  return { count: Number(Attributes?.drawn), policiesRevision: Number(Attributes?.policiesRevision ?? 0) }
}

/** How a ticket number looks: `TKT000123`; a count that outgrows the width is longer. */
export const numberOf = ({ number: { prefix, width } }: Settings, count: number): string =>
  `${prefix}${String(count).padStart(width, '0')}`
