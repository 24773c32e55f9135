import type { EventType } from './catalogue.ts'

/** What a customer may read in the history of their ticket. */
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

/** Whether customers and partners may read an event: what is about something internal says so in its data. */
export const isForCustomers = ({ type, data }: { type: string; data: Record<string, unknown> }): boolean =>
  (forCustomers as readonly string[]).includes(type) && data.public !== false
