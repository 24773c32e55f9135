import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Counting } from '../../../domain/counting.ts'
import type { Happened } from '../../../domain/happened.ts'
import { addCounts, type Counts, difference } from '../../../domain/statistics.ts'
import { pauseFor } from '../retry.ts'
import { table, tableName } from './client.ts'
import { type Generations, generationsIn, readUncounted, type Uncounted } from './counted.ts'
import { keys } from './keys.ts'
import { transact, type Write } from './transaction.ts'

type Item = Record<string, unknown>

/** DynamoDB takes so many items in one transaction; one of them says which generations there are. */
const mostWrites = 100

/** How often a lost race is run again before the messages come back from the queue. */
const attempts = 8

/**
 * Brings the counters in line with these tickets as they are in the table now: what each was counted as is taken back,
 * what it is now is added, in one transaction with the mark of it. So it is no matter how often, in which order or by how
 * many a ticket is counted. At most `mostTogether` tickets. Gives how many were not served as they are until then, and what
 * has happened with them since.
 */
export async function countTickets(
  numbers: readonly string[],
  counting: Counting,
): Promise<{ behind: number; happened: Happened[] }> {
  const behind = new Set<string>()
  const happened: Happened[] = []
  let rest = [...new Set(numbers)]
  for (let attempt = 1; rest.length > 0; attempt += 1) {
    if (attempt > attempts) throw new Error(`The counters of ${rest.length} tickets were busy ${attempts} times`)
    if (attempt > 1) await pauseFor(attempt)
    rest = await countOnce(rest, counting, behind, happened)
  }
  return { behind: behind.size, happened }
}

/** Gives the tickets that were changed, or counted by somebody else, meanwhile. */
async function countOnce(
  numbers: readonly string[],
  counting: Counting,
  behind: Set<string>,
  happened: Happened[],
): Promise<string[]> {
  const { generations, uncounted, unsettled } = await readUncounted(numbers, counting)
  const lost = new Set(unsettled)
  for (const { members, writes } of grouped(uncounted, generations)) {
    // A ticket says in how many parts its work is before they are counted.
    const isLost = members.some(({ number }) => lost.has(number)) || (await transact(writes)).is !== 'committed'
    for (const one of members) {
      if (isLost) lost.add(one.number)
      else {
        happened.push(one.happened)
        if (isBehind(one, generations)) behind.add(one.number)
      }
    }
  }
  return [...lost]
}

/** The writes of as much as fits into one transaction, again and again: counters that several share are written once. */
function grouped(uncounted: readonly Uncounted[], generations: Generations) {
  const groups: { members: Uncounted[]; writes: Write[] }[] = []
  let [members, sums] = [[] as Uncounted[], {} as Counts]
  const close = () => {
    if (members.length > 0)
      groups.push({
        members,
        writes: [unchanged(generations), ...members.map((one) => markPut(one, generations)), ...counterUpdates(sums)],
      })
  }
  for (const one of uncounted) {
    const more = changesOf(one, generations)
    const together = addCounts(structuredClone(sums), more)
    if (members.length > 0 && members.length + Object.keys(together).length + 2 > mostWrites) {
      close()
      ;[members, sums] = [[one], more]
    } else [members, sums] = [[...members, one], together]
  }
  close()
  return groups
}

/** Whether the served counters have it as something else, or not at all. */
const isBehind = ({ is, was, counted }: Uncounted, { serving }: Generations): boolean =>
  !counted?.in.includes(serving) || Object.keys(difference(was, is)).length > 0

/** What it changes of each generation's counters; their places begin with the generation. */
function changesOf({ is, was, counted }: Uncounted, { serving, filling }: Generations): Counts {
  const changes: Counts = {}
  for (const generation of new Set([serving, filling])) {
    const counts = counted?.in.includes(generation) ? difference(was, is) : is
    addCounts(
      changes,
      Object.fromEntries(Object.entries(counts).map(([place, count]) => [`${generation} ${place}`, count])),
    )
  }
  return changes
}

/** Nobody has begun or ended a recount since this was read. */
const unchanged = ({ serving, filling }: Generations): Write => ({
  ConditionCheck: {
    TableName: tableName(),
    Key: keys.generations,
    ConditionExpression:
      serving === 1 && filling === 1
        ? 'attribute_not_exists(pk) OR (serving = :serving AND filling = :filling)'
        : 'serving = :serving AND filling = :filling',
    ExpressionAttributeValues: { ':serving': serving, ':filling': filling },
  },
})

const markPut = ({ key, mark, counted }: Uncounted, { serving, filling }: Generations): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...key, ...mark, in: [...new Set([serving, filling])], revision: (counted?.revision ?? 0) + 1 },
    ConditionExpression: counted ? 'revision = :seen' : 'attribute_not_exists(pk)',
    ...(counted && { ExpressionAttributeValues: { ':seen': counted.revision } }),
  },
})

const counterUpdates = (sums: Counts): Write[] =>
  Object.entries(sums).map(([place, counts]) => {
    const [generation = '', ...rest] = place.split(' ')
    const names = Object.keys(counts)
    return {
      Update: {
        TableName: tableName(),
        Key: keys.statistics(Number(generation), rest.join(' ')),
        UpdateExpression: `ADD ${names.map((_, at) => `#${at} :${at}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#${at}`, name])),
        ExpressionAttributeValues: Object.fromEntries(names.map((name, at) => [`:${at}`, counts[name]])),
      },
    }
  })

export const countersIn = ({ pk: _, sk: __, ...counters }: Item): Record<string, number> =>
  counters as Record<string, number>

/** The counters of a scope: as they stand now, and those of each day from one to another. Three requests. */
export async function readStatistics(scope: string, from: string, to: string) {
  const TableName = tableName()
  const { Item } = await table.send(new GetCommand({ TableName, Key: keys.generations, ConsistentRead: true }))
  const { serving } = generationsIn(Item)
  const [now, days] = await Promise.all([
    table.send(new GetCommand({ TableName, Key: keys.statistics(serving, `${scope} NOW`) })),
    table.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': keys.statistics(serving, '').pk,
          ':from': `${scope} DAY#${from}`,
          ':to': `${scope} DAY#${to}`,
        },
      }),
    ),
  ])
  // 732 days of a desk that has every priority, type and channel and a dozen categories are under the 1 MB of a page.
  if (days.LastEvaluatedKey) throw new Error(`The days of ${scope} do not fit into one answer`)
  return {
    now: countersIn(now.Item ?? {}),
    days: new Map((days.Items ?? []).map((item) => [String(item.sk).split('#').at(-1) ?? '', countersIn(item)])),
  }
}
