import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { WorkDay } from '../../../domain/metrics.ts'
import { table, tableName } from './client.ts'
import { generationsIn } from './counted.ts'
import { keys } from './keys.ts'
import { queryAll } from './partition.ts'
import { countersIn } from './statistics.ts'

/**
 * What was counted of a person or a team from a day on, up to now: beyond the days that are asked for, because what was open
 * then is what is open now without what has come and gone since. Three requests, and one more for each MB.
 */
export async function readWork(scope: string, from: string): Promise<{ open: number; days: Map<string, WorkDay> }> {
  const TableName = tableName()
  const { Item } = await table.send(new GetCommand({ TableName, Key: keys.generations, ConsistentRead: true }))
  const { serving } = generationsIn(Item)
  const days = new Map<string, WorkDay>()
  const [now, items] = await Promise.all([
    table.send(new GetCommand({ TableName, Key: keys.statistics(serving, `${scope} NOW`), ConsistentRead: true })),
    queryAll({
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': keys.statistics(serving, '').pk,
        ':from': `${scope} WORK#${from}`,
        ':to': `${scope} WORK#~`,
      },
    }),
  ])
  for (const item of items) {
    const [day = '', part = 'counts'] = String(item.sk).slice(`${scope} WORK#`.length).split('#')
    const known = days.get(day) ?? { counts: {}, responded: {}, resolved: {}, people: {} }
    days.set(day, { ...known, [part]: countersIn(item) })
  }
  return { open: countersIn(now.Item ?? {}).open ?? 0, days }
}
