import type { EventType } from './catalogue.ts'

/** What a customer may read in the history of their ticket. */
export const forCustomers: readonly EventType[] = [
  'ticket.created',
  'ticket.updated',
  'ticket.status-changed',
  'ticket.assigned',
  'ticket.unassigned',
  'ticket.parts-arrived',
  'ticket.archived',
]
