import type { Ticket } from '../../../domain/ticket.ts'
import { fromOutside } from '../../../domain/visibility.ts'
import type { Actor } from '../../../schemas/actor.ts'
import { TicketRepresentation } from '../../../schemas/ticket.ts'

const fields = Object.keys(TicketRepresentation.shape) as (keyof TicketRepresentation)[]

/** What stays among staff: the words they gave as reasons, and how far the desk has escalated it. */
const internal: readonly (keyof TicketRepresentation)[] = [
  'statusReason',
  'escalationLevel',
  'watchers',
  'followUps',
  'loggedMinutes',
]

/** A ticket as the API gives it to a caller. */
export function representation(ticket: Ticket, description: string, actor: Actor): TicketRepresentation {
  const all: Partial<TicketRepresentation> = { ...ticket, description }
  const hidden = fromOutside(actor) ? internal : []
  const shown = fields.filter((field) => all[field] !== undefined && !hidden.includes(field))
  return Object.fromEntries(shown.map((field) => [field, all[field]])) as TicketRepresentation
}
