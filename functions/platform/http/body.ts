import { createHash } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { invalid, Refusal } from '../../../domain/refusal.ts'

/** The largest body that is read: more than any operation needs. */
export const maxBodyBytes = 256 * 1024

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
  try {
    return JSON.parse(text)
  } catch (broken) {
    throw invalid('', `is not valid JSON: ${(broken as Error).message}`, 'a JSON object')
  }
}

/** A hash of what a request asks for, the same for the same JSON in another order or spacing. */
export const hashOf = (...parts: unknown[]): string => createHash('sha256').update(canonical(parts)).digest('base64')

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`
}
