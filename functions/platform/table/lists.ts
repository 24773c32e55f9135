import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import { type Listed, matches, type Selection } from '../../../domain/selection.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import type { Sort } from '../../../schemas/selection.ts'
import { TicketSummary } from '../../../schemas/ticket.ts'
import { table, tableName } from './client.ts'
import { indexKeys, last } from './index-keys.ts'
import { type Index, numberIn } from './keys.ts'
import { type Filtering, filtering } from './list-filter.ts'
import { type Plan, planOf } from './list-plan.ts'
import { loadHeads } from './tickets.ts'

export interface Page<Item> {
  items: Item[]
  /** Where the next page begins; undefined on the last. */
  next?: string
}

/** Items that one page looks at, for each partition, where a filter may drop some; so many keys are loaded in one request. */
export const budget = 100

type Item = Record<string, unknown>

const summaryFields = Object.keys(TicketSummary.shape) as (keyof TicketSummary)[]

/** What a list shows of a ticket. */
export const summaryOf = (item: object): TicketSummary =>
  Object.fromEntries(
    summaryFields.flatMap((field) => ((item as Item)[field] === undefined ? [] : [[field, (item as Item)[field]]])),
  ) as TicketSummary

/** A ticket as the indexes would hold it. */
export const listedOf = (ticket: Parameters<typeof indexKeys>[0]): Listed => ({
  ...ticket,
  facets: indexKeys(ticket, undefined).facets,
})

/** Whether the table's indexes have the tickets of a selection in this order. */
export const isIndexed = (selection: Selection, sort: Sort): boolean => planOf(selection, sort) !== undefined

/**
 * One page from the table's indexes: one Query to each partition, in parallel, merged. A place in the list is the sorted
 * instant and the number, the same in every partition, so a cursor survives inserts. What a partition has not been read
 * up to yet is left to the next page: so a page of a filtered list may be short, or empty with a cursor.
 */
export async function listTickets(
  selection: Selection,
  sort: Sort,
  limit: number,
  after?: string,
): Promise<Page<TicketSummary>> {
  const plan = planOf(selection, sort)
  if (!plan) throw new Error('No index has this order')
  if (plan.keysOnly) return listKeys(plan, selection, sort, limit, after, summaryOf)
  const range = keyRange(selection, plan, sort, after)
  if (!range) return { items: [] }
  const filter = filtering(selection, plan.settles)
  const found = await readMerged(plan, sort, range, filter, pageSize(filter, limit))
  return pageOf(found, plan, limit)
}

/** The same from an index that holds keys only, each ticket shown as `show` has it. */
export async function listKeys<Shown>(
  plan: Plan,
  selection: Selection,
  sort: Sort,
  limit: number,
  after: string | undefined,
  show: (ticket: Ticket) => Shown,
): Promise<Page<Shown>> {
  const range = keyRange(selection, plan, sort, after)
  if (!range) return { items: [] }
  const filter = filtering(selection, plan.settles)
  const found = await readMerged(plan, sort, range, undefined, pageSize(filter, limit))
  return pageOfKeys(found, plan.index, filter ? budget : limit, limit, async (looked) => {
    const tickets = await loadHeads(looked.map(numberIn))
    return (item) => {
      const ticket = tickets.get(numberIn(item))
      return ticket && matches(selection, listedOf(ticket)) ? show(ticket) : undefined
    }
  })
}

/** A filter that is at work looks at more than it shows; that archived ones are left out seldom drops any. */
const pageSize = (filter: Filtering | undefined, limit: number) =>
  filter && !filter.seldomDrops ? Math.max(limit, budget) : limit

interface Found {
  /** In their order, up to where every partition has been read. */
  items: Item[]
  /** Where at least one partition was not read on; undefined where all is read. */
  frontier: string | undefined
}

/** One Query to each partition, in parallel, merged: as far as all of them have been read. */
export async function readMerged(
  { index, keys }: Pick<Plan, 'index' | 'keys'>,
  { order }: Pick<Sort, 'order'>,
  range: readonly [string, string],
  filter: Omit<Filtering, 'seldomDrops'> | undefined,
  size: number,
): Promise<Found> {
  const forward = order === 'asc'
  const answers = await Promise.all(
    keys.map((key) =>
      table.send(new QueryCommand({ ...queryOf(index, key, range, filter), ScanIndexForward: forward, Limit: size })),
    ),
  )
  const place = (item: Item) => String(item[`${index}sk`])
  const compare = (a: string, b: string) => (a === b ? 0 : a < b === forward ? -1 : 1)
  // Beyond the nearest place at which a partition stopped, its unread items may belong in between.
  const frontier = answers
    .flatMap(({ LastEvaluatedKey }) => (LastEvaluatedKey ? [place(LastEvaluatedKey)] : []))
    .toSorted(compare)
    .at(0)
  const items = answers
    .flatMap(({ Items }) => Items ?? [])
    .filter((item) => !frontier || compare(place(item), frontier) <= 0)
    .toSorted((a, b) => compare(place(a), place(b)))
  return { items, frontier }
}

const queryOf = (
  index: string,
  key: string,
  [low, high]: readonly [string, string],
  filter: Omit<Filtering, 'seldomDrops'> | undefined,
): QueryCommandInput => ({
  TableName: tableName(),
  IndexName: index,
  KeyConditionExpression: `${index}pk = :pk AND ${index}sk BETWEEN :low AND :high`,
  ExpressionAttributeValues: { ':pk': key, ':low': low, ':high': high, ...filter?.values },
  ...(filter && { FilterExpression: filter.expression, ExpressionAttributeNames: filter.names }),
})

function pageOf({ items, frontier }: Found, { index }: Plan, limit: number): Page<TicketSummary> {
  const shown = items.slice(0, limit)
  const next = items.length > limit ? String(shown.at(-1)?.[`${index}sk`]) : frontier
  return { items: shown.map(summaryOf), ...(next && { next }) }
}

/**
 * From an index whose items are only looked up by: `load` reads what the first `most` of them stand for, and gives what is
 * shown of each as it is now; undefined: it is left out.
 */
export async function pageOfKeys<Shown>(
  { items, frontier }: Found,
  index: Index,
  most: number,
  limit: number,
  load: (looked: readonly Item[]) => Promise<(item: Item) => Shown | undefined>,
): Promise<Page<Shown>> {
  const looked = items.slice(0, most)
  const shownOf = await load(looked)
  const fitting = looked.flatMap((item) => {
    const shown = shownOf(item)
    return shown === undefined ? [] : [{ shown, place: String(item[`${index}sk`]) }]
  })
  const page = fitting.slice(0, limit)
  const rest = looked.length < items.length ? String(looked.at(-1)?.[`${index}sk`]) : frontier
  const next = fitting.length > limit ? page.at(-1)?.place : rest
  return { items: page.map(({ shown }) => shown), ...(next && { next }) }
}

/**
 * The sort keys from the lowest to the highest that are wanted, both included; undefined where there are none. What comes
 * before a place ends with the last character but one below: numbers are of letters, digits and hyphens.
 */
function keyRange(
  selection: Selection,
  { by }: Plan,
  { order }: Sort,
  after: string | undefined,
): readonly [string, string] | undefined {
  // In a range of due instants there is none that has no due instant.
  const { from = '0', to = by === 'due' && selection.due ? last : '~' } = selection[by] ?? {}
  const [low, high] = order === 'asc' ? [after ? `${after}!` : from, to] : [from, after ? beforeOf(after) : to]
  return low <= high ? [low, high] : undefined
}

/** What lies just before a place of an index, to go on from backwards. */
export const beforeOf = (place: string) =>
  `${place.slice(0, -1)}${String.fromCharCode(place.charCodeAt(place.length - 1) - 1)}~`

/**
 * How many tickets a selection has, by the table's indexes; at most so many are counted. Undefined where they would have
 * to be loaded for it.
 */
export async function countTickets(selection: Selection, sort: Sort, most: number): Promise<number | undefined> {
  const plan = planOf(selection, sort)
  const filter = plan && filtering(selection, plan.settles)
  if (!plan || (plan.keysOnly && filter)) return undefined
  const range = keyRange(selection, plan, sort, undefined)
  if (!range) return 0
  const counts = await Promise.all(
    plan.keys.map(async (key) => {
      const { Count = 0 } = await table.send(
        new QueryCommand({ ...queryOf(plan.index, key, range, filter), Select: 'COUNT', Limit: most }),
      )
      return Count
    }),
  )
  return Math.min(
    most,
    counts.reduce((sum, count) => sum + count, 0),
  )
}
