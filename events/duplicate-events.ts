import * as z from 'zod'
import { CommentId } from '../schemas/actor.ts'
import { LinkType } from '../schemas/link.ts'
import { TicketNumber } from '../schemas/ticket.ts'

const link = z.strictObject({ link: LinkType, ticket: TicketNumber })

/** What brings tickets together, and apart: each side tells of it, with the number of the other. */
export const duplicateEvents = {
  'ticket.merged': z.strictObject({ into: TicketNumber }),
  'ticket.merge-taken': z.strictObject({ from: TicketNumber }),
  'ticket.unmerged': z.strictObject({ from: TicketNumber }),
  'ticket.merge-undone': z.strictObject({ from: TicketNumber }),
  'ticket.split': z.strictObject({ comment: CommentId, into: TicketNumber }),
  'ticket.linked': link,
  'ticket.unlinked': link,
  'ticket.parent-set': z.strictObject({ parent: TicketNumber, previous: TicketNumber.optional() }),
  'ticket.parent-removed': z.strictObject({ parent: TicketNumber }),
  'ticket.child-added': z.strictObject({ child: TicketNumber }),
  'ticket.child-removed': z.strictObject({ child: TicketNumber }),
} as const
