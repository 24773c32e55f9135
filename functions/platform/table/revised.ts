import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { cache } from '../cache.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Write } from './transaction.ts'

/** What every new ticket goes by, and changes seldom. */
type Revised = 'policies' | 'calendars' | 'customers' | 'settings' | 'rules'

/** Remembers what was read. Gives it no older than the cache allows, nor than the revision that is asked for. */
export function revised<Value>(read: () => Promise<Value>): (wanted?: number) => Promise<Value> {
  const remembered = cache(read)
  /** The count of changes that what is remembered is known to hold. */
  let revision = 0
  return (wanted = 0) => {
    if (wanted > revision) {
      revision = wanted
      remembered.forget()
    }
    return remembered.get()
  }
}

/** How often each of what a policy is chosen by has changed. */
export interface Revisions {
  policiesRevision: number
  calendarsRevision: number
  /** Of their tiers, and of the policies agreed with them. */
  customersRevision: number
  settingsRevision: number
}

/** How often they have changed so far: who has read older ones reads them anew. */
export async function revisionsNow(): Promise<Revisions> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.counter('main'), ConsistentRead: true }),
  )
  return {
    policiesRevision: Number(Item?.policiesRevision ?? 0),
    calendarsRevision: Number(Item?.calendarsRevision ?? 0),
    customersRevision: Number(Item?.customersRevision ?? 0),
    settingsRevision: Number(Item?.settingsRevision ?? 0),
  }
}

/** Counts a change where every new ticket passes by (`drawNumber`). */
export const changeCounted = (what: Revised): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.counter('main'),
    UpdateExpression: `ADD ${what}Revision :one`,
    ExpressionAttributeValues: { ':one': 1 },
  },
})
