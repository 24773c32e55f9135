import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people } from '../../infra/local/people.ts'
import type { Caller } from '../support/client.ts'
import { deskAt, open, unique } from '../support/desk.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf } from '../support/history.ts'
import { inParallel } from '../support/parallel.ts'

const desk = deskAt(readOutputs())
const { call, table } = desk
const times = <Result>(count: number, doIt: (at: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, at) => doIt(at)))
/** One try: which answer is the first, and which a repeat, is what is looked at. */
const keyed = (key: string) => ({ headers: { 'idempotency-key': key }, retries: false as const })

let log: EventLog
beforeAll(() => {
  log = listen(desk.outputs)
})
afterAll(() => log.stop())

describe('an idempotency key', () => {
  it('makes ten requests at once open one ticket, with one answer for all', async () => {
    const body = { title: unique('Opened once') }
    const answers = await times(10, () => call('createTicket', 'customer', { body, ...keyed(body.title) }))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1)
    expect(new Set(answers.map(({ headers }) => headers.get('etag')))).toEqual(new Set(['"1"']))
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(9)
    const { body: list } = await call('listTickets', 'customer', { query: { limit: 100 } })
    expect(list.items.filter(({ title }) => title === body.title)).toHaveLength(1)
  })

  it('makes ten moves at once one move, and the same answer comes after others have moved on', async () => {
    const { number: id } = await open(desk)
    const asked = { id, body: { technician: people.technician.id }, ...keyed(unique('assign')) }
    const answers = await times(10, () => call('assignTicket', 'agent', asked))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    const history = await historyOf(desk, id)
    expect(history.filter(({ type }) => type === 'ticket.assigned')).toHaveLength(1)

    await call('startTicket', 'technician', { id })
    const late = await call('assignTicket', 'agent', asked)
    expect([late.status, late.text, late.headers.get('etag')]).toEqual([200, answers[0]?.text, '"2"'])
    expect((await call('getTicket', 'agent', { id })).body.status).toBe('in_progress')
  })

  it('makes ten policies at once one policy', async () => {
    const name = unique('One policy')
    const body = {
      name,
      conditions: { tags: [name.toLowerCase().replaceAll(' ', '-')] },
      targets: { low: { response: 'PT9H' } },
    }
    const answers = await times(10, () => call('createSlaPolicy', 'manager', { body, ...keyed(name) }))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    const { body: list } = await call('listSlaPolicies', 'agent')
    expect(list.items.filter((policy) => policy.name === name)).toHaveLength(1)
  })

  it("of another request is refused, and another caller's is their own", async () => {
    const key = keyed(unique('key'))
    const body = { title: 'The first' }
    const { number } = (await call('createTicket', 'customer', { body, ...key })).body
    const other = await call('createTicket', 'customer', { body: { title: 'The second' }, ...key })
    expect([other.status, other.problem.type]).toEqual([422, 'urn:service-desk:problem:key-reused'])
    const elsewhere = await call('closeTicket', 'customer', { id: number, ...key })
    expect(elsewhere.status).toBe(422)
    const theirs = await call('createTicket', 'otherCustomer', { body, ...key })
    expect([theirs.status, theirs.body.number === number]).toEqual([201, false])
  })
})

describe('two writers on one ticket', () => {
  it('both succeed, one after the other, where their moves allow it', async () => {
    const { number: id } = await open(desk)
    const both = await Promise.all([
      call('assignTicket', 'agent', { id, body: { technician: people.technician.id } }),
      call('assignTicket', 'supervisor', { id, body: { technician: people.agent.id } }),
    ])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(both.map(({ body }) => body.version).toSorted()).toEqual([2, 3])
    const last = both.find(({ body }) => body.version === 3)
    const { body: now } = await call('getTicket', 'agent', { id })
    expect(now).toEqual(last?.body)
  })

  it('of whom both have read the same version: one is told that it has changed', async () => {
    const { number: id } = await open(desk)
    const rename = (title: string, by: Caller) =>
      call('replaceTicket', by, { id, body: { title, description: '' }, headers: { 'if-match': '"1"' } })
    const both = await Promise.all([rename('By the first', 'customer'), rename('By the second', 'customer')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    const won = both.find(({ status }) => status === 200)
    expect((await call('getTicket', 'agent', { id })).body).toMatchObject(won?.body as object)
  })

  it('of whom only one can be right: the other is told which moves there are', async () => {
    const { number: id } = await open(desk)
    const both = await Promise.all([
      call('cancelTicket', 'manager', { id, body: { reason: 'A duplicate' } }),
      call('resolveTicket', 'agent', { id, body: { resolution: 'Done' } }),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.problem.allowed).toBeDefined()
  })
})

describe('a burst of forty tickets', () => {
  it('has forty numbers, every event on the bus, whole histories, and nothing parked', async () => {
    const parked = (await table.parked()).length
    const by = ['customer', 'otherCustomer', 'agent', 'technician'] as const
    const tickets = await times(40, (at) => open(desk, { title: `Burst ${at}` }, by[at % 4]))
    const numbers = tickets.map(({ number }) => number)
    expect(new Set(numbers).size).toBe(40)

    const taken = await inParallel(
      8,
      numbers.map((id) => async () => (await call('startTicket', 'technician', { id })).body),
    )
    expect(taken.map(({ version }) => version)).toEqual(taken.map(() => 2))
    const histories = await inParallel(
      8,
      numbers.map((id) => () => historyOf(desk, id)),
    )
    for (const [at, history] of histories.entries()) {
      const number = String(numbers[at])
      expect(history.map(({ seq }) => seq)).toEqual(history.map((_, place) => place + 1))
      expect((await table.ticket(number)).seq).toBe(history.length)
      await eventually(`all of ${number} is on the bus`, () => log.of(number).length === history.length)
      expect(log.of(number).map(({ detail }) => detail.id)).toEqual(history.map(({ id }) => id))
    }
    expect(await table.parked()).toHaveLength(parked)
  })
})
