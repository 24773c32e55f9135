import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { TicketSummary } from '../../../schemas/ticket.ts'
import { table, tableName } from './client.ts'
import { everyShard } from './keys.ts'
import { summaryOf } from './lists.ts'

/** The open tickets of a person as lists show them, oldest first: one Query, and one more for each MB. */
export const openOfPerson = (person: string): Promise<TicketSummary[]> => summariesIn('gsi3', `ASSIGNEE#${person}#OPEN`)

/** Those of a team, next due first, those that are paused last: one Query to each shard. */
export async function openOfTeam(team: string): Promise<TicketSummary[]> {
  const found = await Promise.all(everyShard(`TEAM#${team}`).map((key) => summariesIn('gsi4', key)))
  const place = ({ dueAt = '9999', number }: TicketSummary) => `${dueAt}#${number}`
  return found.flat().toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
}

async function summariesIn(index: 'gsi3' | 'gsi4', key: string): Promise<TicketSummary[]> {
  const found: TicketSummary[] = []
  let from: Record<string, unknown> | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new QueryCommand({
        TableName: tableName(),
        IndexName: index,
        KeyConditionExpression: `${index}pk = :pk`,
        ExpressionAttributeValues: { ':pk': key },
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    found.push(...Items.map(summaryOf))
    from = LastEvaluatedKey
  } while (from)
  return found
}
