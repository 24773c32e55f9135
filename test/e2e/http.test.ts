import { describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { operations } from '../../schemas/operations/catalogue.ts'
import { basePath, type Operation } from '../../schemas/operations/operation.ts'
import { Problem } from '../../schemas/problem.ts'
import { deskAt, open, unique } from '../support/desk.ts'

const desk = deskAt(readOutputs())
const { ask, call, wrong } = desk
const paths = new Map<string, string[]>()
for (const { path, method } of Object.values(operations) as Operation[]) {
  paths.set(path, [...(paths.get(path) ?? []), method.toUpperCase()])
}

describe('a path or method that is none', () => {
  it('is answered with a problem, without asking for a token', async () => {
    for (const path of ['/nothing', '/tickets/TKT000001/nothing', '/tickets/', '/tickets/TKT000001/history/1']) {
      const { status, headers, body } = await ask('GET', path)
      expect([path, status, headers.get('content-type')]).toEqual([path, 404, 'application/problem+json'])
      expect(Problem.parse(body).instance).toBe(basePath + path)
    }
  })

  /** What the gateway takes for a path with a parameter in that place: `GET /tickets/bulk` asks for the ticket "bulk". */
  const takenFor = (filled: string) =>
    [...paths].flatMap(([path, methods]) =>
      new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(filled) ? methods : [],
    )

  it.each([...paths])('%s takes %s, and says so to every other method', async (path, methods) => {
    const filled = path.replaceAll(/\{\w+\}/g, 'TKT000001')
    const others = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((method) => !takenFor(filled).includes(method))
    for (const method of others) {
      const { status, headers, body } = await ask(method, filled)
      expect([method, status]).toEqual([method, 405])
      expect(headers.get('allow')?.split(', ').toSorted()).toEqual(methods.toSorted())
      expect(Problem.parse(body).type).toBe('urn:service-desk:problem:method-not-allowed')
    }
  })
})

describe('a body', () => {
  const send = (text: string, headers = {}) => wrong('createTicket', 'agent', { text, headers })

  it('of over 256 KB is refused, whatever is in it', async () => {
    const { status, problem } = await send(JSON.stringify({ title: 'Long', description: 'a'.repeat(256 * 1024) }))
    expect([status, problem.type]).toEqual([413, 'urn:service-desk:problem:too-large'])
  })

  it('of just 256 KB is read: it is the description that is too long', async () => {
    const frame = JSON.stringify({ title: 'Long', description: '' }).length
    const { status, problem } = await send(
      JSON.stringify({ title: 'Long', description: 'a'.repeat(256 * 1024 - frame) }),
    )
    expect([status, problem.errors?.[0]]).toEqual([
      400,
      { path: 'description', message: 'is too much', expected: 'at most 20000 characters' },
    ])
  })

  it('that is broken, of another type, or no object is refused with what is wrong', async () => {
    expect((await send('{"title": ')).problem.errors?.[0]?.message).toMatch(/not valid JSON/)
    expect((await send('[]')).status).toBe(400)
    expect((await send('"text"')).status).toBe(400)
    expect((await send('title=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
  })

  it('with several wrong fields has each of them named', async () => {
    const { status, problem } = await wrong('createTicket', 'agent', {
      body: { title: '', priority: 'now', tags: ['Upper'], severity: 1, contact: { email: 'nobody' } },
    })
    expect(status).toBe(400)
    expect(problem.errors?.map(({ path }) => path).toSorted()).toEqual(
      ['contact.email', 'priority', 'severity', 'tags.0', 'title'].toSorted(),
    )
  })

  it('in any script of the world comes back as it was sent', async () => {
    const title = 'Προβλήματα · プリンター · طابعة · 🖨️ "quoted" \\ </script>'
    const { number } = await open(desk, { title, description: `${title}\n\t` })
    const { body } = await call('getTicket', 'agent', { id: number })
    expect([body.title, body.description]).toEqual([title, `${title}\n\t`])
  })
})

describe('an ETag', () => {
  it('saves reading what one has, and changes with the ticket', async () => {
    const { number } = await open(desk)
    const first = await call('getTicket', 'agent', { id: number })
    const tag = String(first.headers.get('etag'))
    const again = await call('getTicket', 'agent', { id: number, headers: { 'if-none-match': tag } })
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', tag])

    const moved = await call('startTicket', 'technician', { id: number })
    const now = await call('getTicket', 'agent', { id: number, headers: { 'if-none-match': tag } })
    expect([now.status, now.headers.get('etag')]).toEqual([200, moved.headers.get('etag')])
    expect(now.headers.get('etag')).not.toBe(tag)
  })

  it('is needed to replace a ticket, and must be the newest', async () => {
    const ticket = await open(desk)
    const id = ticket.number
    const body = { title: unique('The printer is back'), description: 'It was the cable' }
    const replace = (headers = {}) => call('replaceTicket', 'customer', { id, body, headers })
    expect((await replace()).status).toBe(428)
    expect((await replace({ 'if-match': '"7"' })).status).toBe(412)
    const done = await replace({ 'if-match': '"1"' })
    expect([done.status, done.body.title, done.body.description]).toEqual([200, body.title, body.description])
    expect((await replace({ 'if-match': '"1"' })).status).toBe(412)
    expect((await call('getTicket', 'customer', { id })).body).toEqual(done.body)
  })
})

describe('a browser of the web client', () => {
  const origin = 'http://localhost:5173'

  it('may call from its origin, and read what it needs', async () => {
    const preflight = await ask('OPTIONS', '/tickets', {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,idempotency-key,if-match',
    })
    expect(preflight.status).toBeLessThan(300)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
    expect(preflight.headers.get('access-control-allow-methods')).toMatch(/POST/)
    for (const header of ['authorization', 'content-type', 'idempotency-key', 'if-match', 'if-none-match']) {
      expect(preflight.headers.get('access-control-allow-headers')).toContain(header)
    }
    const { headers } = await call('listTickets', 'agent', { headers: { origin } })
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    const exposed = headers.get('access-control-expose-headers')?.toLowerCase().split(/, */)
    expect(exposed).toEqual(expect.arrayContaining(['etag', 'location', 'retry-after', 'x-request-id']))
  })

  it('may not from another', async () => {
    const { headers } = await call('listTickets', 'agent', { headers: { origin: 'https://elsewhere.example' } })
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('the documents', () => {
  it('are there without a token: every operation, and a page that fetches nothing', async () => {
    const { body, status } = await call('getOpenApi', 'nobody')
    expect(status).toBe(200)
    const document = body as unknown as {
      openapi: string
      paths: Record<string, Record<string, { operationId: string }>>
    }
    expect(document.openapi).toBe('3.1.0')
    const named = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    )
    expect(named.toSorted()).toEqual(Object.keys(operations).toSorted())

    const page = await call('getDocs', 'nobody')
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.text).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=["']?(https?:)?\/\//)
    for (const name of ['createTicket', 'getSlaTracking']) expect(page.text).toContain(name)
  })

  it('answer 304 to who has them', async () => {
    for (const name of ['getOpenApi', 'getDocs'] as const) {
      const tag = String((await call(name, 'nobody')).headers.get('etag'))
      expect((await call(name, 'nobody', { headers: { 'if-none-match': tag } })).status).toBe(304)
    }
  })
})

it('every answer has a request id, which a refusal repeats', async () => {
  const good = await call('listTickets', 'agent')
  expect(good.headers.get('x-request-id')).toMatch(/\S{8,}/)
  const { headers, problem } = await wrong('createTicket', 'agent', { body: {} })
  expect(problem.requestId).toBe(headers.get('x-request-id'))
})
