import type { EventType } from './catalogue.ts'

/** What a customer may read in the history of their ticket, and a partner hear of it. */
export const forCustomers: readonly EventType[] = [
  'ticket.created',
  'ticket.updated',
  'ticket.status-changed',
  'ticket.assigned',
  'ticket.unassigned',
  'ticket.parts-arrived',
  'ticket.archived',
  'ticket.commented',
  'ticket.comment-edited',
  'ticket.comment-redacted',
  'ticket.attached',
  'ticket.attachment-refused',
  'ticket.attachment-removed',
  'visit.booked',
  'visit.moved',
  'visit.confirmed',
  'visit.status-changed',
  'visit.cancelled',
  'visit.reminded',
]

/** Whether customers and partners may read an event: what is about something internal says so in its data. */
export const isForCustomers = ({ type, data }: { type: string; data: Record<string, unknown> }): boolean =>
  (forCustomers as readonly string[]).includes(type) && data.public !== false

type Data = Record<string, unknown>

/** Why somebody gets or loses a ticket that is nobody's business but the desk's. */
const ownReasons: readonly unknown[] = ['escalated', 'declined', 'not-here']

/** What of an event's data callers from outside read. */
export function toldOutside(type: string, data: Data): Data {
  if (type.startsWith('visit.')) {
    const { technician: _, previous, ...rest } = data
    if (!previous) return rest
    const { technician: __, ...before } = previous as Data
    return { ...rest, previous: before }
  }
  const told = ownReasons.includes(data.reason) ? { ...data, reason: 'by-hand' } : data
  if (type !== 'ticket.assigned') return told
  // What would have kept somebody from it (an absence, a certificate) and the rule (a VIP's) say more than who has it.
  const { forced: _, rule: __, by: ___, ...rest } = told
  return rest
}
