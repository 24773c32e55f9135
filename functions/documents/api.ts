import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { document } from './document.ts'
import { page, policy } from './page/page.ts'
import { elsewhere } from './unknown.ts'

interface Published {
  readonly text: string
  readonly zipped: string
  readonly tag: string
  readonly headers: Record<string, string>
}

function publish(text: string, headers: Record<string, string>): Published {
  // Weak, because the same tag stands for the zipped and the plain form.
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  return {
    text,
    zipped: gzipSync(text).toString('base64'),
    tag,
    headers: { ...headers, etag: tag, 'cache-control': 'public, max-age=60', vary: 'accept-encoding' },
  }
}

const makers: Record<string, () => Published> = {
  '/openapi.json': () => publish(JSON.stringify(document), { 'content-type': 'application/json' }),
  '/docs': () =>
    publish(page(document), {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    }),
}

const made = new Map<string, Published>()

function published(path: string): Published | undefined {
  const known = made.get(path) ?? makers[path]?.()
  if (known) made.set(path, known)
  return known
}

const has = (tags: string | undefined, tag: string) =>
  tags?.split(',').some((one) => ['*', tag].includes(one.trim())) ?? false

const takesGzip = (accepted = '') =>
  accepted.split(',').some((one) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one))

/** Answers the documents' own routes, and what no route is for (the gateway's `$default`). */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  const { headers: asked, routeKey, requestContext } = event
  const found = routeKey.startsWith('GET ') ? published(routeKey.slice(routeKey.lastIndexOf('/'))) : undefined
  if (!found) return elsewhere(event)
  const headers = { ...found.headers, 'x-request-id': requestContext.requestId }
  if (has(asked['if-none-match'], found.tag)) return { statusCode: 304, headers, body: '' }
  if (!takesGzip(asked['accept-encoding'])) return { statusCode: 200, headers, body: found.text }
  return {
    statusCode: 200,
    headers: { ...headers, 'content-encoding': 'gzip' },
    body: found.zipped,
    isBase64Encoded: true,
  }
}
