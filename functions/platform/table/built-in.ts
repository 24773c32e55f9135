import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import { type Kept, type Records, recordWrites } from './records.ts'

/** Puts a record that the desk came with into the table, as it came, so that it can be changed there like any other. */
export async function keepAsItCame<Value extends Kept>(
  records: Records<Value>,
  builtIn: readonly Value[],
  id: string,
): Promise<void> {
  const value = builtIn.find((one) => one.id === id)
  if (!value) return
  try {
    const { Put } = recordWrites(records, undefined, value).item
    await table.send(
      new PutCommand({ TableName: tableName(), Item: Put?.Item, ConditionExpression: 'attribute_not_exists(pk)' }),
    )
  } catch (fault) {
    // Somebody has kept it before, and may be changing it right now.
    if (!(fault instanceof ConditionalCheckFailedException || fault instanceof TransactionConflictException))
      throw fault
  }
}
