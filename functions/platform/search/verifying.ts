import { everyTicket } from './everything.ts'
import type { SearchIndex } from './search-index.ts'

/** What has changed so lately may not have reached the index yet. */
const lateMs = 5 * 60 * 1000

/** How the index compares with the table. */
export interface Verification {
  tickets: number
  /** The numbers of tickets that the index knows otherwise than the table, or not, or wrongly. */
  differing: string[]
}

/** Holds the index against the list of all tickets, each by its version; archived ones change no more. */
export async function verify(index: SearchIndex, now: number): Promise<Verification> {
  const known = await index.versions()
  const differing: string[] = []
  let tickets = 0
  for await (const page of everyTicket('ALL')) {
    for (const { number, version, updatedAt } of page) {
      tickets += 1
      const isLate = now - Date.parse(updatedAt) > lateMs
      if (isLate && (known.get(number) ?? 0) < version) differing.push(number)
      known.delete(number)
    }
  }
  return { tickets, differing: [...differing, ...known.keys()] }
}
