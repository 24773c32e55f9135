import { isOwnMarker } from './own-marker.ts'
import * as words from './quotation-words.ts'

/** No line of a program is longer; of a longer one only the beginning is judged. */
const longest = 600
const judged = (line: string): string => line.slice(0, longest).trim().toLowerCase()

/** Whether a line is marked as quoted by what stands before it. */
export const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line)
export const isBlank = (line: string): boolean => line.trim() === ''

const original = new RegExp(`^[\\s*]{0,3}[-_=—–]{2,}\\s*(?:${words.originals})\\s*:?\\s*[-_=—–]{2,}[\\s*:]*$`, 'u')
const forward = new RegExp(
  `^[\\s*]{0,3}(?:[-_=—–]{2,}\\s*(?:${words.forwards})\\s*:?\\s*[-_=—–]*|(?:${words.forwards})\\s*[:：])[\\s*]*$`,
  'u',
)
/** Between hyphens or angle brackets, who wrote what follows: Notes and GroupWise. */
const named = new RegExp(
  `^(?:-{4,}.{1,200}(?:${words.wrote})\\s?[:：]\\s?-{4,}|>>>\\s.{1,200}\\d[:.]\\d\\d.{0,10}\\s>>>)$`,
  'u',
)
const rule = /^[\s*]*[-_=—–]{5,}[\s*]*$/

const label = (of: string) => new RegExp(`^[\\s*]{0,3}(?:${of})\\s{0,3}\\*{0,2}\\s{0,3}[:：]`, 'u')
const fromLabel = label(words.fromLabels)
const otherLabel = label(words.otherLabels)
const anyLabel = (line: string): boolean => fromLabel.test(line) || otherLabel.test(line)
const time = /\d{1,2}[:.h時시]\d{2}/
const date = /\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[年년/-]/

/** Whether a block of headers begins here, as programs put it above what is quoted: three labels at least, and an address or a time. */
function headersAt(lines: readonly string[], at: number): boolean {
  const first = judged(lines[at] ?? '')
  if (!anyLabel(first)) return false
  const block = lines
    .slice(at, at + 12)
    .map(judged)
    .filter((line) => line !== '')
  // The block ends with the first line that has no label; names of many addressees go on in lines of their own.
  const after = block.findIndex((line) => !anyLabel(line) && !/^["<]|@/.test(line))
  const of = block.slice(0, after < 0 ? undefined : after)
  const labels = of.filter(anyLabel)
  if (!labels.some((line) => fromLabel.test(line))) return false
  const whole = of.join(' ')
  if (labels.length === 2) return whole.includes('@') && time.test(whole)
  return labels.length >= 3 && (whole.includes('@') || (labels.length >= 4 && (time.test(whole) || date.test(whole))))
}

const wroteAtEnd = new RegExp(`(?:^|[^\\p{L}])(?:${words.wrote})(?:\\s*[^:：]{0,40})?\\s*[:：]$`, 'u')
/** Where other words stand between the verb and the end, or no blank before it. */
const wroteElse = /(?:ezt írta \(.{1,100}\)|のメール|さんは書きました|は書きました|写道|寫道|님이 작성|작성)\s*[:：]?$/u
const wroteAmid = new RegExp(`^(?:${words.begins})\\s.{4,200}\\s(?:${words.verbAmid})\\s.{1,200}$`, 'u')
const begins = new RegExp(`^(?:(?:${words.begins})[\\s,.]|\\d|<|"|[\\p{L}.]{2,12}[,.]?\\s\\d)`, 'u')
const address = /<?[^\s<>@]{1,100}@[^\s<>@]{1,100}\.[^\s<>@]{2,60}>?/

/** How many lines say here who wrote what is quoted next; 0 where none do. */
function attributionAt(lines: readonly string[], at: number): number {
  const first = judged(lines[at] ?? '')
  if (first === '' || isQuoted(first)) return 0
  for (let count = 1; count <= 4; count++) {
    const last = lines[at + count - 1]
    if (last === undefined || isBlank(last) || isQuoted(last)) return 0
    if (count > 1 && !(begins.test(first) && /\d/.test(first) && !/[.!?]$/.test(first))) return 0
    const whole = lines
      .slice(at, at + count)
      .map(judged)
      .join(' ')
      .slice(0, longest)
    if (isAttribution(whole, quotedNext(lines, at + count))) return count
  }
  return 0
}

/** An address in brackets at the end: nobody writes that by hand. */
const addressAtEnd = /[<(（][^\s<>@]{1,100}@[^\s<>@]{1,200}[>)）]\s{0,3}[:：]$/

function isAttribution(whole: string, isQuotedNext: boolean): boolean {
  const hasWhen = time.test(whole) || date.test(whole)
  const hasColon = /[:：]$/.test(whole)
  // Some programs end without a colon.
  if (!hasColon && !wroteElse.test(whole)) return isQuotedNext && hasWhen && wroteAmid.test(whole)
  const says = wroteAtEnd.test(whole) || wroteElse.test(whole) || wroteAmid.test(whole)
  const hasWho = address.test(whole)
  if (isQuotedNext) return says || (hasWhen && begins.test(whole)) || hasWho
  // Nothing but these words tells the quotation from what somebody says here: both when and who, or the verb and one of them.
  return (hasWhen && addressAtEnd.test(whole)) || (says && (hasWho || (time.test(whole) && begins.test(whole))))
}

function quotedNext(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from, from + 3).find((line) => !isBlank(line))
  return next !== undefined && isQuoted(next)
}

/** What a line begins: `quotation` to the end of the text, `attribution` of quoted lines, `headers` that a quotation or a forwarded mail may have. */
export interface Mark {
  is: 'forward' | 'quotation' | 'headers' | 'attribution'
  at: number
  /** How many lines say so. */
  lines: number
}

/** What begins at a line, if anything of a mail program does. */
export function markAt(lines: readonly string[], at: number): Mark | undefined {
  const line = lines[at] ?? ''
  const small = judged(line)
  if (named.test(small)) return { is: 'quotation', at, lines: 1 }
  if (isQuoted(line) || isBlank(line)) return undefined
  if (forward.test(small)) return { is: 'forward', at, lines: 1 }
  if (original.test(small) || isOwnMarker(line)) return { is: 'quotation', at, lines: 1 }
  if (headersAt(lines, at)) return { is: 'headers', at, lines: 1 }
  if (rule.test(small)) {
    const next = [1, 2].find((by) => !isBlank(lines[at + by] ?? ''))
    return next && headersAt(lines, at + next) ? { is: 'headers', at, lines: 1 } : undefined
  }
  const count = attributionAt(lines, at)
  if (count === 0) return undefined
  return { is: quotedNext(lines, at + count) ? 'attribution' : 'quotation', at, lines: count }
}

const programLine = new RegExp(`^(?:${words.programLines})[.!。]?$`, 'u')
const sendingThing = new RegExp(words.sendingThings, 'u')
const parting = new RegExp(`^(?:${words.partings})[,.!、。]*$`, 'u')

/** Whether a line is what a telephone or a mail program adds. */
export function isProgramLine(line: string): boolean {
  const plain = judged(line)
    .replace(/<?\(?https?:\/\/[^\s>)]{1,500}\)?>?/g, ' ')
    .replace(/[[\]<>*_()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return plain.length < 200 && programLine.test(plain) && sendingThing.test(plain)
}

/** Whether somebody takes their leave here. */
export const isParting = (line: string): boolean => line.length < 60 && parting.test(judged(line))

/** The delimiter of RFC 3676, section 4.3, with or without the blank that programs lose. */
export const isDelimiter = (line: string): boolean => /^(?:--|—|–)\s{0,3}$/.test(line)

/** Whether a line looks like a part of a visiting card. */
export const isOfCard = (line: string): boolean =>
  /@|www\.|https?:|\+\d[\d ()/.-]{6,}|\b(?:tel|phone|mobile?|mobil|fax|fon|gsm|cell|t|m|p)\b\.?\s?[:.]?\s?[+(\d]|\s\|\s|\bgmbh\b|\bltd\b|\binc\b|\bllc\b/i.test(
    line.slice(0, longest),
  )
