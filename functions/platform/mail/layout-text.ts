import { harmless, oneLine } from '../markup/characters.ts'
import type { Framed } from './layout.ts'
import type { Block } from './letter.ts'

/** A letter as text: a line for each paragraph, for programs break lines themselves; an address has a line of its own. */
export function asText({ blocks, frame, marker }: Framed): string {
  const { signature, unsubscribe } = frame
  const parts = [
    marker,
    ...blocks.map(blockText),
    // RFC 3676, 4.3: by these three characters programs know a signature.
    signature && `-- \n${harmless(signature)}`,
    unsubscribe && blockText({ is: 'small', link: unsubscribe }),
  ]
  return `${parts.filter((part) => part).join('\n\n')}\n`
}

const lines = (...given: (string | undefined)[]) => given.filter((line) => line).join('\n')
const addressed = (label: string, url?: string) => (url ? `${oneLine(label)}:\n${url}` : oneLine(label))

function blockText(block: Block): string {
  switch (block.is) {
    case 'heading':
      return oneLine(block.text)
    case 'paragraph':
      return harmless(block.text)
    case 'quote':
      return lines(block.by && `${oneLine(block.by)}:`, harmless(block.text))
    case 'button':
      return addressed(block.label, block.url)
    case 'choice':
      return lines(...block.choices.map(({ label, hint, url }) => addressed(hint ? `${label} (${hint})` : label, url)))
    case 'links':
      return lines(
        block.title && `${oneLine(block.title)}:`,
        ...block.links.map(({ label, url }) => `- ${oneLine(label)}${url ? ` <${url}>` : ''}`),
      )
    case 'facts':
      return lines(...block.facts.map(({ label, value }) => `${label}: ${oneLine(value)}`))
    case 'small':
      return lines(block.text && harmless(block.text), block.link && addressed(block.link.label, block.link.url))
  }
}
