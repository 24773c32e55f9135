import * as z from 'zod'
import { CommentId } from './actor.ts'
import { TicketSummary } from './ticket.ts'

/** What somebody types to find tickets by. */
export const SearchText = z.string().trim().min(1).max(200).meta({
  description:
    'Words, each to be found somewhere in the ticket: its title, description, comments, names and addresses, its number, serial and phone numbers. Beginnings of three letters do, typing errors are forgiven, accents and case do not matter',
  example: 'label printer offlin',
})

/** Where something was found, and the text around it. */
const Highlight = z
  .strictObject({
    in: z.enum(['title', 'description', 'comment']),
    comment: CommentId.optional().meta({ description: 'Which comment' }),
    html: z.string().meta({ description: 'The text around it: escaped, with `<mark>` around what was found' }),
  })
  .meta({ id: 'Highlight' })

export const SearchHit = z
  .strictObject({
    ticket: TicketSummary,
    highlights: z.array(Highlight).meta({
      description: 'None where the ticket was found by a number, a name or an address',
    }),
  })
  .meta({ id: 'SearchHit' })
export type SearchHit = z.infer<typeof SearchHit>
