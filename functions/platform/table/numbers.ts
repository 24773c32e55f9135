import { TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { attempts, pauseFor } from '../retry.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Revisions } from './revised.ts'

export interface Drawn extends Revisions {
  /** Counts up by one; gaps are fine, the same again never. */
  count: number
  settingsRevision: number
  rulesRevision: number
}

/**
 * Draws the next count under a stem (domain/number.ts): an atomic counter outside of any transaction. All stems are
 * counted in one item, so that whoever opens a ticket passes by the revisions that lie there too. Of `many` drawn at once
 * it gives the last.
 */
export async function drawNumber(stem: string, many = 1): Promise<Drawn> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await draw(attributeOf(stem), many)
    } catch (fault) {
      // A policy is being saved at this moment: its transaction holds the counter.
      if (!(fault instanceof TransactionConflictException) || attempt === attempts) throw fault
      await pauseFor(attempt)
    }
  }
}

/** The first format that there was counts where it did before there were others. */
const attributeOf = (stem: string): string => (stem === 'TKT' ? 'drawn' : stem)

async function draw(attribute: string, many: number): Promise<Drawn> {
  const { Attributes = {} } = await table.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.counter('main'),
      UpdateExpression: 'ADD #count :many',
      ExpressionAttributeNames: { '#count': attribute },
      ExpressionAttributeValues: { ':many': many },
      ReturnValues: 'ALL_NEW',
    }),
  )
  const revisionOf = (name: string) => Number(Attributes[name] ?? 0)
  return {
    count: Number(Attributes[attribute]),
    policiesRevision: revisionOf('policiesRevision'),
    calendarsRevision: revisionOf('calendarsRevision'),
    customersRevision: revisionOf('customersRevision'),
    settingsRevision: revisionOf('settingsRevision'),
    rulesRevision: revisionOf('rulesRevision'),
  }
}
