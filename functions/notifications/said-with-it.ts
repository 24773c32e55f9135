import type { Ticket } from '../../domain/ticket.ts'
import type { Quote } from '../platform/mail/letter.ts'
import { type KeptComment, listComments } from '../platform/table/comments.ts'

const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim()

/** Whether a comment says in public how a ticket was resolved, in the moment when it was: `#resolve` in a mail. */
export const saysHow = ({ resolution, resolvedAt }: Ticket, { internal, words, createdAt }: KeptComment): boolean =>
  !internal && !!resolution && createdAt === resolvedAt && squeezed(words?.text ?? '').startsWith(squeezed(resolution))

/** So many comments may have come since, while the letter waited: behind more it has the resolution's own text. */
const mostSince = 5

/** The words by which it was resolved, where they were said as an answer: whole, and as they were written. */
export async function saidWithIt(ticket: Ticket): Promise<Quote | undefined> {
  if (!ticket.counts?.comments) return undefined
  const outside = { id: ticket.requester, role: 'customer' } as const
  const { items } = await listComments([ticket.number], outside, { order: 'newest', limit: mostSince })
  const found = items.find((comment) => saysHow(ticket, comment))
  return found?.words && { is: 'quote', of: found.id, text: found.words.text, html: found.words.html }
}
