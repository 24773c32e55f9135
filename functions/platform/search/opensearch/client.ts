import { S3Client } from '@aws-sdk/client-s3'
import { environment } from '../../environment.ts'
import { pauseFor } from '../../retry.ts'
import { signed } from './signature.ts'

const tries = 4
const patienceMs = 10_000

/** A node on this machine asks for no signature, and has no credentials to check it with. */
const isLocal = (url: URL) => url.protocol === 'http:'

/** Finds credentials and region as every client of the SDK does. */
const sdk = new S3Client({})

export interface Answered {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: OpenSearch's answers, of which we read a few fields
  body: any
}

/** Asks OpenSearch; tries again what passes by itself. Throws what it then still refuses, but for statuses expected. */
export async function ask(
  method: string,
  path: string,
  body?: unknown,
  expected: readonly number[] = [],
): Promise<Answered> {
  const url = new URL(path, environment('SEARCH_ENDPOINT'))
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)
  for (let attempt = 1; ; attempt += 1) {
    const answered = await once(method, url, text).catch((fault: Error) => fault)
    const passing = answered instanceof Error || answered.status === 429 || answered.status >= 502
    if (passing && attempt < tries) {
      await pauseFor(attempt + 3)
      continue
    }
    if (answered instanceof Error) throw answered
    if (answered.status < 300 || expected.includes(answered.status)) return answered
    throw new Error(
      `OpenSearch answered ${answered.status} to ${method} ${url.pathname}: ${JSON.stringify(answered.body?.error?.type ?? '')}`,
    )
  }
}

async function once(method: string, url: URL, body: string): Promise<Answered> {
  const headers = { 'content-type': url.pathname.endsWith('_bulk') ? 'application/x-ndjson' : 'application/json' }
  const request = { method, url, headers, body }
  const response = await fetch(url, {
    method,
    headers: isLocal(url) ? headers : await signature(request),
    ...(body && { body }),
    signal: AbortSignal.timeout(patienceMs),
  })
  return { status: response.status, body: await response.json().catch(() => undefined) }
}

async function signature(request: Parameters<typeof signed>[0]): Promise<Record<string, string>> {
  const [credentials, region] = await Promise.all([sdk.config.credentials(), sdk.config.region()])
  const { host: _, ...headers } = signed(request, credentials, { region, service: 'es', now: new Date() })
  return headers
}
