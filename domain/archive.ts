import type { Settings } from '../schemas/settings.ts'
import type { Instant } from '../schemas/time.ts'
import { Refusal } from './refusal.ts'
import type { Ticket } from './ticket.ts'
import { later, plus, targetMs } from './time.ts'

/** For so long a merge can be undone, which an archived ticket could not be: 24 h. */
export const undoWindow = 'PT24H'

/**
 * When a ticket that has ended is put away; undefined while it has not, and once it is. Never while it could still come
 * back: by reopening, or by undoing a merge.
 */
export function archivesAt(ticket: Ticket, settings: Settings): Instant | undefined {
  if (ticket.archivedAt) return undefined
  const soonest = (from: Instant, wait: string, window: string) =>
    later(plus(from, targetMs(wait)), plus(from, targetMs(window)))
  if (ticket.status === 'closed') {
    return soonest(ticket.closedAt ?? ticket.statusAt, settings.archiveAfter, settings.reopenWithin)
  }
  if (ticket.status !== 'cancelled') return undefined
  return soonest(ticket.statusAt, settings.archiveCancelledAfter, undoWindow)
}

/** Refuses to change what has been put away. `isMove`: the caller is told by which moves it could go on, which are none. */
export function refuseArchived({ archivedAt }: Ticket, isMove: boolean): void {
  if (!archivedAt) return
  const why = `This ticket was archived at ${archivedAt}: it can be read, not changed. Open a new one.`
  throw isMove ? new Refusal('move-not-allowed', why, { allowed: [] }) : new Refusal('conflict', why)
}
