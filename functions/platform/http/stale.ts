import { Refusal } from '../../../domain/refusal.ts'
import { fromOutside } from '../../../domain/visibility.ts'
import { isForCustomers } from '../../../events/audiences.ts'
import { changesSince } from '../table/changes.ts'
import type { Request } from './edge.ts'
import { etag, matches } from './etag.ts'

/**
 * Refuses a write whose `If-Match` does not name the version that is there, with what has happened since, as far as the
 * caller may see it. `pk` is the partition that the history of what is written to lies in.
 */
export async function checkIfMatch(
  { ifMatch, actor }: Pick<Request, 'ifMatch' | 'actor'>,
  version: number,
  pk: string,
): Promise<void> {
  if (!ifMatch || matches(ifMatch, version)) return
  const read = Number(/^"(\d{1,9})"$/.exec(ifMatch)?.[1] ?? Number.NaN)
  const changes = Number.isNaN(read)
    ? []
    : await changesSince(pk, read, fromOutside(actor) ? isForCustomers : () => true)
  throw new Refusal('stale', `You have read ${ifMatch}; it is at ${etag(version)} now. Read it again.`, { changes })
}
