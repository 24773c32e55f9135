import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import { everyShard, numberIn } from './keys.ts'

/** The numbers of the open tickets that are somebody's, oldest first: as a rule one Query. */
export async function openTicketsOf(person: string): Promise<string[]> {
  const numbers: string[] = []
  let from: Record<string, unknown> | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: 'gsi3',
        KeyConditionExpression: 'gsi3pk = :pk',
        ExpressionAttributeValues: { ':pk': `ASSIGNEE#${person}#OPEN` },
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    numbers.push(...Items.map(numberIn))
    from = LastEvaluatedKey
  } while (from)
  return numbers
}

/** Whether any open ticket is a team's: one Query a shard. */
export async function hasOpenTickets(team: string): Promise<boolean> {
  const found = await Promise.all(
    everyShard(`TEAM#${team}`).map((pk) =>
      table.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: 'gsi4',
          KeyConditionExpression: 'gsi4pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          Limit: 1,
        }),
      ),
    ),
  )
  return found.some(({ Items = [] }) => Items.length > 0)
}
