import { randomUUID } from 'node:crypto'
import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb'
import { keys } from '../../functions/platform/table/keys.ts'
import { documents } from '../../infra/local/marks.ts'
import type { Desk } from '../support/desk.ts'

/**
 * The read units of a whole ticket, and of the idempotency record that is looked for beside it, where the emulator does
 * not count them: it leaves BatchGetItem out. The same items read one by one are counted.
 */
export async function uncountedUnits({ outputs }: Desk, number: string): Promise<{ ticket: number; request: number }> {
  const table = documents(outputs.endpoint)
  const ReturnConsumedCapacity = 'TOTAL'
  const { tableName: TableName } = outputs
  const Keys = [keys.ticket(number), keys.body(number)]
  const whole = await table.send(
    new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } }, ReturnConsumedCapacity }),
  )
  if (whole.ConsumedCapacity) return { ticket: 0, request: 0 }
  const units = async (Key: { pk: string; sk: string }) => {
    const one = await table.send(new GetCommand({ TableName, Key, ConsistentRead: true, ReturnConsumedCapacity }))
    return one.ConsumedCapacity?.CapacityUnits ?? 0
  }
  const [ticket = 0, body = 0] = await Promise.all(Keys.map(units))
  return { ticket: ticket + body, request: await units(keys.request('nobody', randomUUID())) }
}
