import type { Incoming, Part, Unread } from '../../../domain/mail/incoming.ts'
import { oneLine } from '../markup/characters.ts'
import { decode } from './charset.ts'
import { type Content, joined } from './content.ts'
import { envelopeOf } from './envelope.ts'
import { type Gathering, gathered } from './gather.ts'
import { opened } from './tnef.ts'
import { limits, type Node, TooMuch, type Tree, treeOf } from './tree.ts'

/**
 * Takes a message apart (RFC 5322, RFC 2045 to 2049). Never throws: beyond the limits (`tree.ts`), or where nothing of it can
 * be read, it says so, with the headers as far as there are any. The HTML is as it came: to be sanitised before it is shown.
 */
export async function parse(raw: Uint8Array): Promise<Incoming | Unread> {
  const problems = new Set<string>()
  const found = (problem: string) => void problems.add(problem)
  const mail = begun(raw, found)
  let root: Node | undefined
  try {
    if (mail.length === 0) throw new TooMuch('empty')
    if (raw.length > limits.bytes) throw new TooMuch('too-large')
    const tree = await treeOf(mail, (begins) => {
      root = begins
    })
    const { text, html, parts, report } = await read(tree, found)
    return {
      ...envelopeOf(headersOf(tree.root), found),
      text,
      ...(html !== undefined && { html }),
      parts,
      ...(report && { report }),
      problems: [...problems],
    }
  } catch (fault) {
    const unreadable = fault instanceof TooMuch ? fault.why : 'unreadable'
    const headers = root?.headers.length ? headersOf(root) : await headersOnly(mail)
    return { unreadable, ...envelopeOf(headers, found), problems: [...problems] }
  }
}

const headersOf = ({ headers }: Node) => headers.map(({ key, value }) => ({ key, value }))

async function headersOnly(mail: Uint8Array): Promise<Incoming['headers']> {
  const most = 256 * 1024
  const { text } = decode(mail.subarray(0, most))
  const [head = ''] = text.split(/\r?\n\r?\n/, 1)
  return treeOf(Buffer.from(`${head}\n\n`)).then(
    ({ root }) => headersOf(root),
    () => [],
  )
}

/** Where a message begins, with line ends that can be told apart. */
function begun(raw: Uint8Array, found: (problem: string) => void): Uint8Array {
  const blanks = raw.findIndex((byte) => byte !== 0x0d && byte !== 0x0a)
  const mail = blanks > 0 ? raw.subarray(blanks) : blanks < 0 ? raw.subarray(0, 0) : raw
  if (!endsInCr(mail.subarray(0, 64 * 1024))) return mail
  found('bare-cr')
  return mail.map((byte, at) => (byte === 0x0d && mail[at + 1] !== 0x0a ? 0x0a : byte))
}

/** Whether lines end in a lone CR (an old Mac, some devices): more of them than in LF. */
function endsInCr(head: Uint8Array): boolean {
  let alone = 0
  for (let at = head.indexOf(0x0d); at >= 0; at = head.indexOf(0x0d, at + 1)) if (head[at + 1] !== 0x0a) alone += 1
  return alone > 0 && alone > head.filter((byte) => byte === 0x0a).length
}

interface Reading {
  text: string
  html?: string
  parts: Part[]
  report?: NonNullable<Incoming['report']>
}

async function read(tree: Tree, found: (problem: string) => void): Promise<Reading> {
  const content = await contentOf(tree, { found, depth: 0, messages: { left: limits.messagesInAll } })
  const { text, html } = joined(content.bodies, found)
  const parts = content.parts.map((part) => ({ ...part, inline: standsIn(html, part.contentId) }))
  return {
    text,
    ...(html !== undefined && { html }),
    parts: withoutTwins(parts),
    ...(content.report && { report: content.report }),
  }
}

/** Where in messages within messages it is read, and how many more of them are. */
interface Place {
  found: (problem: string) => void
  depth: number
  messages: { left: number }
}

async function contentOf(tree: Tree, place: Place): Promise<Content> {
  const { found } = place
  for (const problem of tree.problems) found(problem)
  const told: Gathering = { found, opened, within: (raw) => within(raw, { ...place, depth: place.depth + 1 }) }
  const content = await gathered(tree.root, told)
  const after = decode(tree.after).text.trim()
  if (!after) return content
  found('outside-parts')
  return { ...content, bodies: [...content.bodies, { text: after }] }
}

async function within(raw: Uint8Array, place: Place) {
  const { found, depth, messages } = place
  if (depth > limits.messages) return void found('too-deep')
  if (messages.left <= 0) return void found('too-many-messages')
  messages.left -= 1
  try {
    const tree = await treeOf(raw)
    const headers = headersOf(tree.root)
    const { from, subject } = envelopeOf(headers, () => {})
    const sender = from && (from.name ? `${from.name} <${from.address}>` : from.address)
    const date = oneLine(headers.find(({ key }) => key === 'date')?.value ?? '')
    const head = [
      '---------- Forwarded message ----------',
      sender && `From: ${sender}`,
      date && `Date: ${date}`,
      subject && `Subject: ${subject}`,
    ]
    return { content: await contentOf(tree, place), subject, head: head.filter(Boolean).join('\n') }
  } catch (fault) {
    if (!(fault instanceof TooMuch)) throw fault
    return void found(fault.why)
  }
}

/** Programs name pictures by ids that they write in more than one way. */
function standsIn(html: string | undefined, contentId: string | undefined): boolean {
  if (!html || !contentId) return false
  return html.includes(`cid:${contentId}`) || html.includes(`cid:${encodeURIComponent(contentId)}`)
}

/** An invitation comes as an alternative and again as a file (Gmail, Outlook): the file is enough, it has a name. */
function withoutTwins(parts: readonly Part[]): Part[] {
  const seen = new Set<string>()
  const said = ({ content }: Part) => Buffer.from(content).toString('latin1').replace(/\s+/g, ' ').trim()
  return parts
    .toReversed()
    .filter((part) => {
      if (part.contentType !== 'text/calendar') return true
      const words = said(part)
      return !seen.has(words) && seen.add(words)
    })
    .toReversed()
}
