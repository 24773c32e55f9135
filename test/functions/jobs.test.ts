import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { bulkTickets } from '../../functions/jobs/bulk.ts'
import { jobWorker } from '../../functions/platform/jobs.ts'
import { type Caller, people, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { call, kindOf } from './support/gateway.ts'
import { JobQueue, resultsOf, someTickets } from './support/jobs.ts'
import { eventsOf, ticketItem } from './support/timers.ts'

const desk = aDesk()
let queue: JobQueue
beforeEach(() => {
  queue = new JobQueue(desk)
})

const assign = { do: 'assign', technician: people.technician.id }
const tagged = { do: 'tag', add: ['flood'] }

async function bulk(body: object, as: Caller = 'agent', headers: Record<string, string> = {}) {
  const answer = await call('bulkTickets', { as, body, headers })
  expect(answer.status).toBe(202)
  expect(answer.headers.location).toBe(`/api/v1/service-desk/jobs/${answer.body.id}`)
  return answer.body.id as string
}
const jobOf = async (id: string, as: Caller = 'agent') => (await call('getJob', { as, id })).body

describe('a bulk request', () => {
  it('does to each ticket what was asked, and says what became of it', async () => {
    const tickets = await someTickets(3)
    await call('resolveTicket', { id: tickets[1] as string, body: { resolution: 'Done' } })
    const id = await bulk({ tickets: [...tickets, 'TKT999999', 'no number'], actions: [assign, tagged] })
    expect(await jobOf(id)).toMatchObject({ state: 'queued', counts: { total: 5, done: 0 } })
    await queue.run()
    expect(await jobOf(id)).toMatchObject({
      state: 'done',
      counts: { total: 5, done: 5, changed: 2, unchanged: 0, refused: 3 },
    })
    const results = await resultsOf(id)
    expect(results.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'changed',
      'refused',
      'changed',
      'refused',
      'refused',
    ])
    expect(results[0]).toEqual({ place: 1, subject: tickets[0], outcome: 'changed', version: 2 })
    const single = await call('assignTicket', { id: tickets[1] as string, body: { technician: assign.technician } })
    expect(results[1].problem).toEqual({
      type: single.body.type,
      detail: single.body.detail,
      allowed: single.body.allowed,
    })
    expect(results[3].problem.type).toBe('urn:service-desk:problem:not-found')
    expect(ticketItem(desk, tickets[0])).toMatchObject({ status: 'assigned', tags: ['flood'], version: 2 })
    expect(ticketItem(desk, tickets[1])).toMatchObject({ status: 'resolved', tags: [] })
  })

  it('does all of its actions to a ticket, or none', async () => {
    const [ticket] = await someTickets(1)
    const id = await bulk({ tickets: [ticket], actions: [tagged, { do: 'resume' }] })
    await queue.run()
    expect(await resultsOf(id)).toMatchObject([{ outcome: 'refused' }])
    expect(ticketItem(desk, ticket)).toMatchObject({ tags: [], version: 1 })
  })

  it('judges each action by what the one before has made of the ticket', async () => {
    const [ticket] = await someTickets(1)
    const actions = [{ do: 'start' }, { do: 'pause', status: 'pending_customer', reason: 'Which one?' }]
    await bulk({ tickets: [ticket], actions })
    await queue.run()
    expect(ticketItem(desk, ticket)).toMatchObject({ status: 'pending_customer', assignee: people.agent.id })
  })

  it('changes nothing that is so already, and says so', async () => {
    const [ticket] = await someTickets(1)
    const id = await bulk({ tickets: [ticket], actions: [{ do: 'set-priority', priority: 'high' }] })
    await queue.run()
    expect(await resultsOf(id)).toEqual([{ place: 1, subject: ticket, outcome: 'unchanged' }])
    expect(ticketItem(desk, ticket).version).toBe(1)
  })

  it('without effect says what would happen', async () => {
    const tickets = await someTickets(2)
    await call('resolveTicket', { id: tickets[1] as string, body: { resolution: 'Done' } })
    const before = desk.table.filter(({ pk }) => String(pk).startsWith('TICKET#'))
    const id = await bulk({ tickets: [...tickets, 'TKT999999'], actions: [assign], dryRun: true })
    await queue.run()
    expect(await jobOf(id)).toMatchObject({ state: 'done', dryRun: true, counts: { changed: 1, refused: 2 } })
    expect(await resultsOf(id)).toMatchObject([
      { subject: tickets[0], outcome: 'changed' },
      { subject: tickets[1], outcome: 'refused', problem: { allowed: expect.any(Array) } },
      { subject: 'TKT999999', outcome: 'refused' },
    ])
    expect(desk.table.filter(({ pk }) => String(pk).startsWith('TICKET#'))).toEqual(before)
  })

  it('begins one job for one key, however often it comes', async () => {
    const tickets = await someTickets(2)
    const headers = { 'idempotency-key': 'once' }
    const body = { tickets, actions: [tagged] }
    const id = await bulk(body, 'agent', headers)
    await queue.run()
    expect(await bulk(body, 'agent', headers)).toBe(id)
    await queue.run()
    expect(ticketItem(desk, tickets[0]).version).toBe(2)
    expect(kindOf(await call('bulkTickets', { body: { ...body, dryRun: true }, headers }))).toBe('key-reused')
  })

  it('is done as who asked, with what they may do and see', async () => {
    const tickets = await someTickets(2)
    await call('assignTicket', { id: tickets[0] as string, body: { team: teams.south } })
    const taking = { do: 'assign', technician: people.technician.id }
    const id = await bulk({ tickets, actions: [taking] }, 'technician')
    await queue.run()
    const { body } = await call('listJobResults', { as: 'technician', id })
    expect(body.items).toMatchObject([
      { outcome: 'refused', problem: { type: 'urn:service-desk:problem:not-found' } },
      { outcome: 'changed' },
    ])
    expect(eventsOf(desk, tickets[1]).at(-1)).toMatchObject({
      actor: { id: people.technician.id, role: 'technician' },
    })
  })

  it('is refused whole to who may not do it to one ticket, or names nobody', async () => {
    const cancelling = { tickets: ['TKT000001'], actions: [{ do: 'cancel', reason: 'Twice' }] }
    expect(kindOf(await call('bulkTickets', { as: 'agent', body: cancelling }))).toBe('forbidden')
    const nobody = { do: 'assign', technician: people.customer.id }
    expect(kindOf(await call('bulkTickets', { body: { tickets: ['TKT000001'], actions: [nobody] } }))).toBe('invalid')
    for (const wrong of [{}, { tickets: [] }, { tickets: ['A'], filter: {} }, { filter: { colour: 'red' } }]) {
      expect(kindOf(await call('bulkTickets', { body: { actions: [tagged], ...wrong } }))).toBe('invalid')
    }
    const many = Array.from({ length: 501 }, (_, at) => `TKT${at}`)
    expect(kindOf(await call('bulkTickets', { body: { tickets: many, actions: [tagged] } }))).toBe('invalid')
    expect(desk.table.filter(({ pk }) => String(pk).startsWith('JOB#'))).toEqual([])
  })
})

describe('a bulk request by a filter', () => {
  it('takes what matched at its beginning, in several pages', async () => {
    const tickets = await someTickets(130)
    for (const id of tickets.slice(0, 10)) await call('resolveTicket', { id, body: { resolution: 'Done' } })
    const id = await bulk({ filter: { status: ['created'] }, actions: [assign] })
    expect((await jobOf(id)).counts.total).toBeUndefined()
    await queue.run()
    expect((await jobOf(id)).counts).toMatchObject({ total: 120, done: 120, changed: 120 })
    expect(new Set((await resultsOf(id)).map(({ subject }: { subject: string }) => subject)).size).toBe(120)
  })

  it('is within what the caller may see', async () => {
    const tickets = await someTickets(3)
    await call('assignTicket', { id: tickets[0] as string, body: { team: teams.south } })
    const id = await bulk({ filter: {}, actions: [tagged] }, 'technician')
    await queue.run()
    expect((await jobOf(id, 'technician')).counts).toMatchObject({ total: 2, changed: 2 })
  })

  it('names no field that nothing can be kept under', async () => {
    const filter = JSON.parse('{"custom":{"constructor":"x"}}')
    const { status, body } = await call('bulkTickets', { body: { filter, actions: [{ do: 'tag', add: ['x'] }] } })
    expect([status, body.errors[0].path]).toEqual([400, 'filter.custom.constructor'])
  })

  it('that matches more than ten thousand does nothing, and says so', async () => {
    expect(bulkTickets.most).toBe(10_000)
    await someTickets(6)
    const small = new JobQueue(desk, jobWorker({ 'bulk-tickets': { ...bulkTickets, most: 5 } }))
    const id = await bulk({ filter: {}, actions: [tagged] })
    await small.run()
    expect(await jobOf(id)).toMatchObject({ state: 'failed', why: 'too-many', counts: { done: 0, changed: 0 } })
    expect(ticketItem(desk)).toMatchObject({ version: 1, tags: [] })
    const few = await bulk({ filter: { createdFrom: at(10) }, actions: [tagged] })
    await small.run()
    expect(await jobOf(few)).toMatchObject({ state: 'done', counts: { total: 5, changed: 5 } })
  })

  it('that matches nothing is done at once', async () => {
    const id = await bulk({ filter: { status: ['closed'] }, actions: [tagged] })
    await queue.run()
    expect(await jobOf(id)).toMatchObject({ state: 'done', counts: { total: 0, done: 0 } })
  })
})

describe('a job', () => {
  it('is seen by its owner and by managers, and by nobody else', async () => {
    const [ticket] = await someTickets(1)
    const id = await bulk({ tickets: [ticket], actions: [tagged] })
    for (const as of ['agent', 'manager', 'admin'] as const) expect((await call('getJob', { as, id })).status).toBe(200)
    for (const as of ['supervisor', 'technician'] as const) {
      for (const name of ['getJob', 'listJobResults', 'cancelJob'] as const) {
        expect(kindOf(await call(name, { as, id }))).toBe('not-found')
      }
    }
    expect(kindOf(await call('getJob', { id: 'job_nothing' }))).toBe('not-found')
  })

  it('is in the list of its owner, newest first, in pages', async () => {
    const ids: string[] = []
    for (let at = 0; at < 5; at += 1) {
      ids.unshift(await bulk({ tickets: ['TKT000001'], actions: [tagged] }))
      pass(1000)
    }
    await bulk({ tickets: ['TKT000001'], actions: [tagged] }, 'manager')
    const found: string[] = []
    let cursor: string | undefined
    do {
      const { body } = await call('listJobs', { query: { limit: '2', ...(cursor && { cursor }) } })
      found.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.next
    } while (cursor)
    expect(found).toEqual(ids)
  })

  it('that is cancelled begins with nothing more', async () => {
    const tickets = await someTickets(60)
    const id = await bulk({ tickets, actions: [tagged] })
    queue.hear()
    await queue.give()
    await queue.give()
    const cancelled = await call('cancelJob', { id })
    expect(cancelled.body).toMatchObject({ state: 'cancelled', counts: { total: 60, done: 25 } })
    await queue.run()
    expect(await jobOf(id)).toMatchObject({ state: 'cancelled', counts: { done: 25, changed: 25 } })
    expect(tickets.filter((number) => ticketItem(desk, number).version > 1).length).toBe(25)
    expect((await call('cancelJob', { id })).body.state).toBe('cancelled')
  })

  it('that has ended cannot be cancelled', async () => {
    const [ticket] = await someTickets(1)
    const id = await bulk({ tickets: [ticket], actions: [tagged] })
    await queue.run()
    expect(kindOf(await call('cancelJob', { id }))).toBe('conflict')
  })

  it('tells that it was asked for and that it has ended, without a word of what is in it', async () => {
    const [ticket] = await someTickets(1)
    const id = await bulk({ tickets: [ticket], actions: [tagged] })
    await queue.run()
    const events = desk.table.filter(({ pk, sk }) => pk === `JOB#${id}` && String(sk).startsWith('EVENT#'))
    expect(events.map(({ type, seq, data }) => ({ type, seq, data }))).toEqual([
      { type: 'job.requested', seq: 1, data: { kind: 'bulk-tickets' } },
      {
        type: 'job.finished',
        seq: 2,
        data: { kind: 'bulk-tickets', state: 'done', done: 1, created: 0, changed: 1, unchanged: 0, refused: 0 },
      },
    ])
  })

  it('gives its results by what became of the entries, in pages', async () => {
    const tickets = await someTickets(30)
    for (const id of tickets.slice(0, 7)) await call('resolveTicket', { id, body: { resolution: 'Done' } })
    const id = await bulk({ tickets, actions: [assign] })
    await queue.run()
    const found: number[] = []
    let cursor: string | undefined
    do {
      const query = { limit: '3', outcome: 'refused', ...(cursor && { cursor }) }
      const { body } = await call('listJobResults', { id, query })
      found.push(...body.items.map(({ place }: { place: number }) => place))
      cursor = body.next
    } while (cursor)
    expect(found).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})
