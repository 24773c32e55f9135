import './support/environment.ts'
import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, people } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { type Asked, aTicket, call, kindOf } from './support/gateway.ts'
import { eventsOf, ticketItem, typesOf } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000
const day = 24 * 60 * minute

const say = (body: string | Record<string, unknown>, as: Caller = 'agent', more: Asked = {}) =>
  call('addComment', { as, body: typeof body === 'string' ? { body } : body, ...more })
const list = async (as: Caller, query: Record<string, string> = {}) => (await call('listComments', { as, query })).body

beforeEach(async () => {
  await aTicket()
})

/** About the bytes that an item takes. */
const marshalled = (item: Record<string, unknown>): number =>
  Object.values(item).reduce<number>(
    (sum, value) => sum + (value instanceof Uint8Array ? value.length : Buffer.byteLength(JSON.stringify(value) ?? '')),
    0,
  )

describe('a comment', () => {
  it('is kept as it was written, shown safe, and said to have happened without its words', async () => {
    const { status, body, headers } = await say('Try **again**, <script>alert(1)</script>please')
    expect(status).toBe(201)
    expect(headers.location).toBe(`/api/v1/service-desk/tickets/TKT000001/comments/${body.id}`)
    expect(body).toMatchObject({
      ticket: 'TKT000001',
      internal: false,
      author: { id: people.agent.id, role: 'agent' },
      html: '<p>Try <strong>again</strong>, please</p>\n',
      text: 'Try again, please',
      source: 'Try **again**, <script>alert(1)</script>please',
      version: 1,
    })
    expect(eventsOf(desk).find(({ type }) => type === 'ticket.commented')?.data).toEqual({
      comment: body.id,
      public: true,
      role: 'agent',
      length: 17,
    })
    expect(ticketItem(desk).counts).toEqual({ comments: 1, attachments: 0 })
    expect((await call('getComment', { params: { comment: body.id } })).body).toEqual(body)
  })

  it('costs one read and one transaction', async () => {
    desk.calls = []
    await say('Seen', 'agent')
    expect(desk.calls.filter((one) => one === 'TransactWrite' || one === 'BatchGet')).toEqual([
      'BatchGet',
      'TransactWrite',
    ])
  })

  it('is said once, however often it is sent with the same key', async () => {
    const headers = { 'idempotency-key': 'one' }
    const first = await say('Hello', 'customer', { headers })
    const again = await say('Hello', 'customer', { headers })
    expect(again.text).toBe(first.text)
    expect((await list('agent')).items).toHaveLength(1)
  })

  it('shows its source to its author alone', async () => {
    await say('A *word*')
    expect((await list('agent')).items[0].source).toBe('A *word*')
    expect((await list('supervisor')).items[0].source).toBeUndefined()
    expect((await list('customer')).items[0].source).toBeUndefined()
  })

  it.each([
    ['nothing', ''],
    ['blanks', ' \n '],
    ['what cannot be seen', '\u200b\u2066'],
    ['controls', 'a\u0007'],
    ['half a character', '\ud800'],
    ['64 KB and one', 'a'.repeat(64 * 1024 + 1)],
    ['64 KB of what takes two bytes', 'é'.repeat(33 * 1024)],
  ])('is refused by name if it is %s', async (_, body) => {
    const refused = await say({ body })
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'body'])
  })

  it('of 64 KB that nothing can compress fits into the table, with its answer and its versions', async () => {
    const noise = () => randomBytes(48 * 1024).toString('base64')
    const { status, body } = await say(noise(), 'agent', { headers: { 'idempotency-key': 'large' } })
    expect(status).toBe(201)
    await call('editComment', {
      params: { comment: body.id },
      body: { body: noise() },
      headers: { 'idempotency-key': 'new' },
    })
    const sizes = desk.table.items.map((item) => marshalled(item))
    // An item may have 400 KB.
    expect(Math.max(...sizes)).toBeLessThan(300 * 1024)
  })

  it('is refused as too large where the whole request is', async () => {
    expect((await say('\u0301'.repeat(10 * 1024 * 1024))).status).toBe(413)
  })

  it.each(['cancelTicket'] as const)('is refused on a ticket after %s', async (move) => {
    await call(move, { as: 'supervisor', body: { reason: 'The same again' } })
    const refused = await say('Hello', 'customer')
    expect([refused.status, kindOf(refused)]).toEqual([409, 'conflict'])
    expect(refused.body.detail).toContain('TKT000001')
  })

  it.each(['otherCustomer', 'colleague', 'otherTechnician'] as const)(
    'is as impossible for %s as where there is no ticket',
    async (as) => {
      expect((await say('Hello', as)).status).toBe(404)
      expect((await call('listComments', { as })).status).toBe(404)
      expect((await say('Hello', as, { id: 'TKT999999' })).status).toBe(404)
    },
  )

  it('of a partner is that of their person on a ticket of their customer', async () => {
    const { body } = await say('From the machine', 'partner')
    expect(body.author).toEqual({ id: people.partner.id, role: 'partner' })
  })
})

describe('an internal comment', () => {
  beforeEach(async () => {
    await say({ body: 'Not their fault', internal: true })
    await say('We are looking')
  })

  it.each(['customer', 'partner', 'customersManager'] as const)('does not exist for a %s', async (as) => {
    const all = (await list('agent')).items
    expect(all).toHaveLength(2)
    const page = await list(as, { limit: '1' })
    expect(page.items.map(({ text }: { text: string }) => text)).toEqual(['We are looking'])
    expect(page.next).toBeUndefined()
    const hidden = { as, params: { comment: all[0].id } }
    expect((await call('getComment', hidden)).status).toBe(404)
    expect((await call('editComment', { ...hidden, body: { body: 'x' } })).status).toBe(404)
    expect((await say({ body: 'Why?', inReplyTo: all[0].id }, as)).status).toBe(400)
    const { body } = await call('getTicket', { as })
    expect(JSON.stringify(body)).not.toContain('counts')
    const history = (await call('getTicketHistory', { as })).body.items
    expect(history.filter(({ type }: { type: string }) => type === 'ticket.commented')).toHaveLength(1)
    const stale = await call('replaceTicket', {
      as,
      headers: { 'if-match': '"1"' },
      body: { title: 'x', description: '' },
    })
    expect(stale.body.changes.filter(({ type }: { type: string }) => type === 'ticket.commented')).toHaveLength(1)
  })

  it('is refused to who is from outside', async () => {
    expect(kindOf(await say({ body: 'x', internal: true }, 'customer'))).toBe('forbidden')
  })

  it('stops nothing', async () => {
    await aTicket()
    await say({ body: 'Hm', internal: true }, 'agent', { id: 'TKT000002' })
    expect(ticketItem(desk, 'TKT000002').firstResponseAt).toBeUndefined()
  })

  it('is not answered in public', async () => {
    const [{ id }] = (await list('agent')).items
    expect((await say({ body: 'So', inReplyTo: id })).status).toBe(400)
    expect((await say({ body: 'So', inReplyTo: id, internal: true })).status).toBe(201)
  })
})

describe('an answer of staff', () => {
  it('stops the response clock, the first time', async () => {
    pass(10 * minute)
    await say('We are looking')
    expect(ticketItem(desk).firstResponseAt).toBe(at(10 * minute))
    const ended = eventsOf(desk).filter(({ type }) => type === 'sla.ended')
    expect(ended.map(({ data }) => [data.clock, data.outcome])).toEqual([['response', 'met']])
    pass(minute)
    await say('Still looking')
    expect(ticketItem(desk).firstResponseAt).toBe(at(10 * minute))
    expect(typesOf(desk).filter((type) => type === 'sla.ended')).toHaveLength(1)
  })

  it('too late is missed, with the breach on record and nobody disturbed any more', async () => {
    pass(3 * 60 * minute)
    await say('Sorry')
    const events = eventsOf(desk)
    expect(events.find(({ type }) => type === 'sla.ended')?.data).toMatchObject({
      clock: 'response',
      outcome: 'missed',
    })
    expect(events.find(({ type }) => type === 'sla.breached')?.data).toMatchObject({ notActedOn: { reason: 'ended' } })
  })

  it('is not what somebody says of their own question', async () => {
    await aTicket({}, 'agent')
    await say('Anybody?', 'agent', { id: 'TKT000002' })
    expect(ticketItem(desk, 'TKT000002').firstResponseAt).toBeUndefined()
    await say('Me', 'supervisor', { id: 'TKT000002' })
    expect(ticketItem(desk, 'TKT000002').firstResponseAt).toBeDefined()
  })

  it('on a resolved ticket leaves it so', async () => {
    await call('resolveTicket', { body: { resolution: 'Fixed' } })
    await say('Take care')
    expect(ticketItem(desk).status).toBe('resolved')
  })
})

describe("the customer's word", () => {
  it('resumes a ticket that waits for them, not one that waits for a part', async () => {
    await call('assignTicket', { body: { technician: people.technician.id } })
    await call('pauseTicket', { body: { status: 'pending_customer', reason: 'Which?' } })
    await say('The left one', 'customer')
    expect(ticketItem(desk).status).toBe('in_progress')
    const moved = eventsOf(desk).findLast(({ type }) => type === 'ticket.status-changed') as unknown as {
      causationId: string
      data: object
    }
    expect(moved.data).toEqual({ from: 'pending_customer', to: 'in_progress', reason: 'customer-wrote' })
    expect(moved.causationId).toMatch(/^ticket\.TKT000001\.\d+$/)
    await call('pauseTicket', { body: { status: 'pending_parts', reason: 'A fuse' } })
    await say('Any news?', 'customer')
    expect(ticketItem(desk).status).toBe('pending_parts')
  })

  it('reopens a resolved ticket, which stays with who had it', async () => {
    await call('assignTicket', { body: { technician: people.technician.id } })
    await call('resolveTicket', { body: { resolution: 'Fixed' } })
    await say('It is not', 'customer')
    expect(ticketItem(desk)).toMatchObject({ status: 'reopened', assignee: people.technician.id })
    expect(ticketItem(desk).resolvedAt).toBeUndefined()
  })

  it('reopens one that was closed, within fourteen days', async () => {
    await call('resolveTicket', { body: { resolution: 'Fixed' } })
    await call('closeTicket', { as: 'customer' })
    pass(14 * day)
    const { body } = await say('It is not', 'customer')
    expect(body.ticket).toBe('TKT000001')
    expect(ticketItem(desk).status).toBe('reopened')
  })

  it('opens a new ticket after that, which continues the old one, once for one key', async () => {
    await call('resolveTicket', { body: { resolution: 'Fixed' } })
    await call('closeTicket', { as: 'customer' })
    pass(14 * day + 1)
    const headers = { 'idempotency-key': 'late' }
    const { status, body, headers: said } = await say('It is **not**', 'customer', { headers })
    expect([status, body.ticket]).toEqual([201, 'TKT000002'])
    expect(said.location).toBe(`/api/v1/service-desk/tickets/TKT000002/comments/${body.id}`)
    expect((await say('It is **not**', 'customer', { headers })).text).toBe(JSON.stringify(body))
    expect(ticketItem(desk).status).toBe('closed')
    expect(ticketItem(desk, 'TKT000002')).toMatchObject({
      title: 'Re: The oven display is dark',
      requester: people.customer.id,
      counts: { comments: 1, attachments: 0 },
      version: 1,
    })
    const seqs = eventsOf(desk, 'TKT000002').map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, place) => place + 1))
    const links = (await call('listLinks', { as: 'customer', id: 'TKT000002' })).body
    expect(JSON.stringify(links)).toContain('TKT000001')
    expect((await list('agent', {})).items).toHaveLength(0)
    const other = await call('listComments', { as: 'customer', id: 'TKT000002' })
    expect(other.body.items.map(({ html }: { html: string }) => html)).toEqual(['<p>It is <strong>not</strong></p>\n'])
    expect((await call('getTicket', { as: 'customer', id: 'TKT000002' })).body.description).toBe('It is not')
  })
})
