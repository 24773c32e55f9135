import './support/environment.ts'
import { describe, expect, it, vi } from 'vitest'
import { logger } from '../../functions/platform/telemetry.ts'
import { people } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { type Asked, aTicket, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const ticketKey = (id: string) => ({ pk: `TICKET#${id}`, sk: 'TICKET' })
const break_ = (id: string, with_: Record<string, unknown>) =>
  desk.table.put({ ...desk.table.find(ticketKey(id)), ...with_ })
const replace = (id: string, headers: Record<string, string>, body: Record<string, unknown> = {}) =>
  call('replaceTicket', { id, as: 'customer', body: { title: 'Dark', description: '', ...body }, headers })

describe('a new ticket', () => {
  it('is answered with 201, where it is, and its version', async () => {
    const answer = await call('createTicket', { as: 'customer', body: { title: 'Dark' } })
    expect(answer).toMatchObject({
      status: 201,
      headers: {
        location: '/api/v1/service-desk/tickets/TKT000001',
        etag: '"1"',
        'cache-control': 'private, no-cache',
      },
      body: { number: 'TKT000001', status: 'created', createdAt: at(0), version: 1 },
    })
  })

  it('is there at once, as it was answered', async () => {
    const created = await call('createTicket', { as: 'customer', body: { title: 'Dark', description: 'Since noon' } })
    expect((await call('getTicket', { as: 'customer' })).text).toBe(created.text)
  })

  it('takes two requests to the table beside what the cache holds', async () => {
    await call('createTicket', { as: 'customer', body: { title: 'Dark' }, headers: { 'idempotency-key': 'k' } })
    expect([desk.countOf('Update'), desk.countOf('TransactWrite')]).toEqual([1, 1])
  })

  it('has a number of its own, also where a try before it failed', async () => {
    await aTicket()
    desk.before('TransactWrite', throws(fault('InternalServerError')))
    await call('createTicket', { body: { title: 'Dark' } })
    expect(await aTicket()).toBe('TKT000003')
  })

  it('is numbered as the desk has set it', async () => {
    desk.table.put({ pk: 'SETTINGS#main', sk: 'SETTINGS', number: { prefix: 'CWS', width: 2 } })
    desk.table.put({ pk: 'NUMBER#main', sk: 'COUNTER', CWS: 98 })
    expect([await aTicket(), await aTicket()]).toEqual(['CWS99', 'CWS100'])
  })
})

describe('a ticket', () => {
  it('is not sent again to who has it', async () => {
    const id = await aTicket()
    for (const tag of ['"1"', '*', 'W/"1"', '"7", "1"']) {
      const answer = await call('getTicket', { id, headers: { 'if-none-match': tag } })
      expect(answer).toMatchObject({ status: 304, text: '', headers: { etag: '"1"' } })
    }
    expect((await call('getTicket', { id, headers: { 'if-none-match': '"2"' } })).status).toBe(200)
  })

  it('is sent again once it has changed', async () => {
    const id = await aTicket()
    await call('startTicket', { id, as: 'technician' })
    const answer = await call('getTicket', { id, headers: { 'if-none-match': '"1"' } })
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' } })
  })

  it('has the same tag however much time passes', async () => {
    const id = await aTicket()
    const { text } = await call('getTicket', { id })
    pass(10 * 24 * 60 * 60 * 1000)
    expect(await call('getTicket', { id })).toMatchObject({ text, headers: { etag: '"1"' } })
  })
})

describe('a replacement', () => {
  it('without If-Match is refused with 428', async () => {
    const answer = await replace(await aTicket(), {})
    expect([answer.status, kindOf(answer)]).toEqual([428, 'precondition-required'])
  })

  it.each(['"2"', '1', '"01"', 'W/"2"', '"2", "3"'])('of another version is refused with 412: %s', async (tag) => {
    const answer = await replace(await aTicket(), { 'if-match': tag })
    expect([answer.status, kindOf(answer)]).toEqual([412, 'stale'])
  })

  it.each(['"1"', '*', '"2", "1"'])('of the version there is succeeds: %s', async (tag) => {
    const answer = await replace(await aTicket(), { 'if-match': tag })
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { title: 'Dark', version: 2 } })
  })

  it('that changes nothing is answered with the version there is, and writes nothing', async () => {
    const id = await aTicket()
    const tries = desk.countOf('TransactWrite')
    const answer = await replace(id, { 'if-match': '"1"' }, { title: 'The oven display is dark' })
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"1"' } })
    expect(desk.countOf('TransactWrite')).toBe(tries)
  })

  it('by a customer of what is for staff is refused by name', async () => {
    const answer = await replace(await aTicket(), { 'if-match': '*' }, { priority: 'urgent', tags: ['vip'] })
    expect(answer.status).toBe(400)
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual(['priority', 'tags'])
  })

  it('takes away what it leaves out, also from the text', async () => {
    const id = await aTicket({ description: 'Since noon', contact: { email: 'bakery@example.com' } })
    await replace(id, { 'if-match': '*' })
    const { body } = await call('getTicket', { id })
    expect(body.description).toBe('')
    expect(body).not.toHaveProperty('contact')
  })
})

describe('a move', () => {
  it('that is not allowed is answered with those that are, for this caller', async () => {
    const id = await aTicket()
    const close = (as: 'customer' | 'supervisor') => call('closeTicket', { id, as })
    expect(await close('customer')).toMatchObject({ status: 409, body: { allowed: [] } })
    const { body } = await close('supervisor')
    expect(body.allowed).toContainEqual({ move: 'cancel', to: 'cancelled' })
    expect(body.allowed).toContainEqual({ move: 'assign', to: 'assigned' })
  })

  it('that was allowed is among those that a refusal names', async () => {
    const id = await aTicket()
    const { body } = await call('resumeTicket', { id, as: 'technician' })
    expect(body.allowed).toContainEqual({ move: 'start', to: 'in_progress' })
    expect((await call('startTicket', { id, as: 'technician' })).status).toBe(200)
  })

  it("to what a technician may not do with another's ticket is refused, and nothing is written", async () => {
    const id = await aTicket()
    const other = { technician: people.teammate.id }
    expect((await call('assignTicket', { id, as: 'technician', body: other })).status).toBe(409)
    expect((await call('getTicket', { id })).body).toMatchObject({ version: 1 })
  })

  it.each(['"9"', 'W/"9"'])(
    'with a stale If-Match of %s is refused with 412, even where it is not allowed',
    async (tag) => {
      const id = await aTicket()
      expect((await call('closeTicket', { id, as: 'customer', headers: { 'if-match': tag } })).status).toBe(412)
    },
  )
})

describe('an answer that does not fit its schema', () => {
  const moves: [string, Asked][] = [
    ['startTicket', { as: 'technician' }],
    ['assignTicket', { as: 'agent', body: { technician: people.technician.id } }],
    ['cancelTicket', { as: 'manager', body: { reason: 'A duplicate' } }],
  ]

  it.each(moves)('is a fault of ours, and %s commits nothing', async (name, asked) => {
    const id = await aTicket()
    break_(id, { escalationLevel: 'high' })
    const before = desk.table.items
    const answer = await call(name as 'startTicket', { id, ...asked, headers: { 'idempotency-key': 'k' } })
    expect([answer.status, kindOf(answer)]).toEqual([500, 'fault'])
    expect(answer.text).not.toContain('escalationLevel')
    expect(desk.table.items).toEqual(before)
  })

  it('is a fault of ours where it is only read', async () => {
    const id = await aTicket()
    break_(id, { light: 'purple' })
    expect((await call('getTicket', { id })).status).toBe(500)
    expect((await call('listTickets')).status).toBe(500)
  })

  it('does not leak what the table holds and the schema does not name', async () => {
    const id = await aTicket()
    break_(id, { secret: 'hidden', armed: { execution: 'hidden', wakeAt: at(0) } })
    for (const name of ['getTicket', 'listTickets', 'getTicketHistory', 'getSlaTracking'] as const) {
      const { status, text } = await call(name, { id })
      expect(status).toBe(200)
      expect(text).not.toMatch(/hidden|secret|gsi\d|clocks":\{|wakeAt|"pk"/)
    }
  })
})

describe('the log of a request', () => {
  it('holds no text, name or address that somebody wrote', async () => {
    const lines: unknown[] = []
    for (const level of ['info', 'warn', 'error'] as const) {
      vi.spyOn(logger, level).mockImplementation((...said: unknown[]) => void lines.push(said))
    }
    const personal = { title: 'Mrs Baker is angry', description: 'Call her', contact: { email: 'baker@example.com' } }
    const id = await aTicket(personal)
    await call('resolveTicket', { id, body: { resolution: 'Calmed her' } })
    await call('createTicket', { body: { ...personal, colour: 'angry' } })
    const other = await aTicket(personal)
    desk.before('TransactWrite', throws(fault('InternalServerError')))
    await call('cancelTicket', { id: other, as: 'manager', body: { reason: 'Angry' } })
    expect(lines.length).toBeGreaterThan(4)
    expect(JSON.stringify(lines)).not.toMatch(/baker|angry|call her|calmed/i)
  })
})
