import type { Block, Quote } from '../platform/mail/letter.ts'
import type { Spoken } from '../platform/mail/spoken.ts'
import type { About, Tellings } from './tellings.ts'
import type { Words } from './words/english.ts'

/** What a letter is written with. */
export interface Writing extends About {
  number: string
  words: Words
  spoken: Spoken
}

/** A letter without what stands around it in every one of its kind. */
export interface Matter {
  /** Without the ticket's number. */
  subject: string
  blocks: readonly (Block | undefined)[]
  /** A part of the talk about the ticket: its subject is the ticket's title, so that programs show it in one thread. */
  isTalk?: 'begun' | 'answered'
}

export type Write<Kind extends keyof Tellings> = (writing: Writing, said: Tellings[Kind]) => Matter

export const paragraph = (text: string): Block => ({ is: 'paragraph', text })
export const button = (label: string, url: string | undefined): Block | undefined =>
  url ? { is: 'button', label, url } : undefined
/** Those that have a value. */
export function facts(given: Readonly<Record<string, string | undefined>>): Block | undefined {
  const known = Object.entries(given).flatMap(([label, value]) => (value ? [{ label, value }] : []))
  return known.length > 0 ? { is: 'facts', facts: known } : undefined
}

/** A file is never a part of a mail: its name leads to where whoever may can fetch it. */
export const answer = (
  { words, track }: Writing,
  quote?: Quote,
  files: readonly string[] = [],
): (Block | undefined)[] => [
  quote,
  files.length > 0
    ? { is: 'links', title: words.files(files.length), links: files.map((label) => ({ label, url: track })) }
    : undefined,
]
