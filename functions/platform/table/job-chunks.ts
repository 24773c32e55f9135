import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { busy } from '../../../domain/refusal.ts'
import type { JobResult } from '../../../schemas/job.ts'
import { table, tableName } from './client.ts'
import type { Page } from './lists.ts'
import { transact, type Write } from './transaction.ts'

/** So many entries are one piece of work: some seconds of it. */
const chunkSize = 25

/** Some entries of a job, one after the other: `first` is the place of the first, counted from 1. */
export interface Chunk {
  number: number
  first: number
  entries: unknown[]
  isDone: boolean
}

export const jobPk = (id: string): string => `JOB#${id}`
const chunkKey = (id: string, number: number) => ({ pk: jobPk(id), sk: `CHUNK#${String(number).padStart(5, '0')}` })
const resultSk = (place: number): string => `RESULT#${String(place).padStart(6, '0')}`

/** The Puts of a job's entries, after those that it has already. Entries of one chunk lie in one item: below 400 KB. */
export function chunkPuts(
  id: string,
  entries: readonly unknown[],
  { expiresAt, chunks = 0, total = 0 }: { expiresAt: number; chunks?: number; total?: number },
): Write[] {
  const puts: Write[] = []
  for (let at = 0; at < entries.length; at += chunkSize) {
    const Item = {
      ...chunkKey(id, chunks + puts.length),
      first: total + at + 1,
      entries: entries.slice(at, at + chunkSize),
      expiresAt,
    }
    puts.push({ Put: { TableName: tableName(), Item } })
  }
  return puts
}

/**
 * Saves more entries than one transaction takes, before the job is made that they belong to (`newJobOf`). What is left of
 * a request that ends in between expires.
 */
export async function saveChunks(
  id: string,
  entries: readonly unknown[],
  expiresAt: number,
): Promise<{ total: number; chunks: number }> {
  const puts = chunkPuts(id, entries, { expiresAt })
  for (const together of inGroups(puts)) {
    const outcome = await transact(together)
    if (outcome.is !== 'committed') throw busy()
  }
  return { total: entries.length, chunks: puts.length }
}

/** A transaction takes 100 items and 4 MB; some stay below both, and a request each is all that they cost. */
function inGroups(puts: readonly Write[]): Write[][] {
  const groups: Write[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const put of puts) {
    const size = Buffer.byteLength(JSON.stringify(put))
    if (bytes + size > 2 * 1024 * 1024 || (groups.at(-1)?.length ?? 0) === 50) {
      groups.push([])
      bytes = 0
    }
    groups.at(-1)?.push(put)
    bytes += size
  }
  return groups
}

export async function loadChunk(id: string, number: number): Promise<Chunk | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: chunkKey(id, number), ConsistentRead: true }),
  )
  if (!Item) return undefined
  return { number, first: Number(Item.first), entries: Item.entries as unknown[], isDone: Item.isDone === true }
}

/** Marks a chunk as done, once: what counts it goes with it. */
export const chunkDone = (id: string, { number }: Chunk): Write => ({
  Update: {
    TableName: tableName(),
    Key: chunkKey(id, number),
    UpdateExpression: 'SET isDone = :yes',
    ConditionExpression: 'attribute_not_exists(isDone)',
    ExpressionAttributeValues: { ':yes': true },
  },
})

/**
 * The Put of what became of an entry, once. In the transaction of the entry's own effect it makes that happen once, too,
 * however often the work is given out.
 */
export const resultPut = (id: string, result: JobResult, expiresAt: number) => ({
  Put: {
    TableName: tableName(),
    Item: { pk: jobPk(id), sk: resultSk(result.place), ...result, expiresAt },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

/** Keeps what became of an entry on which nothing else was written; what is known of it already stays. */
export async function saveResult(id: string, result: JobResult, expiresAt: number): Promise<void> {
  try {
    await table.send(new PutCommand(resultPut(id, result, expiresAt).Put))
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault
  }
}

/** The results that there are of these places, in order. */
export async function resultsBetween(id: string, first: number, last: number): Promise<JobResult[]> {
  const { items } = await results(id, resultSk(first), resultSk(last))
  return items
}

/** A page of a job's results after a place, in order; a page with a filter may be short, or empty with a next. */
export function resultsAfter(id: string, place: number, limit: number, outcome?: string): Promise<Page<JobResult>> {
  return results(id, resultSk(place + 1), 'RESULT#~', limit, outcome)
}

/** Items that a page looks at, where a filter may drop some. */
const budget = 500

async function results(
  id: string,
  from: string,
  to: string,
  limit?: number,
  outcome?: string,
): Promise<Page<JobResult>> {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': jobPk(id),
        ':from': from,
        ':to': to,
        ...(outcome && { ':outcome': outcome }),
      },
      ...(outcome && { FilterExpression: 'outcome = :outcome' }),
      ...(limit && { Limit: outcome ? budget : limit }),
      ConsistentRead: true,
    }),
  )
  const found = Items.map(({ pk: _, sk: __, expiresAt: ___, ...result }) => result as JobResult)
  const items = limit ? found.slice(0, limit) : found
  const next =
    items.length < found.length
      ? items.at(-1)?.place
      : Number(String(LastEvaluatedKey?.sk ?? '').slice('RESULT#'.length))
  return { items, ...(next && { next: String(next) }) }
}
