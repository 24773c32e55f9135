import type { EventType } from './catalogue.ts'

/** What a customer may read in the history of their ticket, and a partner hear of it. */
const forCustomers: readonly EventType[] = [
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

/** Whoever was told of people has to hear where one is to be forgotten; others have nothing to forget. */
export const whereGranted: readonly EventType[] = ['ticket.person-erased']

/** What a partner can ask for. */
export const partnerTypes: readonly EventType[] = [...forCustomers, ...whereGranted]

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
