import { gunzipSync } from 'node:zlib'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/documents/api.ts'
import { openApi } from '../../schemas/openapi.ts'
import { operations } from '../../schemas/operations/catalogue.ts'
import { basePath, type Operation } from '../../schemas/operations/operation.ts'
import { Problem } from '../../schemas/problem.ts'

const routed = ['/openapi.json', '/docs']

/** As the gateway asks: by route where there is one, else `$default`. */
const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
  handler({
    routeKey: method === 'GET' && routed.includes(path) ? `GET ${basePath}${path}` : '$default',
    rawPath: basePath + path,
    headers,
    requestContext: { requestId: 'request-1', http: { method } },
  } as unknown as APIGatewayProxyEventV2)

describe('GET /openapi.json', () => {
  it('answers the document that the operations make', async () => {
    const { statusCode, headers, body } = await ask('GET', '/openapi.json')
    expect(statusCode).toBe(200)
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'x-request-id': 'request-1' })
    expect(JSON.parse(body ?? '')).toEqual(JSON.parse(JSON.stringify(openApi())))
  })
})

describe.each(routed)('GET %s', (path) => {
  it('is zipped for those who take that, and says the same', async () => {
    const plain = await ask('GET', path)
    const zipped = await ask('GET', path, { 'accept-encoding': 'br;q=1, gzip;q=0.8' })
    expect(plain.headers).not.toHaveProperty('content-encoding')
    expect(zipped).toMatchObject({
      isBase64Encoded: true,
      headers: { 'content-encoding': 'gzip', vary: 'accept-encoding' },
    })
    expect(gunzipSync(Buffer.from(zipped.body ?? '', 'base64')).toString()).toBe(plain.body)
  })

  it.each(['identity', 'br', 'gzip;q=0', 'gzip; q=0.0'])('is plain for those who take %s', async (encoding) => {
    expect((await ask('GET', path, { 'accept-encoding': encoding })).isBase64Encoded).toBeUndefined()
  })

  it('is not sent again to those who have it', async () => {
    const { headers } = await ask('GET', path)
    const again = await ask('GET', path, { 'if-none-match': `"other", ${headers?.etag}` })
    expect(again).toMatchObject({ statusCode: 304, body: '', headers: { 'x-request-id': 'request-1' } })
    expect((await ask('GET', path, { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })
})

describe('what no route is for', () => {
  it('is a 404 problem where the path is none', async () => {
    for (const path of ['/tikets', '/tickets/', '/tickets/TKT000123/history/1', '/openapiXjson']) {
      const { statusCode, headers, body } = await ask('GET', path)
      expect(statusCode).toBe(404)
      expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'x-request-id': 'request-1' })
      expect(headers).not.toHaveProperty('allow')
      expect(Problem.parse(JSON.parse(body ?? ''))).toMatchObject({
        type: 'urn:service-desk:problem:not-found',
        status: 404,
        instance: basePath + path,
        requestId: 'request-1',
      })
    }
  })

  it.each(Object.values(operations as Record<string, Operation>).map(({ path }) => path))(
    'is a 405 problem with the methods that there are: %s',
    async (path) => {
      const { statusCode, headers, body } = await ask('DELETE', path.replaceAll(/\{\w+\}/g, 'TKT000123'))
      const methods = Object.values(operations as Record<string, Operation>)
        .filter((operation) => operation.path === path)
        .map(({ method }) => method.toUpperCase())
      expect(statusCode).toBe(405)
      expect(`${headers?.allow}`.split(', ').toSorted()).toEqual(methods.toSorted())
      expect(Problem.parse(JSON.parse(body ?? ''))).toMatchObject({
        type: 'urn:service-desk:problem:method-not-allowed',
        status: 405,
        requestId: 'request-1',
      })
    },
  )

  it('is not taken in by a path outside the service', async () => {
    const event = {
      routeKey: '$default',
      rawPath: '/tickets',
      headers: {},
      requestContext: { requestId: 'r', http: {} },
    }
    expect((await handler(event as unknown as APIGatewayProxyEventV2)).statusCode).toBe(404)
  })
})
