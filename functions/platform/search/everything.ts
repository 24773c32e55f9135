import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from '../table/client.ts'
import { everyShard, keys } from '../table/keys.ts'
import { readAll } from '../table/tickets.ts'
import type { SearchDocument } from './document.ts'
import { mentionedIn, pointedTo, readSpoken, wholeDocument } from './reading.ts'

type Item = Record<string, unknown>

/** What the list of all tickets says of one. */
export interface Listed {
  number: string
  version: number
  updatedAt: string
}

/** Every ticket of the desk, a page at a time: those in its lists, or those that are archived. */
export async function* everyTicket(part: 'ALL' | 'ARCHIVED'): AsyncGenerator<Listed[]> {
  for (const shard of everyShard(part)) {
    let start: Item | undefined
    do {
      const { Items = [], LastEvaluatedKey } = await table.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: 'gsi6',
          KeyConditionExpression: 'gsi6pk = :pk',
          ExpressionAttributeValues: { ':pk': shard },
          ...(start && { ExclusiveStartKey: start }),
        }),
      )
      yield Items as unknown as Listed[]
      start = LastEvaluatedKey
    } while (start)
  }
}

/** A ticket and its text are two keys, and one request reads a hundred. */
const ticketsAtOnce = 50

/** Each ticket of the table as the index is to know it. `told` hears how many have been read. */
export async function* everyDocument(told: (read: number) => void = () => {}): AsyncGenerator<SearchDocument[]> {
  const known = new Map<string, Item | undefined>()
  let read = 0
  for (const part of ['ALL', 'ARCHIVED'] as const) {
    for await (const page of everyTicket(part)) {
      for (let at = 0; at < page.length; at += ticketsAtOnce) {
        const numbers = page.slice(at, at + ticketsAtOnce).map(({ number }) => number)
        yield await documentsOf(numbers, known)
        read += numbers.length
        told(read)
      }
    }
  }
}

/** Of tickets that may have become others while the list was read: as they are now, in few requests. */
async function documentsOf(
  numbers: readonly string[],
  known: Map<string, Item | undefined>,
): Promise<SearchDocument[]> {
  const readAt = Date.now()
  const items = await readAll(numbers.flatMap((number) => [keys.ticket(number), keys.body(number)]))
  const tickets = items.filter(({ sk }) => sk === keys.ticket('').sk)
  const knownOf = (wanted: { pk: string }[]) => wanted.flatMap(({ pk }): Item[] => [known.get(pk) ?? []].flat())
  const mentioned = tickets.flatMap(mentionedIn)
  await learn(mentioned, known)
  await learn(pointedTo(knownOf(mentioned)), known)
  return Promise.all(
    tickets.map(async (ticket) => {
      const body = items.filter(({ pk, sk }) => pk === ticket.pk && sk === keys.body('').sk)
      // Whatever is said on a ticket changes it: on one that never changed, nothing was.
      const beside = ticket.version === 1 ? body : await readSpoken(String(ticket.number))
      const about = knownOf(mentionedIn(ticket))
      return wholeDocument(ticket, beside, [...about, ...knownOf(pointedTo(about))], readAt)
    }),
  )
}

/** People and customers are named by many tickets: so many are remembered for the run. */
const mostKnown = 50_000

async function learn(wanted: { pk: string; sk: string }[], known: Map<string, Item | undefined>): Promise<void> {
  if (known.size > mostKnown) known.clear()
  const fresh = [...new Map(wanted.map((key) => [key.pk, key])).values()].filter(({ pk }) => !known.has(pk))
  const found = new Map((await readAll(fresh)).map((item) => [item.pk, item]))
  for (const { pk } of fresh) known.set(pk, found.get(pk))
}
