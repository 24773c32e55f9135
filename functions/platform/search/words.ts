/** Scripts that are written without spaces: each character is a word, and several together are looked for as a phrase. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}'
const run = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')
const isUnspaced = new RegExp(`^[${unspaced}]`, 'u')

/** Accents, and the points of Hebrew and Arabic: people leave them out when they type. The marks of kana are no accents. */
const accents = /(?!\u3099|\u309a)(?=\p{Mn})[\p{Script=Inherited}\p{Script=Hebrew}]/gu

/** No word is longer, in an index or in a query: what is, is cut. */
const longest = 64

/** A word of a text as it is compared, and where it stands in the text. */
export interface Word {
  folded: string
  from: number
  to: number
}

/** A text as it is compared: forms, cases and accents made one. */
const folded = (text: string): string =>
  (/^[a-z0-9]*$/i.test(text) ? text.toLowerCase() : foldedAny(text)).slice(0, longest)

const foldedAny = (text: string): string =>
  text.normalize('NFKD').replace(accents, '').toLowerCase().replaceAll('ß', 'ss').normalize('NFC')

/** The runs of letters and digits of a text, in order. */
export function wordsOf(text: string): Word[] {
  const found: Word[] = []
  for (const { 0: given, index } of text.matchAll(run)) {
    // A circled digit or a ligature may come apart into what is no letter; a lone accent into nothing.
    const word = folded(given).replace(/[^\p{L}\p{N}\p{M}]+/gu, '')
    if (word) found.push({ folded: word, from: index, to: index + given.length })
  }
  return found
}

/** One thing to find: a word, or the characters of an unspaced script that stand together. */
export type Sought = readonly string[]

/** More than so many words narrow nothing down. */
const mostSought = 10

/** What somebody typed, reduced to what can be found: each thing once. No operator of a query language is left. */
export function soughtIn(typed: string): Sought[] {
  const sought: string[][] = []
  let before: Word | undefined
  for (const word of wordsOf(typed.slice(0, 1000))) {
    const single = isUnspaced.test(word.folded)
    const last = sought.at(-1)
    if (single && before?.to === word.from && isUnspaced.test(before.folded)) last?.push(word.folded)
    else sought.push([word.folded])
    before = word
  }
  const once = new Map(sought.map((parts) => [parts.join(' '), parts]))
  return [...once.values()].slice(0, mostSought)
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** A telephone number, however it is written: whole, and by the last ten and seven digits, which people remember. */
const phoneForms = (text: string): string[] => {
  const digits = digitsOf(text)
  return [...new Set([digits, digits.slice(-10), digits.slice(-7)])]
}

const phone = /\+?\d(?:[ ()./-]{0,2}\d){6,17}/g
/** A text of nothing but numbers is no reason for an index of nothing but numbers. */
const mostForms = 200

/** The numbers in a text as somebody may type them who leaves out what separates their parts: serials, phones. */
function formsIn(text: string): string[] {
  const isSerial = (part: string) => part.length <= longest && /\d/.test(part) && /[^\p{L}\p{N}]/u.test(part)
  const serials = text.split(/\s+/).filter(isSerial).map(joined)
  const phones = [...text.matchAll(phone)].flatMap(([found]) => phoneForms(found))
  return [...new Set([...serials, ...phones])].slice(0, mostForms)
}

const joined = (text: string): string =>
  wordsOf(text)
    .map((word) => word.folded)
    .join('')
    .slice(0, longest)

/** How many characters of a text are indexed with their number; of what follows, each new word once. */
const wholeCharacters = 50_000
const mostNewWords = 20_000

/** A text as it is indexed: its words, and the numbers in it joined. */
export function indexed(text: string): string {
  const head = text.slice(0, wholeCharacters)
  const words = wordsOf(head).map((word) => word.folded)
  const rest = text.slice(wholeCharacters, 40 * wholeCharacters)
  if (rest) {
    const known = new Set(words)
    const added = new Set(
      wordsOf(rest)
        .map((word) => word.folded)
        .filter((word) => !known.has(word)),
    )
    words.push(...[...added].slice(0, mostNewWords))
  }
  return [...words, ...formsIn(head)].join(' ')
}

/** Other forms of a whole query that may be one number: its parts joined; the end of a phone number. */
export function wholeForms(typed: string): string[] {
  const text = typed.trim()
  if (text.length > longest || !/\d/.test(text)) return []
  const forms = wordsOf(text).length > 1 ? [joined(text)] : []
  const digits = digitsOf(text)
  if (/^[+\d ()./-]+$/.test(text) && digits.length >= 7) {
    forms.push(digits)
    if (digits.length >= 10) forms.push(digits.slice(-10))
  }
  return [...new Set(forms)]
}
