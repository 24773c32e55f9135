import { Marked } from 'marked'

/** A table of more cells than this is not read as one: a few bytes would make millions (its short rows are filled up). */
const mostCells = 4000
/** A run of blanks longer than this is cut: looking for what follows it takes the square of its length. */
const longestBlank = 200

/**
 * Each sign that may begin a quote, emphasis or a deletion, and each line that may begin a table, is looked for its end in
 * all that follows: the square of what somebody wrote. So many characters are looked through for one text; after them signs are
 * mere signs.
 */
const mostLooked = 5_000_000
/** How much was looked through for the text that is being read: one at a time, since that is never interrupted. */
const looked = { ends: 0, addresses: 0 }

/** Whether so many more characters may be looked through for what ends there. */
function mayLook(characters: number): boolean {
  looked.ends += characters
  return looked.ends <= mostLooked
}

/** What may be a part of a mail address: before each sign in it, it is looked whether all of it leads to an `@`. */
const address = /^[a-zA-Z0-9.!#$%&'*+/=?_`{|}~-]+/

const longBlanks = new RegExp(`([ \\t]{${longestBlank}})[ \\t]+`, 'g')

function tooManyCells(src: string): boolean {
  const [head, rule] = src.split('\n', 2)
  if (!head?.includes('|') || !rule || !/^[ \t]*[|:-][ \t|:-]*$/.test(rule)) return false
  if (!mayLook(src.length)) return true
  return head.split('|').length * untilBlankLine(src).split('\n').length > mostCells
}

function untilBlankLine(src: string): string {
  const end = src.search(/\n[ \t]*\n/)
  return end < 0 ? src : src.slice(0, end)
}

const marked = new Marked({
  gfm: true,
  // A line end is a line end: as people write mails and messages.
  breaks: true,
  tokenizer: {
    // `undefined`: it is no such thing; `false`: as usual.
    table: (src) => (tooManyCells(src) ? undefined : false),
    blockquote: (src) => (!/^ {0,3}>/.test(src) || mayLook(untilBlankLine(src).length) ? false : undefined),
    emStrong: (src) => (!/^[*_]/.test(src) || mayLook(src.length) ? false : undefined),
    del: (src) => (!src.startsWith('~') || mayLook(src.length) ? false : undefined),
    inlineText(src) {
      looked.addresses += address.exec(src)?.[0].length ?? 0
      if (looked.addresses > mostLooked) throw new RangeError('One word of nothing but signs')
      return false
    },
    // A long address given once and named a thousand times would make megabytes.
    def: () => undefined,
  },
  renderer: {
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
})

/** What CommonMark (with GitHub's tables, strikethrough and links) makes of a text: not yet safe. Throws where it is nested beyond reason. */
export function htmlOfMarkdown(source: string): string {
  Object.assign(looked, { ends: 0, addresses: 0 })
  return marked.parse(source.replace(longBlanks, '$1'), { async: false })
}

/** A text as Markdown that shows exactly it: every sign that could mean anything is escaped (CommonMark 0.31, 2.4). */
export const literally = (text: string): string =>
  text.replace(/\s+/gu, ' ').replace(/[!-/:-@[-`{-~]/g, (sign) => `\\${sign}`)
