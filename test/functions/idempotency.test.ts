import { describe, expect, it } from 'vitest'
import { customers, people, teams } from '../support/people.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { type Asked, aTicket, call, kindOf, type OperationName } from './support/gateway.ts'

const desk = aDesk()
const hour = 60 * 60 * 1000
const key = { 'idempotency-key': 'a-key' }
const lostAnswer = throws(fault('TimeoutError'))

const histories = () => desk.table.items.filter(({ sk }) => String(sk).startsWith('EVENT#'))
const ticketCount = () => desk.table.items.filter(({ sk }) => sk === 'TICKET').length
const policyCount = () => desk.table.items.filter(({ pk, id }) => pk === 'SLA-POLICIES' && id).length

const opening = { as: 'customer', body: { title: 'The lift stands still', priority: 'urgent' }, headers: key } as const
const policy = {
  as: 'manager',
  body: { name: 'Lifts', targets: { urgent: { response: 'PT15M' } } },
  headers: key,
} as const

/** Every write, on a ticket that has come to where it may be done. */
const writes: [OperationName, Asked, before?: [OperationName, Asked][]][] = [
  ['createTicket', opening],
  ['createSlaPolicy', policy],
  [
    'replaceTicket',
    { as: 'customer', body: { title: 'Dark again', description: 'Since noon' }, headers: { 'if-match': '"1"' } },
  ],
  ['assignTicket', { as: 'agent', body: { technician: people.technician.id } }],
  ['startTicket', { as: 'technician' }],
  [
    'unassignTicket',
    { as: 'technician', body: { reason: 'Too far' } },
    [['assignTicket', { body: { technician: people.technician.id } }]],
  ],
  [
    'pauseTicket',
    { as: 'technician', body: { status: 'pending_customer', reason: 'Which oven?' } },
    [['startTicket', { as: 'technician' }]],
  ],
  [
    'resumeTicket',
    { as: 'technician' },
    [
      ['startTicket', { as: 'technician' }],
      ['pauseTicket', { as: 'technician', body: { status: 'pending_parts', reason: 'A fuse' } }],
    ],
  ],
  ['resolveTicket', { as: 'technician', body: { resolution: 'A new fuse' } }],
  ['closeTicket', { as: 'customer' }, [['resolveTicket', { body: { resolution: 'A new fuse' } }]]],
  [
    'reopenTicket',
    { as: 'customer', body: { reason: 'Dark again' } },
    [['resolveTicket', { body: { resolution: 'A new fuse' } }]],
  ],
  ['cancelTicket', { as: 'supervisor', body: { reason: 'A duplicate' } }],
]

describe.each(writes)('%s with an Idempotency-Key', (name, asked, before = []) => {
  const again = () => call(name, { ...asked, headers: { ...asked.headers, ...key } })
  const start = async () => {
    await aTicket()
    for (const [earlier, with_] of before) expect((await call(earlier, with_)).status).toBe(200)
  }

  it('answers a retry as it answered the first time, and does nothing more', async () => {
    await start()
    const first = await again()
    expect(first.status).toBeLessThan(300)
    const after = desk.table.items.filter(({ sk }) => sk !== 'COUNTER')
    pass(hour)
    const second = await again()
    expect(second).toMatchObject({ status: first.status, text: first.text })
    expect(second.headers).toEqual({ ...first.headers, 'idempotent-replayed': 'true' })
    expect(desk.table.items.filter(({ sk }) => sk !== 'COUNTER')).toEqual(after)
  })

  it('has one effect where the first answer was lost after the commit', async () => {
    await start()
    const known = histories().length
    desk.after('TransactWrite', lostAnswer)
    expect((await again()).status).toBe(500)
    const committed = histories().length
    expect(committed).toBeGreaterThan(known)
    const retry = await again()
    expect(retry.status).toBeLessThan(300)
    expect(retry.headers['idempotent-replayed']).toBe('true')
    expect(histories().length).toBe(committed)
  })

  it('has one effect where both requests come at once, and both get the same answer', async () => {
    await start()
    let other: Awaited<ReturnType<typeof again>> | undefined
    desk.before('TransactWrite', async () => {
      other = await again()
    })
    const known = histories().length
    const slower = await again()
    expect(other?.headers).not.toHaveProperty('idempotent-replayed')
    const once = histories().length
    expect(slower).toMatchObject({ status: other?.status, text: other?.text })
    expect(slower.headers['idempotent-replayed']).toBe('true')
    expect(once - known).toBe(histories().length - known)
    // The failed condition itself gives the answer: nothing is read after it.
    expect(desk.calls.at(-1)).toBe('TransactWrite')
    expect(desk.countOf('TransactWrite')).toBe(2 + before.length + 1)
  })
})

describe('a retry of what would be refused now', () => {
  it('gets its answer when the ticket has moved on', async () => {
    const id = await aTicket()
    const start = () => call('startTicket', { id, as: 'technician', headers: key })
    desk.after('TransactWrite', lostAnswer)
    await start()
    await call('resolveTicket', { id, body: { resolution: 'Done' } })
    const known = histories().length
    expect((await call('startTicket', { id, as: 'technician' })).status).toBe(409)
    expect(await start()).toMatchObject({ status: 200, body: { status: 'in_progress', version: 2 } })
    expect(histories().length).toBe(known)
  })

  it('gets its answer when the If-Match it sent is stale by its own doing', async () => {
    const id = await aTicket()
    const asked: Asked = {
      id,
      as: 'customer',
      body: { title: 'Dark', description: '' },
      headers: { ...key, 'if-match': '"1"' },
    }
    desk.after('TransactWrite', lostAnswer)
    await call('replaceTicket', asked)
    expect(await call('replaceTicket', asked)).toMatchObject({ status: 200, headers: { etag: '"2"' } })
  })

  it('gets its answer when nothing had changed and the ticket has since', async () => {
    const id = await aTicket()
    const asked: Asked = {
      id,
      as: 'customer',
      body: { title: 'The oven display is dark', description: '' },
      headers: { ...key, 'if-match': '"1"' },
    }
    const first = await call('replaceTicket', asked)
    expect(first).toMatchObject({ status: 200, headers: { etag: '"1"' } })
    await call('startTicket', { id, as: 'technician' })
    expect(await call('replaceTicket', asked)).toMatchObject({ status: 200, text: first.text })
  })

  it('gets its answer when the technician it names has left', async () => {
    const id = await aTicket()
    const assign = () => call('assignTicket', { id, body: { technician: people.technician.id }, headers: { ...key } })
    await assign()
    desk.table.remove({ pk: `PERSON#${people.technician.id}`, sk: 'PERSON' })
    expect(await assign()).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } })
  })

  it('gets its answer when the customer that it opened a ticket for is gone', async () => {
    const open = () =>
      call('createTicket', { body: { title: 'A pump', customer: customers.foundry }, headers: { ...key } })
    desk.after('TransactWrite', lostAnswer)
    await open()
    desk.table.remove({ pk: `CUSTOMER#${customers.foundry}`, sk: 'CUSTOMER' })
    expect(await open()).toMatchObject({ status: 201, body: { number: 'TKT000001' } })
    expect(ticketCount()).toBe(1)
  })
})

describe('a key', () => {
  it('belongs to one request: with another body it is refused', async () => {
    await call('createTicket', opening)
    const other = await call('createTicket', { ...opening, body: { ...opening.body, title: 'The lift hums' } })
    expect([other.status, kindOf(other)]).toEqual([422, 'key-reused'])
    expect(ticketCount()).toBe(1)
  })

  it('belongs to one ticket and one operation', async () => {
    const [one, two] = [await aTicket(), await aTicket()]
    await call('startTicket', { id: one, headers: key })
    expect((await call('startTicket', { id: two, headers: key })).status).toBe(422)
    expect((await call('resumeTicket', { id: one, headers: key })).status).toBe(422)
  })

  it('belongs to one caller', async () => {
    await call('createTicket', opening)
    expect(await call('createTicket', { ...opening, as: 'colleague' })).toMatchObject({ status: 201 })
    expect(ticketCount()).toBe(2)
  })

  it('does not mind how the same JSON is written', async () => {
    await call('createTicket', opening)
    const spaced = '{ "priority" : "urgent",\n "title":"The lift stands still" }'
    expect((await call('createTicket', { ...opening, body: spaced })).headers['idempotent-replayed']).toBe('true')
  })

  it('is kept for 24 hours, whether or not the table has deleted it by then', async () => {
    await call('createTicket', opening)
    pass(24 * hour - 1000)
    expect((await call('createTicket', opening)).body.number).toBe('TKT000001')
    pass(1000)
    expect(await call('createTicket', opening)).toMatchObject({ status: 201, body: { title: opening.body.title } })
    expect(ticketCount()).toBe(2)
    expect((await call('createTicket', opening)).headers['idempotent-replayed']).toBe('true')
  })

  it('that has expired counts as none for a move, too', async () => {
    const id = await aTicket()
    const assign = () => call('assignTicket', { id, body: { team: teams.south }, headers: key })
    await assign()
    pass(25 * hour)
    const known = histories().length
    expect((await assign()).headers).not.toHaveProperty('idempotent-replayed')
    expect(histories().length).toBeGreaterThan(known)
  })

  it('is not used up by a refusal', async () => {
    const id = await aTicket()
    const close = () => call('closeTicket', { id, as: 'customer', headers: key })
    expect((await close()).status).toBe(409)
    await call('resolveTicket', { id, body: { resolution: 'Done' } })
    expect(await close()).toMatchObject({ status: 200, body: { status: 'closed' } })
  })

  it('is not used up by a command that was not committed', async () => {
    desk.before('TransactWrite', throws(fault('InternalServerError')))
    expect((await call('createSlaPolicy', policy)).status).toBe(500)
    expect(policyCount()).toBe(0)
    expect((await call('createSlaPolicy', policy)).headers).not.toHaveProperty('idempotent-replayed')
    expect(policyCount()).toBe(1)
  })

  it.each(['', ' a', 'a ', 'ä', 'a\tb', 'x'.repeat(256)])('is refused where it is none: %j', async (bad) => {
    const answer = await call('createTicket', { ...opening, headers: { 'idempotency-key': bad } })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path: 'Idempotency-Key' }] } })
    expect(ticketCount()).toBe(0)
  })

  it('may have up to 255 printable characters', async () => {
    const long = { 'idempotency-key': `${'~'.repeat(127)} ${'#'.repeat(127)}` }
    await call('createTicket', { ...opening, headers: long })
    await call('createTicket', { ...opening, headers: long })
    expect(ticketCount()).toBe(1)
  })
})
