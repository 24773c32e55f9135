import type { Ticket } from '../../../domain/ticket.ts'

/** The tickets whose conversation is read as one: a ticket's own, and those that were merged into it. */
export const partsOf = (ticket: Ticket): string[] => [
  ticket.number,
  ...((ticket as { merged?: string[] }).merged ?? []),
]
