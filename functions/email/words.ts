import { refusedLines, sift } from '../../domain/mail/files.ts'
import type { Part } from '../../domain/mail/incoming.ts'
import { maxBodyBytes } from '../../schemas/comment.ts'
import type { Reading } from '../platform/mail/reading.ts'
import { type Rendered, render } from '../platform/markup/body.ts'
import { escaped, harmless, oneLine } from '../platform/markup/characters.ts'
import { sanitise } from '../platform/markup/sanitise.ts'

/** What a mail says on a ticket: always HTML, since a mail is no Markdown, and a sign that means something there is meant as it stands. */
export interface Said extends Rendered {
  source: string
  /** It was more than a comment may be: the mail itself has the rest. */
  isCut: boolean
}

const visible = /[\p{L}\p{N}\p{P}\p{S}]/u
const bytesOf = (text: string) => Buffer.byteLength(text)
const cutNote = '[Cut here: the mail is longer. All of it is with the mail.]'

/** What its author wrote, or what the desk has to say of a mail that says nothing that could be shown. */
export function textOf({ words, mail, unreadable }: Reading): string {
  if (unreadable) return `[A mail came that could not be read (${unreadable}). It is kept as it came.]`
  const said = harmless(words.said).trim()
  if (visible.test(said)) return said
  return `[A mail without text${mail.parts.length > 0 ? `, with ${filesIn(mail.parts)}` : ''}.]`
}

const mostNamed = 10

function filesIn(parts: readonly Part[]): string {
  const names = parts.slice(0, mostNamed).map(({ filename }) => oneLine(filename, 100))
  const more = parts.length - names.length
  return `${parts.length === 1 ? 'a file' : `${parts.length} files`}: ${names.join(', ')}${more > 0 ? ' …' : ''}`
}

/** Fills in which attachments the pictures of a mail have become (mail/pictures.ts). */
export type Filling = (html: string) => string

/**
 * A mail as a comment. Its own HTML where all of it was written anew, so that lists, tables and links stay; else the words that
 * were, line by line. Below it, which of its files the ticket has not.
 */
export function commentOf(reading: Reading, text: string, fill: Filling): Said {
  const { words, mail, unreadable } = reading
  const below = htmlOf(missingFiles(reading))
  if (mail.html !== undefined && !unreadable && words.rest === '' && text === textOf(reading)) {
    const source = attempt(mail.html, fill, below)
    const rendered = source === undefined ? undefined : render('html', source)
    if (source !== undefined && rendered && visible.test(rendered.text)) return { ...rendered, source, isCut: false }
  }
  return inLines(text, fill, below)
}

/** The same as plain text, for the description of a ticket. */
export const plainOf = (reading: Reading, fill: Filling): string =>
  inLines(textOf(reading), fill, htmlOf(missingFiles(reading))).text

function missingFiles({ mail: { parts }, verdicts }: Reading): string {
  if (parts.length === 0) return ''
  if (verdicts.virus === 'fail') return `[A virus was found: ${filesIn(parts)} left out.]`
  return refusedLines(sift(parts).refused).join('\n')
}

function attempt(html: string, fill: Filling, below: string): string | undefined {
  if (html.length > 4 * maxBodyBytes) return undefined
  try {
    const safe = sanitise(fill(html)).trim() + below
    return bytesOf(safe) <= maxBodyBytes ? safe : undefined
  } catch (fault) {
    if (fault instanceof RangeError) return undefined
    throw fault
  }
}

/** A text as HTML that shows exactly it: a paragraph for each part between blank lines. */
function inLines(text: string, fill: Filling, below: string): Said {
  const whole = fill(htmlOf(text)) + below
  if (bytesOf(whole) <= maxBodyBytes) return { ...render('html', whole), source: whole, isCut: false }
  let length = maxBodyBytes
  for (;;) {
    length = Math.floor(length * 0.8)
    const begin = text
      .slice(0, length)
      .toWellFormed()
      .replace(/\ufffd$/, '')
      .trimEnd()
    const source = fill(htmlOf(`${begin} …\n\n${cutNote}`)) + below
    if (bytesOf(source) <= maxBodyBytes) return { ...render('html', source), source, isCut: true }
  }
}

const htmlOf = (text: string): string => (text === '' ? '' : paragraphs(text))
const paragraphs = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${part.split('\n').map(inLine).join('<br>')}</p>`)
    .join('')

/** Blanks that somebody has put there to line something up stay. */
const inLine = (line: string): string =>
  escaped(line).replace(/^ +| {2,}/g, (blanks: string) => '\u00a0'.repeat(blanks.length))

const mostTitle = 200
/** `Re:`, as programs of several languages say it: where nothing follows, it says nothing. */
const onlyAnswers = /^(?:\s*(?:re|aw|antw|sv|vs|fwd?|wg|tr|rv|ref)\s*:)+\s*$/i

/** A title: the subject without the number of another ticket in it; else how it begins. Never empty. */
export function titleOf(reading: Reading): string {
  const { mail, author } = reading
  const subject = oneLine(
    mail.subject.replace(/[[［【]\s{0,3}#?[A-Z]{1,10}(?:-?\d{1,12}){1,2}\s{0,3}[\]］】]/gi, ' '),
    mostTitle,
  )
  if (visible.test(subject) && !onlyAnswers.test(subject)) return subject
  const [first = ''] = reading.words.said.split('\n').filter((line) => visible.test(line))
  const begin = oneLine(first, 80)
  if (!reading.unreadable && visible.test(begin)) return begin
  return oneLine(author ? `Mail from ${author.address}` : 'Mail without a sender', mostTitle)
}
