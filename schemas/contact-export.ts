import * as z from 'zod'
import { Attachment } from './attachment.ts'
import { Call } from './call.ts'
import { Comment } from './comment.ts'
import { Contact } from './contact.ts'
import { HistoryEntry } from './history.ts'
import { TicketRepresentation } from './ticket.ts'

/** What the desk has of a person in one ticket: all of it if they asked for it, else what is by them. */
const TheirTicket = z
  .strictObject({
    ticket: TicketRepresentation.optional().meta({ description: 'Where they asked for it' }),
    number: TicketRepresentation.shape.number,
    comments: z.array(
      z.strictObject({
        id: Comment.shape.id,
        author: Comment.shape.author,
        internal: Comment.shape.internal,
        createdAt: Comment.shape.createdAt,
        text: z.string(),
      }),
    ),
    calls: z.array(Call),
    attachments: z.array(Attachment),
    history: z.array(HistoryEntry).meta({ description: 'What they did' }),
    isCut: z
      .literal(true)
      .optional()
      .meta({ description: 'There are more comments than fit here: `GET /tickets/{id}/comments` has them all' }),
  })
  .meta({ id: 'TheirTicket' })
export type TheirTicket = z.infer<typeof TheirTicket>

export const ContactExport = z
  .strictObject({
    contact: Contact,
    others: z.array(Contact).meta({ description: 'Who turned out to be them' }),
    history: z.array(HistoryEntry).meta({ description: 'How their record came to be what it is' }),
    tickets: z.array(TheirTicket),
    next: z
      .string()
      .optional()
      .meta({ description: 'Send it as `cursor` for more tickets; absent once all were given' }),
  })
  .meta({ id: 'ContactExport', description: 'Everything that the desk has of a person' })
