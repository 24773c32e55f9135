import { createHash } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { invalid, Refusal } from '../../../domain/refusal.ts'

/** The largest body that is read: more than any operation needs. */
export const maxBodyBytes = 256 * 1024
/** More levels than any operation's JSON has: beyond, whoever walks through it may run out of stack. */
const mostDepth = 32

/** The text of a body of a type of its own. Refuses what is larger than the operation says, or of another type. */
export function textBody(
  { body = '', isBase64Encoded, headers }: APIGatewayProxyEventV2,
  { type, maxBytes }: { type: string; maxBytes: number },
): string {
  const given = headers['content-type'] ?? type
  if (given.split(';')[0]?.trim().toLowerCase() !== type) {
    throw new Refusal('unsupported-media-type', `Send ${type}, not ${given}.`)
  }
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.length > maxBytes) {
    throw new Refusal('too-large', `A body may have ${maxBytes} bytes here; this one has ${bytes.length}.`)
  }
  return decoded(bytes)
}

/** Bytes as text: UTF-8, with or without its mark. */
function decoded(bytes: Buffer): string {
  if (bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)))
    throw invalid('', 'is in UTF-16', 'UTF-8; a spreadsheet calls it "CSV UTF-8"')
  const text = bytes.toString('utf8')
  // Where the gateway has made text of bytes that were none, it has left this mark too.
  if (text.includes('\uFFFD') || text.includes('\0'))
    throw invalid('', 'is not in UTF-8', 'UTF-8; a spreadsheet calls it "CSV UTF-8"')
  return text.replace(/^\uFEFF/, '')
}

/**
 * The fields of a form that a page has sent, each once. Refuses what is larger than `maxBodyBytes`, of another type or broken,
 * files, and a field that is there twice.
 */
export async function formBody({
  body = '',
  isBase64Encoded,
  headers,
}: APIGatewayProxyEventV2): Promise<Record<string, string>> {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.length > maxBodyBytes) {
    throw new Refusal('too-large', `A body may have ${maxBodyBytes} bytes; this one has ${bytes.length}.`)
  }
  const type = headers['content-type'] ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\s*(;|$)/i.test(type)) {
    throw new Refusal('unsupported-media-type', `Send application/x-www-form-urlencoded, not ${type || 'nothing'}.`)
  }
  const entries = await new Response(bytes, { headers: { 'content-type': type } }).formData().then(
    (form) => [...form],
    () => {
      throw invalid('', 'is no form', 'the fields of a form')
    },
  )
  const fields = Object.fromEntries(entries)
  for (const [name, value] of entries) {
    if (typeof value !== 'string') throw invalid(name, 'is a file', 'text')
    if (fields[name] !== value) throw invalid(name, 'is there twice', 'one value')
  }
  return fields as Record<string, string>
}

/** The JSON of a body; undefined where there is none. Refuses what is too large, not JSON by its type, or broken. */
export function jsonBody({ body, isBase64Encoded, headers }: APIGatewayProxyEventV2): unknown {
  if (!body) return undefined
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString() : body
  if (Buffer.byteLength(text) > maxBodyBytes) {
    throw new Refusal('too-large', `A body may have ${maxBodyBytes} bytes; this one has ${Buffer.byteLength(text)}.`)
  }
  const type = headers['content-type'] ?? 'application/json'
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new Refusal('unsupported-media-type', `Send application/json, not ${type}.`)
  }
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1]
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw new Refusal('unsupported-media-type', `JSON is sent in UTF-8, not in ${charset} (RFC 8259).`)
  }
  const given = parsed(text)
  if (isDeeper(given, mostDepth)) throw invalid('', 'is nested too deep', `at most ${mostDepth} levels`)
  return given
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (broken) {
    throw invalid('', `is not valid JSON: ${(broken as Error).message}`, 'a JSON object')
  }
}

/** Whether a value is nested deeper; it is looked at level by level, so that no depth is too much for the stack. */
function isDeeper(value: unknown, most: number): boolean {
  let level = [value].filter(hasInside)
  for (let depth = 1; level.length > 0 && depth <= most; depth += 1) {
    level = level.flatMap((one) => Object.values(one).filter(hasInside))
  }
  return level.length > 0
}

const hasInside = (value: unknown): value is object => typeof value === 'object' && value !== null

/** A hash of what a request asks for, the same for the same JSON in another order or spacing. */
export const hashOf = (...parts: unknown[]): string => createHash('sha256').update(canonical(parts)).digest('base64')

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`
}
