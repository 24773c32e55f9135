import { decode } from './charset.ts'

/** The charset that a message names first: that of headers in eight bits is most likely the same. */
export function charsetSaid(raw: Uint8Array): string | undefined {
  const head = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, 64 * 1024)).toString('latin1')
  return /charset\s*=\s*"?([\w.:-]{2,40})/i.exec(head)?.[1]
}

/** A line of headers in eight bits, for which there is no rule but UTF-8 (RFC 6532), in UTF-8; nothing where it is so already. */
export function inUtf8(line: Uint8Array, label?: string): Uint8Array | undefined {
  if (!line.some((byte) => byte > 0x7f || byte === 0x1b)) return undefined
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(line)
    if (!line.includes(0x1b)) return undefined
  } catch {}
  const said = label && !/utf-?8|ascii/i.test(label) ? decode(line, label) : decode(line)
  return Buffer.from(said.text.replace(/^[\r\n]+/, '').replace(/[\r\n]+/g, ' '))
}

const text = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
export const isBoundary = (line: Uint8Array) => line[0] === 0x2d && line[1] === 0x2d
const isHeader = (line: string) => /^(?:[!-9;-~]+[ \t]*:|[ \t])/.test(line)

/** Where the empty line below the headers is missing, the body begins with what is no header, unless one follows. */
export function endsHeaders(line: Uint8Array): boolean {
  if (line.length === 0 || isHeader(text(line.subarray(0, 200)))) return false
  const end = line.byteOffset + line.length
  const [, next = ''] = text(new Uint8Array(line.buffer, end, Math.min(200, line.buffer.byteLength - end))).split('\n')
  return !isHeader(next)
}
