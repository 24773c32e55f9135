import type { Ticket } from '../../domain/ticket.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import { TicketRepresentation } from '../../schemas/ticket.ts'

const fields = Object.keys(TicketRepresentation.shape) as (keyof TicketRepresentation)[]

/** A ticket as the API gives it to a caller: the words that staff gave as reasons stay among staff. */
export function representation(ticket: Ticket, description: string, actor: Actor): TicketRepresentation {
  const all: Partial<TicketRepresentation> = { ...ticket, description }
  const shown = fields.filter((field) => all[field] !== undefined && !(field === 'statusReason' && fromOutside(actor)))
  return Object.fromEntries(shown.map((field) => [field, all[field]])) as TicketRepresentation
}
