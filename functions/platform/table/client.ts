import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { environment } from '../environment.ts'
import { patience } from '../patience.ts'

export const tableName = () => environment('TABLE_NAME')

const client = new DynamoDBClient({
  maxAttempts: 4,
  requestHandler: patience,
})

/** What this invocation has asked of the table so far: reset by the edge, written to its log line. */
export const usage = { requests: 0, readUnits: 0, writeUnits: 0 }

interface Capacity {
  ConsumedCapacity?: Units | Units[]
}
interface Units {
  ReadCapacityUnits?: number
  WriteCapacityUnits?: number
  CapacityUnits?: number
}

const writes = new Set(['TransactWriteItemsCommand', 'PutItemCommand', 'UpdateItemCommand'])

client.middlewareStack.add(
  (next, context) => async (args) => {
    usage.requests += 1
    Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' })
    const result = await next(args)
    const kind = writes.has(String(context.commandName)) ? 'writeUnits' : 'readUnits'
    for (const used of [(result.output as Capacity).ConsumedCapacity ?? []].flat())
      usage[kind] += used.CapacityUnits ?? 0
    return result
  },
  { step: 'initialize', name: 'countUsage' },
)

export const table = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
