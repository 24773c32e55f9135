import { ownMarker } from '../../../domain/mail/own-marker.ts'
import type { MailLanguage } from '../../../schemas/mail-settings.ts'
import { asHtml } from './layout-html.ts'
import { asText } from './layout-text.ts'
import type { Letter, Quote } from './letter.ts'

/** What stands around a letter. */
export interface Frame {
  language: MailLanguage
  /** Who writes: the brand, or the desk. */
  name?: string | undefined
  /** What stands below each letter of theirs, in lines. */
  signature?: string | undefined
  /** An answer to it is read: below this line nothing is taken for a part of the answer (domain/mail/cut.ts). */
  above?: string | undefined
  /** How to get no more of the kind. */
  unsubscribe?: { label: string; url: string } | undefined
  /** What is said below a quotation that is cut. */
  more: string
}

/** A letter and what stands around it, as both layouts need it. */
export interface Framed extends Letter {
  frame: Frame
  marker?: string | undefined
}

/**
 * Gmail shows 102 KB of HTML and hides the rest behind a link: so many bytes in UTF-8 what is quoted gets, and what is around
 * it the rest. HTML that is longer is quoted as text.
 */
const mostQuoted = 60_000

/** A letter as HTML and as text; neither loads anything from anywhere. */
export function layOut(letter: Letter, frame: Frame): { html: string; text: string } {
  const quotes = letter.blocks.filter(({ is }) => is === 'quote').length
  const most = Math.floor(mostQuoted / Math.max(1, quotes))
  const blocks = letter.blocks.map((block) => (block.is === 'quote' ? fitting(block, most, frame.more) : block))
  const framed: Framed = { ...letter, blocks, frame, marker: frame.above && ownMarker(frame.above) }
  return { html: asHtml(framed), text: asText(framed) }
}

const bytesOf = (text: string) => Buffer.byteLength(text)

function fitting({ html, ...quote }: Quote, most: number, more: string): Quote {
  const text = shortened(quote.text, most, more)
  if (html !== undefined && bytesOf(html) <= most) return { ...quote, html, text }
  // As HTML, some signs take six bytes.
  const signs = quote.text.match(/[&<>"'\n]/g)?.length ?? 0
  return {
    ...quote,
    text: bytesOf(quote.text) + 5 * signs <= most ? quote.text : shortened(quote.text, most / 6, more),
  }
}

/** The beginning of a text in at most so many bytes, to the end of a word where that is near; and that there is more. */
function shortened(text: string, most: number, more: string): string {
  if (bytesOf(text) <= most) return text
  const begun = Buffer.from(text)
    .subarray(0, most)
    .toString()
    .replace(/\ufffd+$/, '')
  const end = begun.search(/\s\S{0,60}$/)
  return `${end > 0 ? begun.slice(0, end) : begun} […]\n\n${more}`
}
