import { Marked } from 'marked'

/** A table of more cells than this is not read as one: a few bytes would make millions (its short rows are filled up). */
const mostCells = 4000
/** A run of blanks longer than this is cut: looking for what follows it takes the square of its length. */
const longestBlank = 200

const longBlanks = new RegExp(`([ \\t]{${longestBlank}})[ \\t]+`, 'g')

function tooManyCells(src: string): boolean {
  const [head, rule] = src.split('\n', 2)
  if (!head?.includes('|') || !rule || !/^[ \t]*[|:-][ \t|:-]*$/.test(rule)) return false
  const end = src.search(/\n[ \t]*\n/)
  const table = end < 0 ? src : src.slice(0, end)
  return head.split('|').length * table.split('\n').length > mostCells
}

const marked = new Marked({
  gfm: true,
  // A line end is a line end: as people write mails and messages.
  breaks: true,
  tokenizer: {
    // `undefined`: it is no such thing; `false`: as usual.
    table: (src) => (tooManyCells(src) ? undefined : false),
    // A long address given once and named a thousand times would make megabytes.
    def: () => undefined,
  },
  renderer: {
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
})

/** What CommonMark (with GitHub's tables, strikethrough and links) makes of a text: not yet safe. Throws where it is nested beyond reason. */
export const htmlOfMarkdown = (source: string): string =>
  marked.parse(source.replace(longBlanks, '$1'), { async: false })

/** A text as Markdown that shows exactly it: every sign that could mean anything is escaped (CommonMark 0.31, 2.4). */
export const literally = (text: string): string =>
  text.replace(/\s+/gu, ' ').replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`)
