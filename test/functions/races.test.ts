import { describe, expect, it } from 'vitest'
import { people, teams } from '../support/people.ts'
import { aDesk, fault, throws } from './support/desk.ts'
import { type Asked, aTicket, call, kindOf, type OperationName } from './support/gateway.ts'
import { cancelled } from './support/memory-table.ts'

const desk = aDesk()
const key = { 'idempotency-key': 'a-key' }

const histories = () => desk.table.items.filter(({ sk }) => String(sk).startsWith('EVENT#'))
const seqs = (id: string) => histories().flatMap(({ pk, seq }) => (pk === `TICKET#${id}` ? [seq] : []))
const contiguous = (count: number) => Array.from({ length: count }, (_, place) => place + 1)
const assign = (id: string) => call('assignTicket', { id, as: 'agent', body: { technician: people.technician.id } })
const resolve = (id: string) => call('resolveTicket', { id, body: { resolution: 'Done' } })

/** Somebody else changes the title just before every commit, and is not disturbed in it. */
function writeBetween(id: string, times: number): void {
  let number = 0
  desk.before(
    'TransactWrite',
    () => {
      number += 1
      const key = { pk: `TICKET#${id}`, sk: 'TICKET' }
      const item = desk.table.find(key)
      desk.table.put({ ...item, title: `Title ${number}`, version: Number(item?.version) + 1 })
    },
    times,
  )
}

describe('two who change a ticket at the same time', () => {
  it('both succeed: who comes second decides again on what the first made of it', async () => {
    const id = await aTicket()
    desk.before('TransactWrite', () => assign(id))
    const started = await call('startTicket', { id, as: 'supervisor' })
    expect(started).toMatchObject({
      status: 200,
      body: { status: 'in_progress', assignee: people.technician.id, version: 3 },
    })
    expect(seqs(id)).toEqual(contiguous(seqs(id).length))
  })

  it('leave a history without gaps, however many they are', async () => {
    const id = await aTicket()
    const to = [teams.north, teams.south, teams.north, teams.south]
    const answers = await Promise.all(to.map((team) => call('assignTicket', { id, body: { team } })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(answers.map(({ body }) => body.version).toSorted()).toEqual([2, 3, 4, 5])
    expect(seqs(id)).toEqual(contiguous(2 + 4))
  })

  it('is refused what the other has made impossible, with what is possible now', async () => {
    const id = await aTicket()
    desk.before('TransactWrite', () => resolve(id))
    const answer = await call('startTicket', { id, as: 'technician' })
    expect(answer).toMatchObject({ status: 409, body: { allowed: [{ move: 'reopen', to: 'reopened' }] } })
  })

  it('is told so with 412 if they sent If-Match, and nothing of theirs is written', async () => {
    const id = await aTicket()
    desk.before('TransactWrite', () => assign(id))
    const answer = await call('startTicket', { id, as: 'supervisor', headers: { 'if-match': '"1"' } })
    expect([answer.status, kindOf(answer)]).toEqual([412, 'stale'])
    expect(answer.body.detail).toContain('"2"')
    expect((await call('getTicket', { id })).body).toMatchObject({ status: 'assigned', version: 2 })
  })

  it('succeeds after four lost races', async () => {
    const id = await aTicket()
    writeBetween(id, 4)
    expect(await assign(id)).toMatchObject({ status: 200, body: { title: 'Title 4', version: 6 } })
  })

  it('is asked to come back after five, and nothing of theirs is written', async () => {
    const id = await aTicket()
    const known = histories()
    writeBetween(id, 5)
    const answer = await assign(id)
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(kindOf(answer)).toBe('busy')
    expect(histories()).toEqual(known)
    expect((await call('getTicket', { id })).body).toMatchObject({ status: 'created', title: 'Title 5' })
  })

  it('is not held up by the supervisor, who writes what is armed beside them', async () => {
    const id = await aTicket()
    desk.before('TransactWrite', () => {
      const item = desk.table.find({ pk: `TICKET#${id}`, sk: 'TICKET' })
      desk.table.put({ ...item, armed: { execution: `${id}-1`, wakeAt: '2026-11-21T11:36:00.000Z' }, arming: 1 })
    })
    expect(await assign(id)).toMatchObject({ status: 200 })
    expect(desk.countOf('TransactWrite')).toBe(2)
    expect(desk.table.find({ pk: `TICKET#${id}`, sk: 'TICKET' })).toMatchObject({
      arming: 1,
      armed: { execution: `${id}-1` },
    })
  })

  it('reads the ticket again where its text is of another version', async () => {
    const id = await aTicket({ description: 'Since this morning' })
    const item = desk.table.find({ pk: `TICKET#${id}`, sk: 'BODY' })
    desk.table.put({ pk: `TICKET#${id}`, sk: 'BODY', text: 'Of tomorrow', version: 2 })
    desk.after('BatchGet', () => desk.table.put(item as object as Record<string, unknown>))
    expect((await call('getTicket', { id })).body.description).toBe('Since this morning')
    expect(desk.countOf('BatchGet')).toBe(2)
  })
})

const opening: Asked = { as: 'customer', body: { title: 'The till is stuck' } }
const policy: Asked = { as: 'admin', body: { name: 'Tills', targets: { high: { resolution: 'PT4H' } } } }
const writes: [OperationName, Asked][] = [
  ['createTicket', opening],
  ['createSlaPolicy', policy],
  ['startTicket', { as: 'technician' }],
  ['replaceTicket', { as: 'customer', body: { title: 'Dark', description: 'Still' }, headers: { 'if-match': '"1"' } }],
]
const reads: [OperationName, Asked][] = [
  ['getTicket', {}],
  ['listTickets', {}],
  ['getTicketHistory', {}],
  ['listSlaPolicies', {}],
  ['getSlaTracking', {}],
]

const cancelledBy = (code: string) => throws(cancelled([{ Code: 'None' }, { Code: code }]))
const passing = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded', 'RequestLimitExceeded']

describe.each(writes)('%s whose transaction is cancelled', (name, asked) => {
  it.each(passing)('for %s is carried out at the next try', async (code) => {
    await aTicket()
    desk.before('TransactWrite', cancelledBy(code), 4)
    expect((await call(name, asked)).status).toBeLessThan(300)
  })

  it.each(passing)('for %s five times is answered 503, and nothing is written', async (code) => {
    await aTicket()
    const known = histories()
    desk.before('TransactWrite', cancelledBy(code), 5)
    const answer = await call(name, asked)
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(histories()).toEqual(known)
  })

  it.each(['ValidationError', 'ItemCollectionSizeLimitExceeded'])(
    'for %s is a fault of ours, and not tried again',
    async (code) => {
      await aTicket()
      const tries = desk.countOf('TransactWrite')
      desk.before('TransactWrite', cancelledBy(code))
      const answer = await call(name, asked)
      expect([answer.status, kindOf(answer)]).toEqual([500, 'fault'])
      expect(answer.text).not.toContain(code)
      expect(desk.countOf('TransactWrite')).toBe(tries + 1)
    },
  )
})

const throttles = [
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'TransactionInProgressException',
]

describe.each([...writes, ...reads])('%s', (name, asked) => {
  const ask = () => call(name, { ...asked, headers: { ...asked.headers, ...key } })

  /** How many calls it makes where nothing goes wrong. */
  async function callsOf(): Promise<number> {
    desk.open()
    await aTicket()
    const before = desk.calls.length
    expect((await ask()).status).toBeLessThan(300)
    return desk.calls.length - before
  }

  it.each(throttles)('is answered 503 and succeeds when it comes again, whichever call got a %s', async (name) => {
    const calls = await callsOf()
    expect(calls).toBeGreaterThan(1)
    for (let place = 1; place <= calls; place += 1) {
      desk.open()
      await aTicket()
      const known = histories()
      desk.beforeNth(place, throws(fault(name)))
      expect(await ask()).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
      expect(histories()).toEqual(known)
      const again = await ask()
      expect(again.status).toBeLessThan(300)
      expect(again.headers).not.toHaveProperty('idempotent-replayed')
    }
  })

  it('is answered 500 without a word about the inside, whichever call failed for another reason', async () => {
    const calls = await callsOf()
    for (let place = 1; place <= calls; place += 1) {
      desk.open()
      await aTicket()
      desk.beforeNth(place, throws(new Error('secret: ENOTFOUND')))
      const answer = await ask()
      expect([answer.status, kindOf(answer)]).toEqual([500, 'fault'])
      expect(answer.text).not.toMatch(/secret|ENOTFOUND/)
      expect((await ask()).status).toBeLessThan(300)
    }
  })
})

describe('a table that gives only a part', () => {
  const unprocessed = (times: number) => {
    const whole = desk.table.batchGet
    let left = times
    desk.table.batchGet = (input) => {
      if (left === 0) return whole(input)
      left -= 1
      const Keys = input.RequestItems?.desk?.Keys ?? []
      const some = whole({ RequestItems: { desk: { Keys: Keys.slice(0, 1) } } })
      return Keys.length > 1
        ? { ...some, UnprocessedKeys: { desk: { Keys: Keys.slice(1) } } }
        : { Responses: { desk: [] }, UnprocessedKeys: { desk: { Keys } } }
    }
  }

  it('is asked for the rest', async () => {
    const id = await aTicket({ description: 'Since this morning' })
    unprocessed(3)
    expect((await call('getTicket', { id })).body.description).toBe('Since this morning')
  })

  it('is too busy if it goes on so', async () => {
    const id = await aTicket()
    unprocessed(99)
    expect(await call('getTicket', { id })).toMatchObject({ status: 503, headers: { 'retry-after': '1' } })
    expect(desk.countOf('BatchGet')).toBe(5)
  })
})
