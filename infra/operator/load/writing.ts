import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb'
import { pauseFor } from '../../../functions/platform/retry.ts'
import { table, tableName } from '../../../functions/platform/table/client.ts'
import type { Write } from '../../../functions/platform/table/transaction.ts'

/** BatchWriteItem takes so many. */
const itemsACall = 25

type Item = Record<string, unknown>

/**
 * The items of writes, as they lie there once their events are published: nobody is told of a ticket that is loaded.
 * Of two for one key the later one stays.
 */
export function itemsOf(writes: readonly Write[]): Item[] {
  const items = writes.map(({ Put }) => {
    if (!Put?.Item) throw new Error('Only what is put can be loaded')
    const { gsi6pk, gsi6sk, ...item }: Item = Put.Item
    return String(gsi6pk).startsWith('OUTBOX#') ? item : (Put.Item as Item)
  })
  return [...new Map(items.map((item) => [`${item.pk} ${item.sk}`, item])).values()]
}

/** Writes items, several calls at a time; asks again for what the table was too busy to take. */
export async function writeItems(items: readonly Item[], atATime: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / itemsACall) }, (_, at) =>
    items.slice(at * itemsACall, (at + 1) * itemsACall),
  )
  const worker = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await writeBatch(batch)
  }
  await Promise.all(Array.from({ length: atATime }, worker))
}

async function writeBatch(batch: readonly Item[]): Promise<void> {
  const name = tableName()
  let rest: Item[] = batch.map((Item) => ({ PutRequest: { Item } }))
  for (let attempt = 1; rest.length > 0; attempt += 1) {
    const { UnprocessedItems } = await table.send(new BatchWriteCommand({ RequestItems: { [name]: rest } }))
    rest = (UnprocessedItems?.[name] as Item[] | undefined) ?? []
    if (rest.length > 0) await pauseFor(attempt)
  }
}
