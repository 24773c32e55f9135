import { describe, expect, it } from 'vitest'
import { maxBodyBytes } from '../../functions/platform/http/body.ts'
import { people } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { type Answer, type Asked, aTicket, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const open = (body: unknown, more: Asked = {}) => call('createTicket', { as: 'customer', body, ...more })
const paths = ({ body }: Answer) => body.errors.map(({ path }: { path: string }) => path)
const nothingIsWritten = () => expect(desk.countOf('TransactWrite') + desk.countOf('Update')).toBe(0)

describe('a body', () => {
  it.each(['{', '{"title":}', '', '\u0000', '{"title":"x"}}'])('that is broken JSON is refused: %j', async (body) => {
    const answer = await open(body || ' ')
    expect([answer.status, kindOf(answer)]).toEqual([400, 'invalid'])
    expect(answer.body.errors).toMatchObject([{ path: '', expected: 'a JSON object' }])
    nothingIsWritten()
  })

  it.each(['null', '[]', '"text"', '1', 'true'])('that is no object is refused: %s', async (body) => {
    expect(await open(body)).toMatchObject({ status: 400, body: { errors: [{ path: '', expected: 'an object' }] } })
  })

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
  ])('that is nested too deep is refused, also where any JSON may stand: %s…%s', async (begin, end) => {
    const nested = (levels: number) => `{"phones":${begin.repeat(levels)}1${end.repeat(levels)}}`
    const change = (levels: number) =>
      call('changeContact', { as: 'customer', id: people.customer.id, body: nested(levels) })
    for (const levels of [32, 1000, 40_000]) {
      const answer = await change(levels)
      expect([answer.status, answer.body.errors[0].message]).toEqual([400, 'is nested too deep'])
    }
    const wrong = await change(31)
    expect([wrong.status, wrong.body.errors[0].path]).toEqual([400, begin === '[' ? 'phones.0' : 'phones'])
  })

  it('that is missing is refused where one is needed, and not where it may be left out', async () => {
    const id = await aTicket()
    expect((await call('createTicket', {})).body.errors).toEqual([
      { path: '', message: 'is required', expected: 'an object' },
    ])
    expect((await call('startTicket', { id })).status).toBe(200)
  })

  it('is told in words of people, with an example: an instant, a URL, a day of the week', async () => {
    const rule = { clock: 'response', atPercent: 50, actions: [{ action: 'webhook', url: 'nowhere' }] }
    const policy = { targets: { high: { response: 'PT1H' } }, escalation: [rule] }
    const preview = await call('previewSla', { as: 'admin', body: { policy, start: 'tomorrow' } })
    expect(preview.body.errors).toEqual([
      {
        path: 'policy.escalation.0.actions.0.url',
        message: 'is not a URL',
        expected: 'a URL, as https://desk.example/hook',
      },
      { path: 'start', message: 'is not an instant', expected: 'an instant, as 2026-11-21T10:00:00Z' },
    ])
    const weekly = { monday: [{ from: '09:00', to: '18:00' }] }
    const calendar = await call('createCalendar', { as: 'admin', body: { name: 'Office', timeZone: 'UTC', weekly } })
    expect(calendar.body.errors).toContainEqual({
      path: 'weekly.monday',
      message: 'is not known here',
      expected: 'one of: mon, tue, wed, thu, fri, sat, sun',
    })
  })

  it('with wrong types is refused with each field by its name', async () => {
    const answer = await open({
      title: 1,
      description: {},
      priority: 'highest',
      tags: 'a',
      contact: { email: 'nobody' },
    })
    expect(answer.status).toBe(400)
    expect(paths(answer)).toEqual(['title', 'description', 'priority', 'tags', 'contact.email'])
    expect(answer.body.errors[0]).toEqual({ path: 'title', message: 'must be a string', expected: 'a string' })
    expect(answer.body.errors[2].expected).toBe('urgent, high, medium, low')
    for (const { path } of answer.body.errors) expect(answer.body.detail).toContain(path)
    nothingIsWritten()
  })

  it('with unknown fields is refused with each of them by its name, also inside', async () => {
    const answer = await open({
      title: 'Dark',
      status: 'closed',
      colour: 1,
      contact: { email: 'a@example.com', fax: 1 },
    })
    expect(paths(answer).toSorted()).toEqual(['colour', 'contact.fax', 'status'])
  })

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'number', 'version', 'requester'])(
    'with a field called %s is refused',
    async (name) => {
      const answer = await open(`{"title":"Dark","${name}":{"role":"admin"}}`)
      expect(answer.status).toBe(400)
      expect(paths(answer)).toEqual([name])
      expect(({} as Record<string, unknown>).role).toBeUndefined()
      nothingIsWritten()
    },
  )

  it.each(['__proto__', 'constructor'])('with %s where a priority belongs is refused', async (name) => {
    const text = `{"name":"P","targets":{"urgent":{"response":"PT1H"},"${name}":{"response":"PT1S"}}}`
    const answer = await call('createSlaPolicy', { as: 'manager', body: text })
    expect([answer.status, paths(answer)]).toEqual([400, [`targets.${name}`]])
  })

  it('that is too long in a field is refused, to the character', async () => {
    expect((await open({ title: 'x'.repeat(200), description: 'y'.repeat(20_000) })).status).toBe(201)
    const answer = await open({ title: 'x'.repeat(201), description: 'y'.repeat(20_001) })
    expect(answer).toMatchObject({
      status: 400,
      body: {
        errors: [
          { path: 'title', message: 'is too much', expected: 'at most 200 characters' },
          { path: 'description', expected: 'at most 20000 characters' },
        ],
      },
    })
  })

  it('over 256 KB is refused with 413, before it is read', async () => {
    const padded = (bytes: number) => `{"title":"ü"}`.padEnd(bytes - 1)
    expect((await open(padded(maxBodyBytes))).status).toBe(201)
    const answer = await open(padded(maxBodyBytes + 1))
    expect([answer.status, kindOf(answer)]).toEqual([413, 'too-large'])
    expect((await open('{'.repeat(maxBodyBytes + 1))).status).toBe(413)
  })

  it('that nests without end is refused like any other', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect((await open(deep)).status).toBe(400)
    expect((await open(`{"title":"Dark","tags":${deep}}`)).status).toBe(400)
  })

  it('with thousands of faults is answered with some of them', async () => {
    const fields = Array.from({ length: 15_000 }, (_, place) => [`field${place}`, 1])
    const answer = await open({ title: 'Dark', ...Object.fromEntries(fields) })
    expect(answer.status).toBe(400)
    expect(paths(answer)).toEqual(fields.slice(0, 50).map(([name]) => name))
    expect(answer.body.detail).toMatch(/; and 14950 more\.$/)
  })

  it('is read from base64 where the gateway has wrapped it', async () => {
    const wrapped = Buffer.from('{"title":"Übler Ofen"}').toString('base64')
    expect(await open(wrapped, { isBase64Encoded: true })).toMatchObject({ status: 201, body: { title: 'Übler Ofen' } })
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/merge-patch+json'])(
    'is read as %s',
    async (type) => {
      expect((await open({ title: 'Dark' }, { headers: { 'content-type': type } })).status).toBe(201)
    },
  )

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=application/json',
    'application/jsonp',
    'text/json',
    '',
  ])('is refused with 415 as %j', async (type) => {
    const answer = await open({ title: 'Dark' }, { headers: { 'content-type': type } })
    expect([answer.status, kindOf(answer)]).toEqual([415, 'unsupported-media-type'])
    nothingIsWritten()
  })
})

describe('a query', () => {
  it.each([
    [{ limit: '0' }, 'limit'],
    [{ limit: '101' }, 'limit'],
    [{ limit: 'ten' }, 'limit'],
    [{ limit: '1.5' }, 'limit'],
    [{ limit: '' }, 'limit'],
    [{ status: 'open' }, 'status.0'],
    [{ status: 'created,' }, 'status.1'],
    [{ priority: 'highest' }, 'priority.0'],
    [{ assignee: 'nobody' }, 'assignee'],
    [{ open: 'yes' }, 'open'],
    [{ tag: 'Printer' }, 'tag.0'],
    [{ tag: Array(21).fill('a').join(',') }, 'tag'],
    [{ createdFrom: '2026-11-21' }, 'createdFrom'],
    [{ sort: 'title' }, 'sort'],
    [{ order: 'up' }, 'order'],
    [{ q: ' ' }, 'q'],
    [{ serial: '' }, 'serial'],
    [{ 'custom.': 'x' }, 'custom.'],
    [{ 'custom.floor': 'x'.repeat(201) }, 'custom.floor'],
    [Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`custom.f${at}`, 'x'])), 'custom'],
    [{ customer: 'cus_1' }, 'customer'],
    [{ colour: 'red' }, 'colour'],
    [{ constructor: 'x' }, 'constructor'],
    [{ cursor: 'x'.repeat(2001) }, 'cursor'],
  ])('of the list with %j is refused by name', async (query, path) => {
    const answer = await call('listTickets', { query })
    expect([answer.status, paths(answer)]).toEqual([400, [path]])
  })

  it.each([
    'x',
    '!!!',
    Buffer.from('2026').toString('base64url'),
    Buffer.from('2026-11-21T10:00:00.000Z#TKT000001\n').toString('base64url'),
    Buffer.from('~').toString('base64url'),
  ])('with the cursor %j is refused', async (cursor) => {
    const answer = await call('listTickets', { query: { cursor } })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'cursor' }] } })
  })

  it.each(['x', '-1', '1e3', '123456789', '1.5'])('of a history with a cursor of %j is refused', async (place) => {
    const id = await aTicket()
    const answer = await call('getTicketHistory', { id, query: { cursor: Buffer.from(place).toString('base64url') } })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'cursor' }] } })
  })
})

describe('an assignment', () => {
  const assign = (body: unknown) => call('assignTicket', { body })

  it('needs somebody to go to', async () => {
    await aTicket()
    expect(await assign({ reason: 'Any' })).toMatchObject({
      status: 400,
      body: {
        errors: [{ path: '', message: 'must say to whom', expected: 'a technician, a team, both, or a strategy' }],
      },
    })
  })

  it.each([
    ['technician', people.customer.id],
    ['technician', people.partner.id],
    ['technician', 'per_0000000000000000000000NNNE'],
    ['team', 'tea_0000000000000000000000NNNE'],
  ])('to a %s who does not work here is refused', async (field, to) => {
    await aTicket()
    expect(await assign({ [field]: to })).toMatchObject({
      status: 400,
      body: { errors: [{ path: field, message: 'is not known' }] },
    })
  })
})

describe('what is not known', () => {
  const id = 'TKT000001'

  it('in a body is answered with the fields that are', async () => {
    const { body } = await call('assignTicket', { id, body: { assignee: 'me' } })
    expect(body.errors).toContainEqual({
      path: 'assignee',
      message: 'is not known here',
      expected: 'one of: technician, team, strategy, reason, force',
    })
  })

  it('below the top of a body, too', async () => {
    const { body } = await call('createSlaPolicy', {
      as: 'manager',
      body: { name: 'A policy', targets: { urgent: { answer: 'PT1H' } } },
    })
    expect(body.errors).toContainEqual(
      expect.objectContaining({
        path: 'targets.urgent.answer',
        expected: 'one of: response, nextResponse, resolution',
      }),
    )
  })

  it.each(['getTicket', 'createTicket', 'listSlaPolicies'] as const)(
    'in the query of %s is refused by name',
    async (name) => {
      const { status, body } = await call(name, { id, body: { title: 'x' }, query: { colour: 'red' } })
      expect([status, body.errors?.[0]?.path]).toEqual([400, 'colour'])
    },
  )
})
