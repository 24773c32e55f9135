import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Contact } from '../../schemas/contact.ts'
import { table, tableName } from '../platform/table/client.ts'
import { eventOf } from '../platform/table/commit-record.ts'
import { contacts } from '../platform/table/customers.ts'
import { keys } from '../platform/table/keys.ts'
import { readPartition } from '../platform/table/partition.ts'
import type { By } from '../platform/table/records.ts'
import type { Write } from '../platform/table/transaction.ts'

type Item = Record<string, unknown>

/** The event of a change of which the history keeps that it happened, and not what it was. */
export function silentEvent(before: Contact, after: Contact, by: By): Write {
  const [write] = eventOf(contacts, before, after, by)
  const { detail: _, ...Item } = (write?.Put?.Item ?? {}) as Item
  return { Put: { TableName: tableName(), Item, ConditionExpression: 'attribute_not_exists(pk)' } }
}

/** What has happened to a contact, oldest first. */
export const eventsOf = async (id: string): Promise<Item[]> =>
  (await readPartition(keys.person(id).pk)).filter(({ sk }) => String(sk).startsWith('EVENT#'))

/** The customers that contacts are and were with: their tickets may name them. */
export async function formerCustomers(all: readonly Contact[]): Promise<string[]> {
  const histories = await Promise.all(all.map(({ id }) => eventsOf(id)))
  const said = histories.flat().flatMap(({ detail }) => {
    const { customer } =
      (detail as { changes?: { customer?: { from?: unknown; to?: unknown } } } | undefined)?.changes ?? {}
    return [customer?.from, customer?.to]
  })
  return [...new Set([...all.map(({ customer }) => customer), ...said])].filter((one) => typeof one === 'string')
}

/** Takes what the history of a contact says of them: that something changed stays, what it was does not. */
export async function forgetDetails(id: string): Promise<void> {
  for (const { pk, sk, detail } of await eventsOf(id)) {
    if (detail === undefined) continue
    await table.send(new UpdateCommand({ TableName: tableName(), Key: { pk, sk }, UpdateExpression: 'REMOVE detail' }))
  }
}
