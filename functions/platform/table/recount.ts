import { BatchWriteCommand, GetCommand, ScanCommand, TransactGetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Counting } from '../../../domain/counting.ts'
import { table, tableName } from './client.ts'
import { type Generations, generationsIn, mostTogether } from './counted.ts'
import { keys, numberIn } from './keys.ts'
import { queryAll } from './partition.ts'
import { countersIn, countTickets } from './statistics.ts'

/** A counter whose served figure is not what a recount says. */
export interface Difference {
  place: string
  counter: string
  served: number
  recounted: number
}

/** A pair of each place is read together, of 100 items in one transaction. */
const pairs = 50

/**
 * Begins a recount: from here on everything is counted in a new generation too, beside the one that is served. One that
 * was cut off before is left behind.
 */
export async function beginRecount(): Promise<Generations> {
  const { Attributes } = await table.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.generations,
      UpdateExpression: 'SET serving = if_not_exists(serving, :one), #last = if_not_exists(#last, :one) + :one',
      ExpressionAttributeNames: { '#last': 'last' },
      ExpressionAttributeValues: { ':one': 1 },
      ReturnValues: 'ALL_NEW',
    }),
  )
  const filling = Number(Attributes?.last)
  const { serving } = generationsIn(Attributes)
  await setGenerations({ serving, filling }, filling)
  return { serving, filling }
}

/** Ends a recount: what it has counted is served from now on; or is thrown away. Then the other is deleted. */
export async function endRecount({ serving, filling }: Generations, outcome: 'serve' | 'drop'): Promise<void> {
  const [kept, gone] = outcome === 'serve' ? [filling, serving] : [serving, filling]
  await setGenerations({ serving: kept, filling: kept }, filling)
  await deleteGeneration(gone)
}

/** A recount that was begun meanwhile goes before: then this one is refused. */
const setGenerations = ({ serving, filling }: Generations, mine: number) =>
  table.send(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.generations,
      UpdateExpression: 'SET serving = :serving, filling = :filling',
      ConditionExpression: '#last = :mine',
      ExpressionAttributeNames: { '#last': 'last' },
      ExpressionAttributeValues: { ':serving': serving, ':filling': filling, ':mine': mine },
    }),
  )

/** Counts the tickets of one part of the table; `tell` hears each time how many, and how many of them were behind. */
export async function countSegment(
  segment: { Segment: number; TotalSegments: number },
  counting: Counting,
  tell: (tickets: number, behind: number) => void,
): Promise<void> {
  let from: Record<string, unknown> | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new ScanCommand({
        TableName: tableName(),
        ...segment,
        FilterExpression: 'sk = :ticket',
        ProjectionExpression: 'pk',
        ExpressionAttributeValues: { ':ticket': 'TICKET' },
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    const numbers = Items.map(numberIn)
    for (let at = 0; at < numbers.length; at += mostTogether) {
      const together = numbers.slice(at, at + mostTogether)
      tell(together.length, (await countTickets(together, counting)).behind)
    }
    from = LastEvaluatedKey
  } while (from)
}

/**
 * What the served counters say other than the recounted ones. Each place is read in both at one instant, and both are
 * written together: so a difference is one, however much goes on meanwhile.
 */
export async function differences({ serving, filling }: Generations): Promise<{ places: number; found: Difference[] }> {
  const places = [...new Set([...(await placesOf(serving)), ...(await placesOf(filling))])].sort()
  const found: Difference[] = []
  for (let at = 0; at < places.length; at += pairs) {
    const some = places.slice(at, at + pairs)
    const wanted = some.flatMap((place) => [keys.statistics(serving, place), keys.statistics(filling, place)])
    const { Responses = [] } = await table.send(
      new TransactGetCommand({ TransactItems: wanted.map((Key) => ({ Get: { TableName: tableName(), Key } })) }),
    )
    some.forEach((place, pair) => {
      const [served, recounted] = [2 * pair, 2 * pair + 1].map((one) => countersIn(Responses[one]?.Item ?? {}))
      found.push(...differing(place, served ?? {}, recounted ?? {}))
    })
  }
  return { places: places.length, found }
}

type Counters = Record<string, number>

const differing = (place: string, served: Counters, recounted: Counters): Difference[] =>
  [...new Set([...Object.keys(served), ...Object.keys(recounted)])]
    .map((counter) => ({ place, counter, served: served[counter] ?? 0, recounted: recounted[counter] ?? 0 }))
    .filter((one) => one.served !== one.recounted)

async function placesOf(generation: number): Promise<string[]> {
  const items = await queryAll({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.statistics(generation, '').pk },
    ProjectionExpression: 'sk',
  })
  return items.map(({ sk }) => String(sk))
}

/** Nothing is counted in it any more. */
async function deleteGeneration(generation: number): Promise<void> {
  const name = tableName()
  const places = await placesOf(generation)
  for (let at = 0; at < places.length; at += 25) {
    let rest = places
      .slice(at, at + 25)
      .map((place) => ({ DeleteRequest: { Key: keys.statistics(generation, place) } }))
    while (rest.length > 0) {
      const { UnprocessedItems } = await table.send(new BatchWriteCommand({ RequestItems: { [name]: rest } }))
      rest = (UnprocessedItems?.[name] ?? []) as typeof rest
    }
  }
}

/** Whether a recount is under way, or was cut off. */
export async function generationsNow(): Promise<Generations> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.generations, ConsistentRead: true }),
  )
  return generationsIn(Item)
}
