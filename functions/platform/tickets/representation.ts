import { visibleCustom } from '../../../domain/custom-fields.ts'
import { takenBy } from '../../../domain/taken.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { fromOutside } from '../../../domain/visibility.ts'
import type { Actor } from '../../../schemas/actor.ts'
import type { Settings } from '../../../schemas/settings.ts'
import { TicketRepresentation } from '../../../schemas/ticket.ts'

const fields = Object.keys(TicketRepresentation.shape) as (keyof TicketRepresentation)[]

/** What stays among staff: the words they gave as reasons, and how far the desk has escalated it. */
const internal: readonly (keyof TicketRepresentation)[] = [
  'statusReason',
  'escalationLevel',
  'watchers',
  'followUps',
  // Numbers of tickets that the caller may not see, perhaps: see `mergingSeen`.
  'mergedInto',
  'merged',
  'parent',
  'children',
  'loggedMinutes',
  'assignments',
  'channelId',
  'counts',
  'calendar',
]

/**
 * A ticket as the API gives it to a caller. Callers from outside see the custom fields that `customFields` declares as
 * theirs to see; where nobody says, none.
 */
export function representation(
  ticket: Ticket,
  description: string,
  actor: Actor,
  customFields: Settings['customFields'] = {},
): TicketRepresentation {
  const custom = ticket.custom && visibleCustom(ticket.custom, customFields, actor)
  const { custom: _, ...rest } = ticket
  const all: Partial<TicketRepresentation> = {
    ...rest,
    ...takenBy(ticket),
    ...(custom && Object.keys(custom).length > 0 && { custom }),
    description,
  }
  const hidden = fromOutside(actor) ? internal : []
  const shown = fields.filter((field) => all[field] !== undefined && !hidden.includes(field))
  return Object.fromEntries(shown.map((field) => [field, all[field]])) as TicketRepresentation
}
