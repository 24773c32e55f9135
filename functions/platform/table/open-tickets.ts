import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { nextDueFirst } from '../../../domain/selection.ts'
import type { TicketSummary } from '../../../schemas/ticket.ts'
import { table, tableName } from './client.ts'
import { everyShard, numberIn } from './keys.ts'
import { summaryOf } from './lists.ts'
import { queryAll } from './partition.ts'

const openOf = (person: string) => itemsIn('gsi3', `ASSIGNEE#${person}#OPEN`)

/** The open tickets of a person as lists show them, oldest first: one Query, and one more for each MB. */
export const openOfPerson = async (person: string): Promise<TicketSummary[]> => (await openOf(person)).map(summaryOf)

/** Only their numbers. */
export const openTicketsOf = async (person: string): Promise<string[]> => (await openOf(person)).map(numberIn)

/** Those of a team, next due first, those that are paused last: one Query to each shard. */
export async function openOfTeam(team: string): Promise<TicketSummary[]> {
  const found = await Promise.all(everyShard(`TEAM#${team}`).map((key) => itemsIn('gsi4', key)))
  return found.flat().map(summaryOf).toSorted(nextDueFirst)
}

const itemsIn = (IndexName: 'gsi3' | 'gsi4', key: string) =>
  queryAll({
    IndexName,
    KeyConditionExpression: `${IndexName}pk = :pk`,
    ExpressionAttributeValues: { ':pk': key },
  })

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
