import { setTimeout as wait } from 'node:timers/promises'
import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DynamoDBClient,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb'
import { Trouble } from '../../local/trouble.ts'

const lookEveryMs = 5000

/** Restores a table as it was at an instant (else as late as can be) into a new one; gives the instant that it is of. */
export async function restore(source: string, target: string, at: Date | undefined, isLocal: boolean): Promise<string> {
  const client = new DynamoDBClient({})
  const range = await recoverable(client, source, isLocal)
  if (at && (at < range.from || at > range.until)) {
    const between = `${range.from.toISOString()} to ${range.until.toISOString()}`
    throw new Trouble(`The table cannot be restored as of ${at.toISOString()}.`, `Choose an instant from ${between}.`)
  }
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: source,
      TargetTableName: target,
      ...(at ? { RestoreDateTime: at } : { UseLatestRestorableTime: true }),
    }),
  )
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: target }))
    const indexes = Table?.GlobalSecondaryIndexes ?? []
    const isReady = (status: string | undefined) => !status || status === 'ACTIVE'
    if (Table?.TableStatus === 'ACTIVE' && indexes.every(({ IndexStatus }) => isReady(IndexStatus))) break
    await wait(isLocal ? 200 : lookEveryMs)
  }
  return (at ?? range.until).toISOString()
}

async function recoverable(client: DynamoDBClient, TableName: string, isLocal: boolean) {
  // The emulator does not take it from the template.
  if (isLocal) {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
    await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }))
  }
  const { ContinuousBackupsDescription: described } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName }),
  )
  const recovery = described?.PointInTimeRecoveryDescription
  if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED') {
    throw new Trouble('Point-in-time recovery is off.', 'Switch it on (the template does): deploy the data stack.')
  }
  const now = new Date()
  return { from: recovery.EarliestRestorableDateTime ?? now, until: recovery.LatestRestorableDateTime ?? now }
}

/** Deletes a table that was restored to be looked at. */
export async function discard(TableName: string): Promise<void> {
  const client = new DynamoDBClient({})
  try {
    await client.send(new DeleteTableCommand({ TableName }))
  } catch (fault) {
    if ((fault as Error).name !== 'ValidationException') throw fault
    await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }))
    await client.send(new DeleteTableCommand({ TableName }))
  }
}
