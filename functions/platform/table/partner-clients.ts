import { PartnerClient } from '../../../schemas/partner-client.ts'
import type { Account, Person } from '../../../schemas/people.ts'
import { tableName } from './client.ts'
import { keys } from './keys.ts'
import { type Records, recordsAt } from './records.ts'
import type { Write } from './transaction.ts'

/** There are few, so they lie together. */
export const partnerClients: Records<PartnerClient> = {
  kind: 'partner-client',
  schema: PartnerClient,
  key: ({ id }) => keys.partnerClient(id),
}

/** All of them as they are in the table now: the oldest first. */
export const partnerClientsNow = (): Promise<PartnerClient[]> => recordsAt(partnerClients, keys.partnerClient('').pk)

/** Who signs in with a key. */
const accountOf = ({ id, person, customer, callsPerMinute }: PartnerClient): Account => ({
  person,
  customer,
  wholeCustomer: true,
  client: id,
  ...(callsPerMinute && { callsPerMinute }),
})
const personOf = ({ person, name, customer, email }: PartnerClient): Person => ({
  id: person,
  role: 'partner',
  name,
  customer,
  ...(email && { email }),
})

/**
 * What goes with every change of a client, in its transaction: whose each key is, who acts by it, and what its gate goes by, which
 * every call looks at: a change of that holds at once.
 */
export function partnerWrites(before: PartnerClient | undefined, after: PartnerClient | undefined): Write[] {
  const TableName = tableName()
  const gone = (before?.keys ?? []).filter(({ id }) => !after?.keys.some((key) => key.id === id))
  const dropped = gone.map(({ id }) => ({ Delete: { TableName, Key: keys.account(id) } }))
  const { id } = (after ?? before) as PartnerClient
  if (!after) {
    // Who acted stays on record, as somebody who acts no more.
    const left = { ...keys.person(String(before?.person)), ...personOf(before as PartnerClient), active: false }
    return [...dropped, { Put: { TableName, Item: left } }, { Delete: { TableName, Key: keys.partnerGate(id) } }]
  }
  return [
    ...dropped,
    ...after.keys.map((key) => ({ Put: { TableName, Item: { ...keys.account(key.id), ...accountOf(after) } } })),
    { Put: { TableName, Item: { ...keys.person(after.person), ...personOf(after) } } },
    {
      Update: {
        TableName,
        Key: keys.partnerGate(id),
        UpdateExpression: 'SET #scopes = :scopes, #keys = :keys',
        ExpressionAttributeNames: { '#scopes': 'scopes', '#keys': 'keys' },
        ExpressionAttributeValues: {
          ':scopes': after.scopes,
          ':keys': after.keys.map(({ id, until }) => ({ id, ...(until && { until }) })),
        },
      },
    },
  ]
}
