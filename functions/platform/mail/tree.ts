import PostalMime from 'postal-mime'
import { charsetSaid, endsHeaders, inUtf8, isBoundary } from './header-lines.ts'
import { Base64OrNot, type BodyDecoder, Verbatim } from './verbatim.ts'

/** Why a message is not taken apart: it is kept as it came. */
export type Unreadability =
  | 'empty'
  | 'too-large'
  | 'too-deep'
  | 'too-many-parts'
  | 'too-many-lines'
  | 'headers-too-large'
  | 'unreadable'

/** Bounds of what is taken apart: beyond them it is an attack, or nothing that anybody reads on a ticket. */
export const limits = {
  /** What SES takes in at most (its quota for receiving). */
  bytes: 40 * 1024 * 1024,
  /** Multiparts within each other; a forwarded thread of ten has about as many. */
  depth: 20,
  /** Parts of one message, multiparts counted, those of forwarded ones not: they may have as many again. */
  parts: 1000,
  /** 40 MB of base64 are 550,000 lines. */
  lines: 1_500_000,
  /** Headers of all parts together; of ten thousand addressees half of it. */
  headerBytes: 1024 * 1024,
  /** Messages within messages that are read; deeper ones stay files. */
  messages: 3,
  /** Messages within it that are read, all levels together; the others stay files. */
  messagesInAll: 30,
} as const

export class TooMuch extends Error {
  readonly why: Unreadability
  constructor(why: Unreadability) {
    super(why)
    this.why = why
  }
}

/** A part of the tree, as postal-mime has it inside (its `MimeNode`): it tells the outside less than what is needed here. */
export interface Node {
  readonly childNodes: readonly Node[]
  readonly parentNode?: Node
  readonly state: 'header' | 'body' | 'finished'
  readonly headers: readonly { key: string; value: string }[]
  readonly contentType: { parsed: { value: string; params: Record<string, string> }; multipart: string | false }
  readonly contentDisposition: { parsed: { value: string; params: Record<string, string> } }
  readonly contentTransferEncoding: { encoding: string }
  readonly contentId?: string
  contentDecoder: BodyDecoder | null
  readonly content: ArrayBuffer | Uint8Array | null
  decodeFlowedText(text: string, deleteSpace: boolean): string
}

interface Inside {
  readonly root: Node
  readonly currentNode: Node
  processLine(line: Uint8Array, last: boolean): Promise<void>
  collectNode(): Promise<void>
  renderTextContent(): void
}

export interface Tree {
  root: Node
  /** What stands after the end of the last part: nobody shows it, but somebody wrote it. */
  after: Uint8Array
  /** Of headers in eight bits, for which there is no rule (RFC 5322, 2.2; but RFC 6532: UTF-8). */
  problems: readonly string[]
}

/**
 * A message's parts, still in bytes. Throws `TooMuch`; `partial` is told the headers of whatever was read until then.
 */
export async function treeOf(raw: Uint8Array, partial: (root: Node) => void = () => {}): Promise<Tree> {
  const parser = new PostalMime({
    maxNestingDepth: limits.depth,
    maxHeadersSize: limits.headerBytes,
    forceRfc822Attachments: true,
  })
  const inside = parser as unknown as Inside
  partial(inside.root)
  const after = new Verbatim()
  const problems = new Set<string>()
  const label = charsetSaid(raw)
  const processLine = inside.processLine.bind(parser)
  const header = async (line: Uint8Array, last: boolean) => {
    const shown = inUtf8(line, label)
    if (shown) problems.add('header-8bit')
    if (endsHeaders(line)) {
      if (!isBoundary(line)) problems.add('headers-broken')
      await processLine(line.subarray(0, 0), false)
      readOurWay(inside.currentNode, problems)
    }
    await processLine(shown ?? line, last)
    readOurWay(inside.currentNode, problems)
  }
  let node: Node | undefined
  let parts = 0
  let lines = 0
  inside.processLine = async (line, last) => {
    lines += 1
    if (lines > limits.lines) throw new TooMuch('too-many-lines')
    if (inside.root.state === 'finished') return after.update(line)
    await (inside.currentNode.state === 'header' ? header : processLine)(line, last)
    if (inside.currentNode === node) return
    node = inside.currentNode
    parts += 1
    if (parts > limits.parts) throw new TooMuch('too-many-parts')
  }
  // Words, files and charsets are ours: what it would make of them besides is left out.
  inside.collectNode = async () => {}
  inside.renderTextContent = () => {}
  // A whole buffer is read in place; a view of one would be copied.
  const whole = raw.byteOffset === 0 && raw.byteLength === raw.buffer.byteLength
  try {
    await parser.parse(whole ? (raw.buffer as ArrayBuffer) : raw)
  } catch (fault) {
    throw fault instanceof TooMuch ? fault : new TooMuch(whyOf(fault))
  }
  return { root: inside.root, after: await after.finalize(), problems: [...problems] }
}

const whyOf = (fault: unknown): Unreadability => {
  const words = fault instanceof Error ? fault.message : ''
  if (words.startsWith('Maximum MIME nesting')) return 'too-deep'
  return words.startsWith('Maximum header size') ? 'headers-too-large' : 'unreadable'
}

/** Bodies are read without a copy of each line, and as what they are. */
function readOurWay(node: Node, problems: Set<string>): void {
  const decoder = node.contentDecoder
  if (node.state !== 'body' || !decoder || decoder instanceof Verbatim || decoder instanceof Base64OrNot) return
  const { encoding } = node.contentTransferEncoding
  if (/base64/i.test(encoding)) node.contentDecoder = new Base64OrNot(decoder, () => problems.add('encoding-wrong'))
  else if (!/quoted-printable/i.test(encoding)) node.contentDecoder = new Verbatim()
}
