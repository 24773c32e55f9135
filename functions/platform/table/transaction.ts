import { type CancellationReason, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { table } from './client.ts'
import { addedUp } from './loads.ts'

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

/** How a transaction ended: committed; lost to another writer, so decide again; or a condition failed, with the item as it is. */
export type Outcome =
  | { is: 'committed' }
  | { is: 'raced' }
  | { is: 'refused'; at: number; item?: Record<string, unknown> }

/** What passes by itself: another transaction holds an item, or the table is too busy. */
const passing = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
])

/**
 * Writes everything or nothing. The client gives each call a token, so that its own retry after a lost answer counts once.
 * Throws what is neither a race nor a failed condition.
 */
export async function transact(writes: Write[]): Promise<Outcome> {
  try {
    await table.send(new TransactWriteCommand({ TransactItems: addedUp(writes) }))
    return { is: 'committed' }
  } catch (fault) {
    if (!(fault instanceof TransactionCanceledException)) throw fault
    return outcomeOf(fault.CancellationReasons ?? [], fault)
  }
}

function outcomeOf(reasons: CancellationReason[], fault: Error): Outcome {
  const at = reasons.findIndex(({ Code }) => Code === 'ConditionalCheckFailed')
  if (at >= 0) {
    const item = reasons[at]?.Item
    return { is: 'refused', at, ...(item && { item: unmarshall(item) }) }
  }
  if (reasons.some(({ Code }) => Code && passing.has(Code))) return { is: 'raced' }
  throw fault
}
