import { escaped } from '../markup/characters.ts'
import { forgiven, within } from './typos.ts'
import { type Sought, type Word, wordsOf } from './words.ts'

/** How much of a text is shown around what was found in it, in characters. */
const excerptLength = 200
const before = 60

/** What turns the reading direction around, and could make an excerpt look like something else. */
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const shown = (text: string): string => escaped(text.replace(bidi, '').replace(/\s+/g, ' '))

/** Whether a word is what was sought: itself, its beginning from three letters on, or a slip of the fingers away. */
const isFound = (sought: string, word: string): boolean =>
  word === sought || (sought.length > 2 && word.startsWith(sought)) || within(forgiven(sought), sought, word)

interface Mark {
  from: number
  to: number
}

function marksOf(words: readonly Word[], sought: readonly Sought[]): Mark[] {
  const marks: Mark[] = []
  for (let at = 0; at < words.length; at += 1) {
    const length = sought.find((parts) =>
      parts.length === 1
        ? isFound(parts[0] ?? '', words[at]?.folded ?? '')
        : parts.every((part, place) => words[at + place]?.folded === part),
    )?.length
    if (!length) continue
    const from = words[at]?.from ?? 0
    at += length - 1
    marks.push({ from, to: words[at]?.to ?? from })
  }
  return marks
}

/**
 * The part of a text in which something was found, as HTML: escaped, with `<mark>` around what was found; undefined
 * where nothing was. Of a very long text only the beginning is looked at.
 */
export function highlight(text: string, sought: readonly Sought[]): string | undefined {
  const looked = text.slice(0, 50_000)
  const marks = marksOf(wordsOf(looked), sought)
  const [first] = marks
  if (!first) return undefined
  const { start, end } = excerpt(looked, first.from)
  let html = start > 0 ? '… ' : ''
  let at = start
  for (const { from, to } of marks) {
    if (from < at || to > end) continue
    html += `${shown(looked.slice(at, from))}<mark>${shown(looked.slice(from, to))}</mark>`
    at = to
  }
  return html + shown(looked.slice(at, end)) + (end < text.length ? ' …' : '')
}

/** From a word's beginning a little before a place to a word's end some way after it. */
function excerpt(text: string, place: number): { start: number; end: number } {
  const from = Math.max(0, place - before)
  const gap = from === 0 ? -1 : text.slice(from, place).search(/\s/)
  const start = from === 0 ? 0 : gap < 0 ? place : from + gap + 1
  const to = Math.min(text.length, start + excerptLength)
  const last = text.slice(place, to).search(/\s\S*$/)
  const end = to === text.length || last <= 0 ? to : place + last
  // Never half of a surrogate pair.
  return { start, end: /[\ud800-\udbff]/.test(text[end - 1] ?? '') && end < text.length ? end - 1 : end }
}
