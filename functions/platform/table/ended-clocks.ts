import type { Decision } from '../../../domain/ticket.ts'
import type { EventData } from '../../../events/catalogue.ts'
import { tableName } from './client.ts'
import { keys } from './keys.ts'

/**
 * The record that each ended clock leaves, with the circumstances it ended in: what reports are made from. A later end of
 * the same cycle (a ticket that was reopened) replaces it; `revision` counts up.
 */
export function endedClockPuts({ ticket, events }: Decision) {
  const { number, policy, priority, category, type, channel, brand, customer, team, assignee } = ticket
  return events.flatMap((event) => {
    if (event.type !== 'sla.ended') return []
    const { clock, cycle, ...figures } = event.data as EventData<'sla.ended'>
    const circumstances = { ticket: number, policy, priority, category, type, channel, brand, customer, team, assignee }
    const record = { clock, cycle, ...figures, endedAt: event.occurredAt, revision: event.seq, ...circumstances }
    return [{ Put: { TableName: tableName(), Item: { ...keys.endedClock(number, clock, cycle), ...record } } }]
  })
}
