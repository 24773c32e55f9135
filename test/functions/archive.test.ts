import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { handler } from '../../functions/archive/store.ts'
import { day } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { batch, context, eventsOf, failures, toSupervisor } from './support/timers.ts'

const desk = aDesk()
let id: string
beforeEach(async () => {
  id = await aTicket({ description: 'Since this morning' })
})

/** The event of the ticket's archiving as its rule puts it on the queue. */
const event = (number = id, more: object = {}) => {
  const { data, ...rest } = eventsOf(desk, number).at(-1) ?? { data: {} }
  const detail = { ...rest, subject: { kind: 'ticket', id: number }, data }
  return { id: 'x', source: 'service-desk', 'detail-type': 'ticket.archived', detail, ...more }
}
const deliver = async (...messages: unknown[]) => failures(await handler(batch(messages), context))
const only = () => {
  const [key = '', ...more] = desk.store.keys
  expect(more).toEqual([])
  return { key, document: JSON.parse(String(desk.store.bytesOf(key))) }
}

async function archive(): Promise<void> {
  await call('cancelTicket', { id, as: 'manager', body: { reason: 'A duplicate' } })
  pass(day)
  await toSupervisor({ number: id })
}

describe('the archive', () => {
  it('has a ticket whole: itself, its text, its history, and all that lies with it', async () => {
    await call('addFollowUp', { id, body: { note: 'Ask whether it holds' } })
    const comment = { body: 'Which **oven**?' }
    expect((await call('addComment', { id, as: 'agent', body: comment })).status).toBe(201)
    await archive()
    expect(await deliver(event())).toEqual([])
    const { key, document } = only()
    const last = eventsOf(desk, id).at(-1)
    expect(key).toBe(`tickets/main/${id}/${String(last?.seq).padStart(8, '0')}.json`)
    expect(document).toMatchObject({
      format: 1,
      event: `ticket.${id}.${last?.seq}`,
      ticket: { number: id, status: 'cancelled', version: expect.any(Number) },
      body: { text: 'Since this morning' },
      clock: [
        { clock: 'resolution', outcome: 'stopped' },
        { clock: 'response', outcome: 'met' },
      ],
      'follow-up': [{ note: 'Ask whether it holds', state: 'cancelled' }],
    })
    expect(document.history.map(({ seq }: { seq: number }) => seq)).toEqual(eventsOf(desk, id).map(({ seq }) => seq))
    expect(document.comment[0]).toMatchObject({ text: 'Which oven?', html: expect.stringContaining('<strong>') })
  })

  it('has nothing of what only the table’s machinery needs', async () => {
    await archive()
    await deliver(event())
    expect(String(desk.store.bytesOf(only().key))).not.toMatch(/"(pk|sk|gsi\dpk|armed|arming|bodyVersion|wakeAt)"/)
  })

  it('has it once, however often its event comes, also from a replay', async () => {
    await archive()
    expect(await deliver(event(), event())).toEqual([])
    const before = only().document
    expect(await deliver(event(id, { 'replay-name': 'again' }))).toEqual([])
    expect(only().document).toEqual(before)
  })

  it('says what the table says: what was erased since is gone from it too', async () => {
    await archive()
    await deliver(event())
    const body = desk.table.find({ pk: `TICKET#${id}`, sk: 'BODY' }) as object
    desk.table.put({ ...body, text: 'erased' } as never)
    await deliver(event())
    expect(only().document.body.text).toBe('erased')
  })

  it('has nothing of a ticket that is at work, or is not there', async () => {
    expect(await deliver(event(), event('TKT999999'))).toEqual([])
    expect(desk.store.keys).toEqual([])
  })

  it('gives a message back where the bucket or the table refuses, and goes on past it', async () => {
    await archive()
    desk.before('Store', throws(fault('SlowDown')))
    expect(await deliver(event(), event())).toEqual([0])
    desk.before('Query', throws(fault('ThrottlingException')))
    expect(await deliver(event())).toEqual([0])
    expect(await deliver(event())).toEqual([])
    only()
  })
})
