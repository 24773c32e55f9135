import type { Incoming, Part } from '../../../domain/mail/incoming.ts'
import { harmless } from '../markup/characters.ts'
import { wordsOf } from './html-words.ts'

/** One text of a message: as it was written, in one form or both. */
export interface Body {
  /** Beside what the message itself says: an invitation, a forwarded message. */
  extra?: boolean
  /** Another form of it (in `winmail.dat`): only where the message says nothing itself. */
  spare?: boolean
  text?: string
  html?: string
}

/** What a message consists of, gathered part by part in their order. */
export interface Content {
  bodies: Body[]
  parts: Part[]
  report?: NonNullable<Incoming['report']>
}

/** All texts as one, in text and (where one of them has it) in HTML. The HTML is as it came: not yet safe to show. */
export function joined(all: readonly Body[], found: (problem: string) => void): { text: string; html?: string } {
  const said = all.some((body) => !body.spare && (body.text?.trim() || body.html))
  const bodies = (said ? all.filter(({ spare }) => !spare) : all).filter(firstOfTwins)
  const texts = bodies.map(({ text, html }) => (text?.trim() ? text : html === undefined ? '' : wordsOf(html, found)))
  const text = harmless(
    texts
      .map((each) => each.trimEnd())
      .filter(Boolean)
      .join('\n\n'),
  ).replace(/^\n+/, '')
  if (!bodies.some(({ html }) => html !== undefined)) return { text }
  return { text, html: bodies.map((body) => body.html ?? shown(body.text ?? '')).join('\n') }
}

/** An invitation that comes twice is told once. */
const firstOfTwins = ({ extra, text }: Body, at: number, all: readonly Body[]) =>
  !extra || all.findIndex((other) => other.extra && other.text === text) === at

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const shown = (text: string) =>
  `<div style="white-space: pre-wrap">${text.replace(/[&<>]/g, (sign) => entities[sign] as string)}</div>`

const longestName = 200

/** A file's name: on one line, of no folder, and short enough for any disk, its ending kept. */
export function nameOf(given: string | undefined, otherwise: string): string {
  const last = harmless(given ?? '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .split(/[/\\]/)
    .at(-1)
  const name = (last ?? '').trim().replace(/^\.+$/, '')
  if (!name) return otherwise
  if (name.length <= longestName) return name
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(name)?.[0] ?? ''
  return name.slice(0, longestName - ending.length).toWellFormed() + ending
}
