import { GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import { isOpen } from '../../../domain/selection.ts'
import { nowOf, wholeDesk } from '../../../domain/statistics.ts'
import { statuses } from '../../../schemas/ticket.ts'
import { table, tableName } from './client.ts'
import { generationsIn } from './counted.ts'
import { everyShard, type Index, keys, lightKey } from './keys.ts'
import { countersIn } from './statistics.ts'

/** How the desk stands at this moment, as it is counted already; lights are as the timers left them. */
interface Standing {
  open: number
  byChannel: Record<string, number>
  byPriority: Record<string, number>
  unassigned: number
  atRisk: number
  breached: number
  /** When the oldest open ticket was opened; undefined of none. */
  oldestAt: string | undefined
}

/**
 * Some 40 requests, most of them of one item: two for the counters, one a shard for each number, one a shard and status for
 * the oldest. A number is counted as far as a page of each shard goes: some thousands.
 */
export async function readStanding(): Promise<Standing> {
  const [counters, unassigned, atRisk, breached, oldestAt] = await Promise.all([
    readCounters(),
    countIn('gsi3', 'ASSIGNEE#none#OPEN'),
    countIn('gsi8', lightKey('yellow')),
    countIn('gsi8', lightKey('red')),
    oldestOpen(),
  ])
  return { ...counters, unassigned, atRisk, breached, oldestAt }
}

async function readCounters() {
  const TableName = tableName()
  const { Item } = await table.send(new GetCommand({ TableName, Key: keys.generations }))
  const Key = keys.statistics(generationsIn(Item).serving, `${wholeDesk} NOW`)
  const { Item: counters = {} } = await table.send(new GetCommand({ TableName, Key }))
  const { open, byChannel, byPriority } = nowOf(countersIn(counters))
  return { open, byChannel, byPriority }
}

const inIndex = (IndexName: Index, key: string, more: Partial<QueryCommandInput>) =>
  table.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName,
      KeyConditionExpression: `${IndexName}pk = :pk`,
      ExpressionAttributeValues: { ':pk': key },
      ...more,
    }),
  )

async function countIn(index: Index, prefix: string): Promise<number> {
  const pages = await Promise.all(everyShard(prefix).map((key) => inIndex(index, key, { Select: 'COUNT' })))
  return pages.reduce((sum, { Count = 0 }) => sum + Count, 0)
}

async function oldestOpen(): Promise<string | undefined> {
  const places = statuses.filter(isOpen).flatMap((status) => everyShard(`STATUS#${status}`))
  const first = await Promise.all(places.map((key) => inIndex('gsi1', key, { Limit: 1 })))
  return first
    .flatMap(({ Items = [] }) => Items.map(({ gsi1sk }) => String(gsi1sk).split('#')[0] ?? ''))
    .toSorted()
    .at(0)
}
