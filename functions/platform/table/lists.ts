import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { TicketSummary } from '../../../schemas/ticket.ts'
import { table, tableName } from './client.ts'
import { everyShard } from './keys.ts'

/** Which tickets: the narrowest index that fits is read, the rest is filtered. Newest first. */
export interface Selection {
  status?: string | undefined
  priority?: string | undefined
  assignee?: string | undefined
  customer?: string | undefined
  /** Only what this person opened. */
  requester?: string | undefined
  /** Only what is this technician's, their teams', or nobody's. */
  reach?: { person: string; teams: readonly string[] } | undefined
}

export interface Page<Item> {
  items: Item[]
  /** Where the next page begins; undefined on the last. */
  next?: string
}

/** Items that one page looks at, for each partition, where a filter may drop some. */
const budget = 100

const summaryFields = Object.keys(TicketSummary.shape) as (keyof TicketSummary)[]

/** The index and its partitions that a selection is read from, and which of its fields they already settle. */
function partitions({ customer, assignee, status }: Selection): {
  index: string
  keys: string[]
  settles: keyof Selection | undefined
} {
  if (customer) return { index: 'gsi2', keys: [`CUSTOMER#${customer}`], settles: 'customer' }
  if (assignee)
    return { index: 'gsi3', keys: [`ASSIGNEE#${assignee}#OPEN`, `ASSIGNEE#${assignee}#DONE`], settles: 'assignee' }
  if (status) return { index: 'gsi1', keys: everyShard(`STATUS#${status}`), settles: 'status' }
  return { index: 'gsi6', keys: everyShard('ALL'), settles: undefined }
}

/** What the index does not settle, as a filter. */
function filterOf(selection: Selection, settles: keyof Selection | undefined) {
  const conditions: string[] = []
  const values: Record<string, string> = {}
  for (const field of ['status', 'priority', 'assignee', 'customer', 'requester'] as const) {
    const value = selection[field]
    if (!value || field === settles) continue
    conditions.push(`#${field} = :${field}`)
    values[`:${field}`] = value
  }
  if (selection.reach) {
    const { person, teams } = selection.reach
    values[':person'] = person
    teams.forEach((team, at) => {
      values[`:team${at}`] = team
    })
    const theirTeams = teams.length > 0 ? ` OR #team IN (${teams.map((_, at) => `:team${at}`).join(', ')})` : ''
    conditions.push(
      `(#assignee = :person OR (attribute_not_exists(#team) AND attribute_not_exists(#assignee))${theirTeams})`,
    )
  }
  const names = [...new Set(conditions.join(' ').match(/#\w+/g) ?? [])].map((name) => [name, name.slice(1)] as const)
  return { expression: conditions.join(' AND '), values, names: Object.fromEntries(names) }
}

/**
 * One page: one Query to each partition, in parallel, merged by creation. A place in the list is a creation instant and
 * number, the same in every partition, so a cursor survives inserts. What a partition has not been read up to yet is
 * left to the next page: so a page of a filtered list may be short, or empty with a cursor.
 */
export async function listTickets(selection: Selection, limit: number, before?: string): Promise<Page<TicketSummary>> {
  const { index, keys, settles } = partitions(selection)
  const filter = filterOf(selection, settles)
  const answers = await Promise.all(
    keys.map((key) =>
      table.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: index,
          KeyConditionExpression: `${index}pk = :pk${before ? ` AND ${index}sk < :before` : ''}`,
          ExpressionAttributeValues: { ':pk': key, ...(before && { ':before': before }), ...filter.values },
          ...(filter.expression && { FilterExpression: filter.expression, ExpressionAttributeNames: filter.names }),
          ScanIndexForward: false,
          Limit: filter.expression ? Math.max(limit, budget) : limit,
        }),
      ),
    ),
  )
  const place = (item: Record<string, unknown>) => String(item[`${index}sk`])
  // Below the newest place at which a partition stopped, its unread items may belong in between.
  const frontier = answers
    .flatMap(({ LastEvaluatedKey }) => (LastEvaluatedKey ? [place(LastEvaluatedKey)] : []))
    .toSorted()
    .at(-1)
  const known = answers
    .flatMap(({ Items }) => Items ?? [])
    .filter((item) => !frontier || place(item) >= frontier)
    .toSorted((a, b) => (place(a) < place(b) ? 1 : -1))
  const shown = known.slice(0, limit)
  const next = known.length > limit ? place(shown.at(-1) as Record<string, unknown>) : frontier
  return { items: shown.map(summary), ...(next && { next }) }
}

const summary = (item: Record<string, unknown>): TicketSummary =>
  Object.fromEntries(
    summaryFields.flatMap((field) => (item[field] === undefined ? [] : [[field, item[field]]])),
  ) as TicketSummary
