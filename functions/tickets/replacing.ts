import type { TicketCommand } from '../../domain/lifecycle.ts'
import { replacementOf } from '../../domain/replacement.ts'
import type { patchTicket } from '../../schemas/operations/tickets.ts'
import { TicketReplacement } from '../../schemas/ticket.ts'
import type { Request } from '../platform/http/edge.ts'
import { validate } from '../platform/http/input.ts'
import { mergePatch } from '../platform/http/merge-patch.ts'
import type { Loaded } from '../platform/table/tickets.ts'
import { checkBelongings } from '../platform/tickets/belongings.ts'

/** A replacement as a command, if what it names of the customer's exists. */
export async function replacement({ ticket, description }: Loaded, wanted: TicketReplacement): Promise<TicketCommand> {
  await checkBelongings(ticket.customer, wanted, ticket)
  return { do: 'replace', with: wanted, description }
}

/** What a patch makes of what the ticket has. A sub-category is nothing without its category: another one takes it along. */
export function patched(
  { ticket, description }: Loaded,
  patch: Request<typeof patchTicket>['body'],
): TicketReplacement {
  const moved = patch.category !== undefined && patch.category !== ticket.category
  const along = moved && patch.subCategory === undefined ? { subCategory: null } : {}
  return validate(TicketReplacement, mergePatch(replacementOf(ticket, description), { ...patch, ...along }))
}
