import type { Ticket } from '../../../domain/ticket.ts'
import { loadComment } from '../table/comments.ts'
import type { Block, Letter, Quote } from './letter.ts'

/** A letter as it is kept with its mail: what others wrote lies where they wrote it. */
export const keptLetter = ({ subject, blocks }: Letter): Letter => ({
  subject,
  blocks: blocks.map((block) => (block.is === 'quote' ? { ...block, text: '', html: undefined } : block)),
})

/** A kept letter with the words of others as they are now; nothing where some are gone, or are for staff only by now. */
export async function filledLetter({ subject, blocks }: Letter, ticket: Ticket): Promise<Letter | undefined> {
  const filled = await Promise.all(blocks.map((block) => (block.is === 'quote' ? quoted(block, ticket) : block)))
  const whole = filled.filter((block) => block !== undefined)
  return whole.length === blocks.length ? { subject, blocks: whole } : undefined
}

async function quoted(quote: Quote, { number, merged = [], resolution }: Ticket): Promise<Quote | undefined> {
  if (quote.of === 'resolution') return resolution ? { ...quote, text: resolution } : undefined
  if (!quote.of.startsWith('com_')) return undefined
  const comment = await loadComment([number, ...merged], quote.of)
  return comment?.words && !comment.internal
    ? { ...quote, text: comment.words.text, html: comment.words.html }
    : undefined
}

/** A letter for others than its reader: what its links open is not theirs. */
export const withoutLinks = ({ subject, blocks }: Letter): Letter => ({ subject, blocks: blocks.map(withoutLink) })

function withoutLink(block: Block): Block {
  const bare = <One extends { url?: string | undefined }>({ url: _, ...one }: One) => one
  switch (block.is) {
    case 'button':
      return bare(block)
    case 'choice':
      return { ...block, choices: block.choices.map(bare) }
    case 'links':
      return { ...block, links: block.links.map(bare) }
    case 'small':
      return { is: 'small', text: block.text }
    default:
      return block
  }
}
