import { settingsOf } from '../../../domain/brand.ts'
import { toldTo } from '../../../domain/custom-fields.ts'
import { Refusal } from '../../../domain/refusal.ts'
import { fromOutside } from '../../../domain/visibility.ts'
import { isForCustomers } from '../../../events/audiences.ts'
import { changesSince } from '../table/changes.ts'
import type { EventItem } from '../table/events.ts'
import { settingsSince } from '../table/settings.ts'
import type { Request } from './edge.ts'
import { etag, matches, versionIn } from './etag.ts'

/**
 * Refuses a write whose `If-Match` does not name the version that is there, with what has happened since, as far as the
 * caller may see it. `pk` is the partition that the history of what is written to lies in; what happened up to `customerSince`
 * was another customer's, and is told to nobody from outside.
 */
export async function checkIfMatch(
  { ifMatch, actor }: Pick<Request, 'ifMatch' | 'actor'>,
  version: number,
  pk: string,
  customerSince = 0,
): Promise<void> {
  if (!ifMatch || matches(ifMatch, version)) return
  const read = versionIn(ifMatch)
  const changes = read === undefined ? [] : await changesSince(pk, read, await shownTo(actor, customerSince))
  throw new Refusal('stale', `You have read ${ifMatch}; it is at ${etag(version)} now. Read it again.`, { changes })
}

/** An event as far as the caller may see it: all of it for staff, what a history shows for callers from outside. */
async function shownTo(
  actor: Request['actor'],
  customerSince: number,
): Promise<(event: EventItem) => EventItem | undefined> {
  if (!fromOutside(actor)) return (event) => event
  const settings = await settingsSince()
  return (event) =>
    event.seq > customerSince && isForCustomers(event)
      ? toldTo(event, settingsOf(settings, event.brand).customFields, actor)
      : undefined
}
