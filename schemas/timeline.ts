import * as z from 'zod'
import { CommentId, ProductId } from './actor.ts'
import { Call } from './call.ts'
import { Comment } from './comment.ts'
import { Product } from './product.ts'
import { TicketNumber, TicketSummary } from './ticket.ts'
import { Instant } from './time.ts'

const at = Instant.meta({ description: 'When it was opened, said, begun, or came to be known' })

/** So much of what was said is shown, in characters. */
export const excerptLength = 200

/** One thing that happened with a customer. */
export const TimelineEntry = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('ticket'), at, ticket: TicketSummary }),
    z.strictObject({
      kind: z.literal('comment'),
      at,
      number: TicketNumber,
      comment: z.strictObject({
        id: CommentId,
        author: Comment.shape.author,
        internal: z.boolean().meta({ description: 'Among staff: such are for staff' }),
        excerpt: z.string().meta({ description: `The first ${excerptLength} characters of its plain text` }),
      }),
    }),
    z.strictObject({
      kind: z.literal('call'),
      at,
      number: TicketNumber,
      call: Call.pick({ id: true, direction: true, outcome: true, durationSeconds: true, summary: true }).meta({
        description: 'For staff',
      }),
    }),
    z.strictObject({
      kind: z.literal('product'),
      at,
      product: Product.pick({ name: true, model: true, serialNumber: true }).extend({ id: ProductId }),
    }),
  ])
  .meta({ id: 'TimelineEntry', description: 'A ticket, something said about one, a call, or a product' })
export type TimelineEntry = z.infer<typeof TimelineEntry>
