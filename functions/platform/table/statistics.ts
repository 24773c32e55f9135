import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { addCounts, type Counts, countsOf, difference, type Facts, factsOf } from '../../../domain/statistics.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { pauseFor } from '../retry.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { readAll } from './tickets.ts'
import { transact, type Write } from './transaction.ts'

type Item = Record<string, unknown>

/**
 * The counters exist in generations: one is served, and one may be in the filling, by a recount. While both exist, each
 * change is counted in both, in one transaction (docs/adr/0016).
 */
export interface Generations {
  serving: number
  filling: number
}

export const generationsIn = (item: Item | undefined): Generations => ({
  serving: Number(item?.serving ?? 1),
  filling: Number(item?.filling ?? 1),
})

/** What a ticket was counted as, and in which generations. `revision` counts the writes of it. */
interface Counted {
  facts: Facts
  in: readonly number[]
  revision: number
}

/** A ticket to be counted, as it is, and as it was counted before. */
interface Uncounted {
  number: string
  facts: Facts
  counted?: Counted
}

/** DynamoDB takes so many items in one transaction; one of them says which generations there are. */
const mostWrites = 100

/** So many tickets are read together: each is two items, of 100 that one request gives. */
export const mostTogether = 45

/** How often a lost race is run again before the messages come back from the queue. */
const attempts = 8

/**
 * Brings the counters in line with these tickets as they are in the table now: what each was counted as is taken back,
 * what it is now is added, in one transaction with the mark of it. So it is no matter how often, in which order or by how
 * many a ticket is counted. At most `mostTogether` tickets. Gives how many were not served as they are until then.
 */
export async function countTickets(numbers: readonly string[], zone: string): Promise<number> {
  let behind = 0
  let rest = [...new Set(numbers)]
  for (let attempt = 1; rest.length > 0; attempt += 1) {
    if (attempt > attempts) throw new Error(`The counters of ${rest.length} tickets were busy ${attempts} times`)
    if (attempt > 1) await pauseFor(attempt)
    const { generations, found } = await read(rest, zone)
    const lost: string[] = []
    for (const group of grouped(found, generations)) {
      const { is } = await transact(group.writes)
      if (is === 'committed') behind += group.behind
      else lost.push(...group.numbers)
    }
    rest = lost
  }
  return behind
}

/** Reads tickets with what they were counted as: one request. Those that are counted as they are, everywhere, are left out. */
async function read(numbers: readonly string[], zone: string) {
  const items = await readAll([
    keys.generations,
    ...numbers.flatMap((number) => [keys.ticket(number), keys.counted(number)]),
  ])
  const at = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]))
  const of = ({ pk, sk }: { pk: string; sk: string }) => at.get(`${pk} ${sk}`)
  const generations = generationsIn(of(keys.generations))
  const found = numbers.flatMap((number): Uncounted[] => {
    const ticket = of(keys.ticket(number))
    if (!ticket) return []
    const counted = of(keys.counted(number)) as unknown as Counted | undefined
    const read = factsOf(ticket as unknown as Ticket, zone)
    // Somebody else may have counted a later state between our two reads: it never goes back to an earlier one.
    const facts = counted && counted.facts.version > read.version ? counted.facts : read
    return isCounted(facts, counted, generations) ? [] : [{ number, facts, ...(counted && { counted }) }]
  })
  return { generations, found }
}

function isCounted(facts: Facts, counted: Counted | undefined, { serving, filling }: Generations): boolean {
  if (!counted?.in.includes(serving) || !counted.in.includes(filling)) return false
  return Object.keys(difference(counted.facts, facts)).length === 0
}

/** The writes of as many tickets as fit into one transaction, again and again: counters that several share are written once. */
function grouped(found: readonly Uncounted[], generations: Generations) {
  const groups: { numbers: string[]; behind: number; writes: Write[] }[] = []
  let [members, sums] = [[] as Uncounted[], {} as Counts]
  const close = () => {
    if (members.length > 0)
      groups.push({
        numbers: members.map(({ number }) => number),
        behind: members.filter((one) => isBehind(one, generations)).length,
        writes: [
          unchanged(generations),
          ...members.map((one) => countedPut(one, generations)),
          ...counterUpdates(sums),
        ],
      })
  }
  for (const one of found) {
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

/** Whether the served counters have the ticket as something else, or not at all. */
const isBehind = ({ facts, counted }: Uncounted, { serving }: Generations): boolean =>
  !counted?.in.includes(serving) || Object.keys(difference(counted.facts, facts)).length > 0

/** What a ticket changes of each generation's counters; their places begin with the generation. */
function changesOf({ facts, counted }: Uncounted, { serving, filling }: Generations): Counts {
  const changes: Counts = {}
  for (const generation of new Set([serving, filling])) {
    const counts = counted?.in.includes(generation) ? difference(counted.facts, facts) : countsOf(facts)
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

const countedPut = ({ number, facts, counted }: Uncounted, { serving, filling }: Generations): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.counted(number),
      facts,
      in: [...new Set([serving, filling])],
      revision: (counted?.revision ?? 0) + 1,
    },
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
