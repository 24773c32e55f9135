import { cache } from '../cache.ts'
import { tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Write } from './transaction.ts'

/** What every new ticket goes by, and changes seldom. */
type Revised = 'policies' | 'calendars' | 'settings' | 'rules'

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

/** Counts a change where every new ticket passes by (`drawNumber`). */
export const changeCounted = (what: Revised): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.counter('main'),
    UpdateExpression: `ADD ${what}Revision :one`,
    ExpressionAttributeValues: { ':one': 1 },
  },
})
