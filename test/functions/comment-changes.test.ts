import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, people } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { type Asked, aTicket, call, kindOf } from './support/gateway.ts'
import { eventsOf } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000

const say = (body: string | Record<string, unknown>, as: Caller = 'agent', more: Asked = {}) =>
  call('addComment', { as, body: typeof body === 'string' ? { body } : body, ...more })
const list = async (as: Caller, query: Record<string, string> = {}) => (await call('listComments', { as, query })).body

beforeEach(async () => {
  await aTicket()
})

describe('the list', () => {
  it('is in the order of the conversation, however fast that was, from either end, page by page', async () => {
    for (const word of ['one', 'two', 'three', 'four', 'five']) await say(word)
    const texts = async (query: Record<string, string>) => {
      const found: string[] = []
      let cursor: string | undefined
      do {
        const page = await list('customer', { ...query, ...(cursor && { cursor }) })
        expect(page.items.length).toBeGreaterThan(0)
        found.push(...page.items.map(({ text }: { text: string }) => text))
        cursor = page.next
      } while (cursor)
      return found
    }
    expect(await texts({ limit: '2' })).toEqual(['one', 'two', 'three', 'four', 'five'])
    expect(await texts({ limit: '2', order: 'newest' })).toEqual(['five', 'four', 'three', 'two', 'one'])
  })

  it('takes no cursor of another ticket, another order or another caller', async () => {
    for (const word of ['one', 'two']) await say(word)
    const { next } = await list('agent', { limit: '1' })
    for (const asked of [{ as: 'supervisor' }, { as: 'agent', query: { order: 'newest' } }] as const) {
      const answer = await call('listComments', {
        as: asked.as,
        query: { cursor: next, ...('query' in asked && asked.query) },
      })
      expect(answer.status).toBe(400)
    }
  })

  it('breaks a page off before its answer is too large for a function', async () => {
    for (let count = 0; count < 8; count += 1) await say('&'.repeat(64 * 1024))
    const page = await list('agent', { limit: '100' })
    expect(page.items.length).toBeLessThan(8)
    const rest = await list('agent', { limit: '100', cursor: page.next })
    expect(page.items.length + rest.items.length).toBe(8)
    expect(JSON.stringify(page).length).toBeLessThan(5 * 1024 * 1024)
  })

  it('has what was said on a merged ticket, too', async () => {
    await say('Once')
    pass(1)
    await aTicket()
    await say('Twice', 'customer', { id: 'TKT000002' })
    const merged = await call('mergeTicket', {
      as: 'supervisor',
      id: 'TKT000002',
      body: { into: 'TKT000001', reason: 'The same' },
    })
    expect(merged.status).toBe(200)
    expect((await list('customer')).items.map(({ text, ticket }: Record<string, string>) => [text, ticket])).toEqual([
      ['Once', 'TKT000001'],
      ['Twice', 'TKT000002'],
    ])
    const refused = await say('More', 'customer', { id: 'TKT000002' })
    expect([refused.status, refused.body.mergedInto]).toEqual([409, 'TKT000001'])
  })
})

describe('a mention', () => {
  const mentionsIn = () => eventsOf(desk).findLast(({ type }) => type === 'ticket.mentioned')?.data

  it('by list or in the text tells those who may see the ticket', async () => {
    const { body } = await say({ body: `Ask @${people.supervisor.id}, please`, mentions: [people.technician.id] })
    expect(body.mentions).toEqual([people.technician.id, people.supervisor.id])
    expect(mentionsIn()).toEqual({
      comment: body.id,
      public: true,
      persons: [people.technician.id, people.supervisor.id],
    })
  })

  it.each(['otherCustomer', 'colleague', 'otherTechnician'] as const)(
    'of a %s is refused as unknown, and mere words in the text',
    async (name) => {
      const { id } = people[name]
      expect((await say({ body: 'Look', mentions: [id] })).body.errors[0].path).toBe('mentions.0')
      expect((await say(`Look, @${id}`)).body.mentions).toBeUndefined()
      expect(mentionsIn()).toBeUndefined()
    },
  )

  it('of the customer is for public words only', async () => {
    expect((await say({ body: 'Look', mentions: [people.customer.id] })).status).toBe(201)
    expect((await say({ body: 'Look', internal: true, mentions: [people.customer.id] })).status).toBe(400)
  })
})

describe('an edit', () => {
  const reword = (id: string, body: string, as: Caller = 'agent', headers = {}) =>
    call('editComment', { as, params: { comment: id }, body: { body }, headers })

  it('within fifteen minutes keeps what was said before, for staff', async () => {
    const { body } = await say('Frist')
    pass(15 * minute)
    const edited = await reword(body.id, 'First')
    expect(edited.body).toMatchObject({ text: 'First', version: 2, editedAt: at(15 * minute) })
    const seen = (as: Caller) => call('getComment', { as, params: { comment: body.id } })
    expect((await seen('supervisor')).body.versions).toMatchObject([
      { version: 1, text: 'Frist', from: at(0), until: at(15 * minute) },
    ])
    expect((await seen('customer')).body).not.toHaveProperty('versions')
    expect(eventsOf(desk).at(-1)).toMatchObject({ type: 'ticket.comment-edited', data: { version: 2, length: 5 } })
    pass(1)
    expect(kindOf(await reword(body.id, 'Second'))).toBe('forbidden')
  })

  it('is for its author alone', async () => {
    const { body } = await say('Mine', 'customer')
    for (const as of ['agent', 'admin', 'customersManager'] as const)
      expect(kindOf(await reword(body.id, 'Yours', as))).toBe('forbidden')
    expect((await reword(body.id, 'Still mine', 'customer')).status).toBe(200)
  })

  it('of a version that is not the newest is refused', async () => {
    const { body } = await say('One')
    expect((await reword(body.id, 'Two', 'agent', { 'if-match': '"1"' })).headers.etag).toBe('"2"')
    const late = await reword(body.id, 'Three', 'agent', { 'if-match': '"1"' })
    expect([late.status, late.body.changes]).toEqual([
      412,
      [{ type: 'ticket.comment-edited', occurredAt: at(0), actor: { id: people.agent.id, role: 'agent' }, version: 2 }],
    ])
  })

  it('ends after twenty', async () => {
    const { body } = await say('0')
    for (let count = 1; count <= 20; count += 1) expect((await reword(body.id, `${count}`)).status).toBe(200)
    expect((await reword(body.id, '21')).status).toBe(403)
  })
})

describe('a redaction', () => {
  const redact = (id: string, as: Caller = 'supervisor') =>
    call('redactComment', { as, params: { comment: id }, body: { reason: 'A password' } })

  it('takes the words from every version and leaves the mark, the reason and the entry', async () => {
    const { body } = await say('My password is hunter2', 'customer')
    await call('editComment', { as: 'customer', params: { comment: body.id }, body: { body: 'It is hunter2!' } })
    const { status, body: left } = await redact(body.id)
    expect(status).toBe(200)
    expect(left).toMatchObject({ redacted: { by: { role: 'supervisor' }, reason: 'A password' } })
    const [shown] = (await list('customer')).items
    expect(shown).not.toHaveProperty('text')
    expect(shown.redacted).not.toHaveProperty('reason')
    const items = desk.table.items.filter(({ pk, sk }) => pk === 'TICKET#TKT000001' && sk !== 'TICKET')
    expect(JSON.stringify(items)).not.toContain('hunter2')
    expect(items.filter(({ sk }) => String(sk).startsWith('COMMENT'))).toHaveLength(1)
    expect(eventsOf(desk).at(-1)).toMatchObject({
      type: 'ticket.comment-redacted',
      data: { comment: body.id, public: true },
      detail: { reason: 'A password' },
    })
    expect((await redact(body.id)).status).toBe(409)
  })

  it('is of what was read, where the caller says so, and a change itself', async () => {
    const { body } = await say('Half of it')
    await call('editComment', { params: { comment: body.id }, body: { body: 'All of it' } })
    const redactRead = (version: number) =>
      call('redactComment', {
        as: 'supervisor',
        params: { comment: body.id },
        body: { reason: 'A password' },
        headers: { 'if-match': `"${version}"` },
      })
    const late = await redactRead(1)
    expect([late.status, late.body.changes[0]]).toMatchObject([412, { type: 'ticket.comment-edited', version: 2 }])
    const { status, headers } = await redactRead(2)
    expect([status, headers.etag]).toEqual([200, '"3"'])
    const again = await redactRead(2)
    expect([again.status, again.body.changes]).toMatchObject([
      412,
      [{ type: 'ticket.comment-redacted', actor: { role: 'supervisor' }, version: 3 }],
    ])
  })

  it('is for supervisors and above', async () => {
    const { body } = await say('Mine')
    expect((await redact(body.id, 'agent')).status).toBe(403)
  })
})

describe('races', () => {
  it('a comment that loses to another is said after it', async () => {
    desk.before('TransactWrite', () => say('First', 'supervisor'))
    await say('Second')
    expect((await list('agent')).items.map(({ text }: { text: string }) => text)).toEqual(['First', 'Second'])
    const seqs = eventsOf(desk).map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, place) => place + 1))
  })

  it('an edit that loses to a redaction changes nothing', async () => {
    const { body } = await say('Secret')
    desk.before('TransactWrite', () =>
      call('redactComment', { as: 'supervisor', params: { comment: body.id }, body: { reason: 'x' } }),
    )
    const edited = await call('editComment', { params: { comment: body.id }, body: { body: 'Secret!' } })
    expect(kindOf(edited)).toBe('conflict')
    expect((await list('agent')).items[0]).not.toHaveProperty('text')
  })
})
