import {
  isBlank,
  isDelimiter,
  isOfCard,
  isParting,
  isProgramLine,
  isQuoted,
  type Mark,
  markAt,
} from './quotation-lines.ts'
import { forwardPrefixes } from './quotation-words.ts'
import { lettersOf, type Stretch, stretchesOf } from './quoted-html.ts'

/** A mail, apart: every line of it stands in one of the two. */
export interface Cut {
  /** What the person wrote. Empty only where the mail is. */
  said: string
  /** What they quoted, and what stands below everything they write. */
  rest: string
}

type Kind = 'said' | 'quoted' | 'introduction' | 'signature'
interface Block {
  kind: 'said' | 'quoted'
  lines: number[]
}

const isForward = new RegExp(`^(?:${forwardPrefixes})\\s{0,3}[:：]`, 'iu')

/**
 * Tells what somebody wrote from what they quote and from their signature. Whoever answers between quoted lines keeps those that they
 * answer to; a mail that was sent on stays whole, for it is the matter. The HTML tells where programs have marked it; the subject, that a mail was sent on.
 */
export function cut(text: string, html?: string, subject = ''): Cut {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, '')
    .split('\n')
  const kinds = kindsOf(lines, html, isForward.test(subject.trim()))
  if (!kinds) return { said: tidy(lines), rest: '' }
  const without = said(lines, kinds)
  const kept =
    without.size > 0
      ? without
      : said(
          lines,
          kinds.map((kind) => (kind === 'signature' ? 'said' : kind)),
          false,
        )
  if (kept.size === 0) return { said: tidy(lines), rest: '' }
  return {
    said: tidy(lines.map((line, at) => (kept.has(at) ? line : undefined))),
    rest: tidy(lines.map((line, at) => (kept.has(at) ? undefined : line))),
  }
}

/** What each line is; nothing where the mail was sent on. */
function kindsOf(lines: readonly string[], html: string | undefined, isSentOn: boolean): Kind[] | undefined {
  const { kinds, first } = markedKinds(lines, html)
  let isFirst = true
  for (let at = 0; at < lines.length; at++) {
    const mark = markAt(lines, at)
    if (!mark) continue
    const sendsOn = mark.is === 'forward' || (mark.is === 'headers' && (isSentOn || isAnnounced(lines, at)))
    if (isFirst && at <= first + 1 && sendsOn) return undefined
    isFirst = false
    const isQuotedBelow = quotes(kinds, lines, mark)
    kinds.fill('introduction', at, isQuotedBelow ? at + mark.lines : lines.length)
    if (!isQuotedBelow) return kinds
    at += mark.lines - 1
  }
  return kinds
}

/** Whether somebody leads up to what follows: `We never got this mail:`. Then it is what they write about. */
const isAnnounced = (lines: readonly string[], at: number): boolean =>
  /[:：]\s*$/.test(lines.slice(Math.max(0, at - 3), at).findLast((line) => !isBlank(line)) ?? '')

/** What each line is by the marks before it and by the HTML, and the first that the HTML marks as quoted. */
function markedKinds(lines: readonly string[], html: string | undefined): { kinds: Kind[]; first: number } {
  const kinds: Kind[] = lines.map((line) => (isQuoted(line) ? 'quoted' : 'said'))
  const marked = html ? placed(stretchesOf(html), lines) : []
  for (const { is, from, to } of marked) {
    for (let at = from; at < to; at++) if (kinds[at] === 'said') kinds[at] = is === 'quotation' ? 'quoted' : 'signature'
  }
  return { kinds, first: marked.find(({ is }) => is === 'quotation')?.from ?? lines.length }
}

/** Whether what a mark introduces is marked itself, line by line: then somebody may have written below. */
function quotes(kinds: readonly Kind[], lines: readonly string[], { is, at, lines: count }: Mark): boolean {
  if (is === 'headers') return false
  const next = [0, 1, 2].map((by) => at + count + by).find((index) => !isBlank(lines[index] ?? ''))
  return next !== undefined && kinds[next] === 'quoted'
}

/** The lines that are said, by their place. */
function said(lines: readonly string[], kinds: readonly Kind[], unsigned = true): Set<number> {
  const blocks: Block[] = []
  for (const [at, kind] of kinds.entries()) {
    if (kind !== 'said' && kind !== 'quoted') continue
    const isWrapped = kind === 'said' && wraps(lines, kinds, at)
    const last = blocks.at(-1)
    const as = isWrapped || (last && isBlank(lines[at] ?? '')) ? (last?.kind ?? kind) : kind
    if (last?.kind === as) last.lines.push(at)
    else blocks.push({ kind: as, lines: [at] })
  }
  for (const block of blocks)
    if (unsigned && block.kind === 'said') block.lines = [...withoutSignature(block.lines, lines)]
  const full = blocks.filter(({ lines: of }) => of.some((at) => !isBlank(lines[at] ?? '')))
  return new Set(answered(full, kinds.includes('introduction')).flatMap(({ lines: of }) => of))
}

/** Of more lines than this nobody has chosen each. */
const longestChosen = 20

/**
 * What is said, and between answers what they answer to. One answer below one quotation needs none of it; but lines that no program has
 * introduced were marked by a hand: a command and its output, or what somebody takes up.
 */
function answered(blocks: readonly Block[], isIntroduced: boolean): Block[] {
  const isAnswer = ({ kind }: Block, at: number) => kind === 'said' && blocks[at - 1]?.kind === 'quoted'
  const answers = blocks.filter(isAnswer).length
  const isBetween = answers > 1 || blocks.some((block, at) => isAnswer(block, at) && blocks[at + 1]?.kind === 'quoted')
  const isKept = ({ lines }: Block) => isBetween || (!isIntroduced && lines.length <= longestChosen)
  return blocks.filter((block, at) => block.kind === 'said' || (blocks[at + 1]?.kind === 'said' && isKept(block)))
}

/** Whether a line is the end of a quoted one that a program has broken: between two quoted ones, below a long one. */
function wraps(lines: readonly string[], kinds: readonly Kind[], at: number): boolean {
  const before = lines[at - 1] ?? ''
  const isBetween = kinds[at - 1] === 'quoted' && kinds[at + 1] === 'quoted' && isQuoted(lines[at + 1] ?? '')
  return isBetween && before.length >= 60 && !isBlank(lines[at] ?? '') && (lines[at] ?? '').length < before.length
}

/** The lines of a block down to where a signature begins. */
function withoutSignature(block: readonly number[], lines: readonly string[]): readonly number[] {
  const text = (at: number) => lines[at] ?? ''
  const delimiter = block.findIndex((at) => isDelimiter(text(at)))
  const below = delimiter < 0 ? [] : block.slice(delimiter + 1).filter((at) => !isBlank(text(at)))
  const unsigned = delimiter < 0 || below.length > longestCard ? block : block.slice(0, delimiter)
  const tail = unsigned.findLastIndex((at) => !isTail(text(at))) + 1
  const program = unsigned.findIndex((at, place) => place >= tail && isProgramLine(text(at)))
  return withoutCard(program < 0 ? unsigned : unsigned.slice(0, program), lines)
}

const isTail = (line: string): boolean => isBlank(line) || isProgramLine(line) || /^[\s*_—–=-]+$/.test(line)

/** So many lines may a visiting card have, with what lawyers want below it. */
const longestCard = 25

/** Cuts a visiting card below the leave somebody takes; the leave and the name stay. */
function withoutCard(block: readonly number[], lines: readonly string[]): readonly number[] {
  const parting = block.findLastIndex((at) => isParting(lines[at] ?? ''))
  if (parting < 0) return block
  const [, ...below] = block.slice(parting + 1).filter((at) => !isBlank(lines[at] ?? ''))
  const texts = below.map((at) => lines[at] ?? '')
  const isCard =
    texts.length <= longestCard &&
    texts.slice(0, 8).some(isOfCard) &&
    !texts.some((line) => /[?？]/.test(line.replace(/https?:\S+/g, '')) || /^\s*p\.?\s?s\b/i.test(line))
  const first = below[0]
  return isCard && first !== undefined ? block.slice(0, block.indexOf(first)) : block
}

/** Where the stretches of the HTML are in the text, by line: those that are found, and begin with their line. */
function placed(
  stretches: readonly Stretch[],
  lines: readonly string[],
): { is: Stretch['is']; from: number; to: number }[] {
  if (stretches.length === 0) return []
  const ends: number[] = []
  let whole = ''
  for (const line of lines) {
    whole += lettersOf(line)
    ends.push(whole.length)
  }
  return stretches.flatMap(({ is, probe, from, to }) => {
    // Addresses of links and the like stand in one and not in the other: what is looked for may have moved.
    const found = probe.length < 4 ? -1 : nearest(whole, probe, from)
    const first = found < 0 ? -1 : lineWith(ends, found)
    if (first < 0 || (ends[first - 1] ?? 0) !== found) return []
    const last = to === Number.POSITIVE_INFINITY ? -1 : lineWith(ends, found + to - from)
    return [{ is, from: first, to: last < 0 ? lines.length : last }]
  })
}

/** The line that has a letter, by where each ends; -1 where none has. */
function lineWith(ends: readonly number[], letter: number): number {
  let low = 0
  let high = ends.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] ?? 0) > letter) high = middle
    else low = middle + 1
  }
  return low < ends.length ? low : -1
}

function nearest(whole: string, probe: string, from: number): number {
  const after = whole.indexOf(probe, from)
  const before = whole.lastIndexOf(probe, from)
  if (after < 0 || before < 0) return Math.max(after, before)
  return after - from <= from - before ? after : before
}

/** Lines as one text, without blank ones at its ends and with at most one between. */
const tidy = (lines: readonly (string | undefined)[]): string =>
  lines
    .filter((line) => line !== undefined)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd()
