import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { type ClientOptions, createClient, untilFresh } from '../../clients/typescript/src/client.ts'
import { NoAnswerError, ProblemError } from '../../clients/typescript/src/errors.ts'
import { pauseMs, usualRetries } from '../../clients/typescript/src/retrying.ts'
import type { Retry } from '../../clients/typescript/src/sending.ts'
import { clientCredentials } from '../../clients/typescript/src/tokens.ts'
import { type Received, type Receiver, receiver } from '../support/receiver.ts'

type Answering = (response: ServerResponse, received: Received) => void

let server: Receiver
afterEach(() => server?.stop())

const says =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Answering =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const hangsUp: Answering = (response) => response.destroy()
const isSilent: Answering = () => undefined
const refuses = (status: number, kind: string, headers: Record<string, string> = {}) =>
  says(
    status,
    {
      type: `urn:service-desk:problem:${kind}`,
      title: 'No',
      status,
      detail: 'Not so.',
      instance: '/',
      requestId: 'r1',
    },
    { 'content-type': 'application/problem+json', 'x-request-id': 'r1', ...headers },
  )

/** A desk that answers so, one after the other; the last again and again. */
async function desk(answers: Answering[], options: Partial<ClientOptions> = {}) {
  const left = [...answers]
  server = await receiver((response, received) => {
    const next = left.length > 1 ? left.shift() : left[0]
    next?.(response, received)
  })
  const retried: Retry[] = []
  const client = createClient({
    url: server.url,
    tokens: () => 'a-token',
    retries: { firstMs: 5 },
    onRetry: (retry) => retried.push(retry),
    ...options,
  })
  return { client, received: server.received, retried }
}
const body = { title: 'No light' }

describe('a call', () => {
  it('goes where the document says, with a token, and its answer comes with its version', async () => {
    const { client, received } = await desk([says(200, { number: 'TKT 1' }, { etag: '"3"', 'x-request-id': 'r9' })])
    const ticket = await client.getTicket({ params: { id: 'TKT 1/a' } })
    expect(ticket).toMatchObject({
      status: 200,
      body: { number: 'TKT 1' },
      etag: '"3"',
      requestId: 'r9',
      replayed: false,
    })
    const [{ path, headers } = { path: '', headers: {} }] = received
    expect(path).toBe('/api/v1/service-desk/tickets/TKT%201%2Fa')
    expect(headers).toMatchObject({ authorization: 'Bearer a-token' })
    expect(headers).not.toHaveProperty('idempotency-key')
  })

  it('says each value of a query, and leaves out what is undefined', async () => {
    const { client, received } = await desk([says(200, { items: [] })])
    await client.listTickets({ query: { status: ['created', 'assigned'], limit: 5, open: undefined } })
    expect(received[0]?.path.split('?')[1]).toBe('status=created&status=assigned&limit=5')
  })

  it('sends `ifMatch` and JSON; 204 and 304 have no body', async () => {
    const { client, received } = await desk([says(204, '')])
    const { body: nothing } = await client.deleteTeam({ params: { id: 'tea_1' }, ifMatch: '"2"' })
    expect(nothing).toBeUndefined()
    expect(received[0]?.headers['if-match']).toBe('"2"')
    await client.createTicket({ body })
    expect(received[1]).toMatchObject({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  })

  it('does not compile with a field that is not there, nor without one that must be', () => {
    const calls = (client: Awaited<ReturnType<typeof desk>>['client']) => [
      // @ts-expect-error: there is no such field
      () => client.createTicket({ body: { title: 'x', colour: 'red' } }),
      // @ts-expect-error: a ticket has a title
      () => client.createTicket({ body: {} }),
      // @ts-expect-error: whose?
      () => client.getTicket(),
      // @ts-expect-error: a replacement says what it replaces
      () => client.replaceTicket({ params: { id: 'x' }, body: { title: 'x', priority: 'low' } }),
      // @ts-expect-error: this is no list
      () => client.each('getTicket'),
    ]
    expect(calls).toBeTypeOf('function')
  })
})

describe('what fails by chance', () => {
  it('is tried again: a write with the same key and the same body, so that it is done once', async () => {
    const { client, received, retried } = await desk([
      hangsUp,
      refuses(503, 'busy'),
      refuses(500, 'fault'),
      says(201, {}),
    ])
    expect((await client.createTicket({ body })).status).toBe(201)
    expect(received).toHaveLength(4)
    const keys = new Set(received.map(({ headers }) => headers['idempotency-key']))
    expect(keys.size).toBe(1)
    expect([...keys][0]).toMatch(/^[0-9a-f-]{36}$/)
    expect(new Set(received.map((one) => one.body))).toEqual(new Set([JSON.stringify(body)]))
    expect(retried.map(({ tries, status }) => [tries, status])).toEqual([
      [1, undefined],
      [2, 503],
      [3, 500],
    ])
  })

  it('keeps the key that was given, and another write has another', async () => {
    const { client, received } = await desk([says(201, {}, { 'idempotent-replayed': 'true' })])
    expect((await client.createTicket({ body, idempotencyKey: 'order 7' })).replayed).toBe(true)
    await client.createTicket({ body })
    await client.createTicket({ body })
    const keys = received.map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toBe('order 7')
    expect(new Set(keys).size).toBe(3)
  })

  it('waits as long as `Retry-After` asks for', async () => {
    const { client } = await desk([refuses(429, 'too-many', { 'retry-after': '1' }), says(200, {})])
    const began = performance.now()
    await client.getTicket({ params: { id: 'x' } })
    expect(performance.now() - began).toBeGreaterThanOrEqual(1000)
  })

  it('is given as it is where `Retry-After` asks for more than there is patience', async () => {
    const { client, received } = await desk([refuses(429, 'too-many', { 'retry-after': '3600' })])
    await expect(client.getTicket({ params: { id: 'x' } })).rejects.toMatchObject({ status: 429, kind: 'too-many' })
    expect(received).toHaveLength(1)
  })

  it('is given up after as many tries as were allowed, with the last answer', async () => {
    const { client, received } = await desk([refuses(503, 'busy')], { retries: { most: 2, firstMs: 1 } })
    await expect(client.getTicket({ params: { id: 'x' } })).rejects.toMatchObject({ name: 'ProblemError', status: 503 })
    expect(received).toHaveLength(3)
  })

  it('is one try without retries, and for a form, which has no key', async () => {
    const { client, received } = await desk([refuses(503, 'busy')])
    await expect(client.createTicket({ body, retries: false })).rejects.toBeInstanceOf(ProblemError)
    const form = client.replyByLink({ params: { token: 'x' }, body: { text: 'Thanks', key: 'k' } as never })
    await expect(form).rejects.toBeInstanceOf(ProblemError)
    expect(received).toHaveLength(2)
    expect(received[1]?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  })

  it('has no answer where none comes in time, or the connection breaks', async () => {
    const { client, received } = await desk([isSilent, hangsUp], { timeoutMs: 50, retries: { most: 1, firstMs: 1 } })
    const fault = await client.getTicket({ params: { id: 'x' } }).catch((fault) => fault)
    expect(fault).toBeInstanceOf(NoAnswerError)
    expect(fault.message).toBe('getTicket had no answer after 2 tries')
    expect(received).toHaveLength(2)
  })

  it('ends at once by the signal of the caller, in a try and in a pause', async () => {
    for (const answer of [isSilent, refuses(503, 'busy', { 'retry-after': '30' })]) {
      const { client } = await desk([answer])
      const stop = new AbortController()
      const call = client.getTicket({ params: { id: 'x' }, signal: stop.signal })
      setTimeout(() => stop.abort(new Error('enough')), 30)
      await expect(call).rejects.toThrow('enough')
      await server.stop()
    }
  })
})

describe('the pause before another try', () => {
  it.each([
    [0, null, 0.5, 125],
    [3, null, 1, 2000],
    [12, null, 1, 20_000],
    [0, '2', 0, 2000],
    [0, '2', 1, 2250],
    [5, 'Sat, 01 Jan 2000 00:00:10 GMT', 0, 10_000],
    [5, 'Fri, 31 Dec 1999 00:00:00 GMT', 0, 0],
    [1, 'soon', 0.5, 250],
    [0, '61', 0, undefined],
  ])('after %i more tries and Retry-After %j is, with %f drawn, %j ms', (attempt, asked, drawn, ms) => {
    expect(pauseMs(attempt, asked, usualRetries, () => drawn, Date.UTC(2000, 0, 1))).toBe(ms)
  })
})

it('a refusal names each wrong field, and is not tried again', async () => {
  const errors = [{ path: 'title', message: 'is missing', expected: 'a text' }]
  const { client, received } = await desk([
    says(
      400,
      {
        type: 'urn:service-desk:problem:invalid',
        title: 'x',
        status: 400,
        detail: 'No title.',
        instance: '/',
        requestId: 'r',
        errors,
      },
      { 'content-type': 'application/problem+json', 'x-request-id': 'r' },
    ),
  ])
  const fault = await client.createTicket({ body }).catch((fault) => fault)
  expect(fault).toMatchObject({ kind: 'invalid', status: 400, errors, requestId: 'r' })
  expect(fault.message).toBe('createTicket was answered with 400: No title.')
  expect(received).toHaveLength(1)
})

it('the gateway’s own words are an error too, and what is cut off', async () => {
  const cut: Answering = (response) =>
    response.writeHead(400, { 'content-type': 'application/problem+json' }).end('{"type":')
  const { client } = await desk([says(403, { message: 'Forbidden' }), cut])
  const call = () => client.getTicket({ params: { id: 'x' } }).catch((fault) => fault)
  expect(await call()).toMatchObject({ status: 403, kind: undefined, errors: [] })
  expect(await call()).toMatchObject({ status: 400, problem: undefined })
})

it('a list is walked through page by page, only as far as it is looked at', async () => {
  const page = (items: string[], next?: string) => says(200, { items: items.map((number) => ({ number })), next })
  const { client, received } = await desk([page(['A', 'B'], 'c1'), page([], 'c2'), page(['C'], 'c3'), page(['D'])])
  const seen: string[] = []
  for await (const { number } of client.each('listTickets', { query: { limit: 2 } })) {
    seen.push(number)
    if (number === 'C') break
  }
  expect(seen).toEqual(['A', 'B', 'C'])
  expect(received.map(({ path }) => path.split('?')[1])).toEqual(['limit=2', 'limit=2&cursor=c1', 'limit=2&cursor=c2'])
})

it('what somebody else has changed is read and written again, a few times', async () => {
  const { client, received } = await desk([
    says(200, {}, { etag: '"1"' }),
    refuses(412, 'stale'),
    says(200, {}, { etag: '"2"' }),
    says(200, {}),
    refuses(412, 'stale'),
  ])
  const change = () =>
    untilFresh(async () => {
      const { etag } = await client.getTicket({ params: { id: 'x' } })
      return client.patchTicket({ params: { id: 'x' }, ifMatch: etag, body: { title: 'New' } })
    })
  await change()
  expect(received.map(({ headers }) => headers['if-match'])).toEqual([undefined, '"1"', undefined, '"2"'])
  const stale = untilFresh(() => client.patchTicket({ params: { id: 'x' }, ifMatch: '"1"', body }), 2)
  await expect(stale).rejects.toMatchObject({ status: 412 })
  expect(received).toHaveLength(6)
})

describe('a token by client credentials', () => {
  /** A pool and a desk in one server: tokens are counted up, and the desk takes those that `takes` says. */
  async function pool(seconds: number, takes: (token: string) => boolean = () => true) {
    let given = 0
    server = await receiver((response, { path, headers }) => {
      if (path === '/oauth2/token') {
        given += 1
        return says(200, { access_token: `t${given}`, expires_in: seconds })(response, {} as never)
      }
      const token = String(headers.authorization).replace('Bearer ', '')
      return takes(token)
        ? says(200, {})(response, {} as never)
        : refuses(401, 'unauthenticated')(response, {} as never)
    })
    const credentials = {
      tokenUrl: `${server.url}/oauth2/token`,
      clientId: 'me',
      clientSecret: 'a:b+c',
      scopes: ['desk/x'],
    }
    const client = createClient({ url: server.url, tokens: clientCredentials(credentials) })
    const asked = () => server.received.filter(({ path }) => path === '/oauth2/token')
    return { read: () => client.getTicket({ params: { id: 'x' } }), asked }
  }

  it('is fetched once for many calls, with id and secret encoded, and the scopes', async () => {
    const { read, asked } = await pool(3600)
    await Promise.all([read(), read(), read()])
    await read()
    expect(asked()).toHaveLength(1)
    const [{ body, headers } = { body: '', headers: {} }] = asked()
    expect(body).toBe('grant_type=client_credentials&scope=desk%2Fx')
    expect(atob(String(headers.authorization).replace('Basic ', ''))).toBe('me:a%3Ab%2Bc')
  })

  it('is fetched anew before it ends', async () => {
    const { read, asked } = await pool(0.2)
    await read()
    await new Promise((resolve) => setTimeout(resolve, 150))
    await read()
    expect(asked()).toHaveLength(2)
  })

  it('is fetched anew where the desk refuses it, once', async () => {
    const { read, asked } = await pool(3600, (token) => token !== 't1')
    await read()
    expect(asked()).toHaveLength(2)
    const never = await pool(3600, () => false)
    await expect(never.read()).rejects.toMatchObject({ status: 401 })
    expect(never.asked()).toHaveLength(2)
  })

  it('is an error where the pool refuses the client', async () => {
    server = await receiver((response) => says(400, { error: 'invalid_client' })(response, {} as never))
    const tokens = clientCredentials({ tokenUrl: server.url, clientId: 'me', clientSecret: 'wrong' })
    await expect(tokens.get()).rejects.toMatchObject({ status: 400, text: '{"error":"invalid_client"}' })
  })
})

describe('the package', () => {
  it('builds into plain modules without dependencies, that Node runs as they are', { timeout: 60_000 }, () => {
    const out = mkdtempSync(join(tmpdir(), 'client-'))
    try {
      const tsc = join('node_modules', 'typescript', 'bin', 'tsc')
      execFileSync(process.execPath, [tsc, '-p', 'clients/typescript', '--outDir', out])
      const files = readdirSync(out, { recursive: true }) as string[]
      const imported = files
        .filter((file) => file.endsWith('.js'))
        .flatMap((file) =>
          [...readFileSync(join(out, file), 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from),
        )
      expect(imported.filter((from) => !from?.startsWith('./'))).toEqual([])
      expect(imported.filter((from) => !from?.endsWith('.js'))).toEqual([])
      const { exports } = JSON.parse(readFileSync('clients/typescript/package.json', 'utf8'))
      for (const target of Object.values<string | { types: string }>(exports)) {
        const path = typeof target === 'string' ? target : target.types
        expect(files).toContain(path.replace('./dist/', ''))
      }
      const program = `import { createClient } from ${JSON.stringify(pathToFileURL(join(out, 'client.js')).href)}
        console.log(typeof createClient({ url: 'http://localhost' }).createTicket)`
      const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
      expect(said.trim()).toBe('function')
    } finally {
      rmSync(out, { recursive: true, force: true })
    }
  })
})
