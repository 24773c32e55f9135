import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, customers } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import { JobQueue, resultsOf } from './support/jobs.ts'
import { eventsOf, ticketItem } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000
const hour = 60 * minute
let queue: JobQueue
beforeEach(() => {
  queue = new JobQueue(desk)
})

const terms = (response: string, resolution: string, more: object = {}) => ({
  name: 'Network',
  conditions: { category: ['network'] },
  targets: { high: { response, resolution } },
  ...more,
})
async function made(name: 'createSlaPolicy' | 'createCalendar', body: object): Promise<string> {
  const answer = await call(name, { as: 'manager', body })
  expect([answer.status, answer.text]).toEqual([201, answer.text])
  return answer.body.id
}
const replaced = async (policy: string, body: object) => {
  const answer = await call('replaceSlaPolicy', { as: 'manager', id: policy, body, headers: { 'if-match': '*' } })
  expect([answer.status, answer.text]).toEqual([200, answer.text])
}
/** Has something reapplied, waits for the end, and gives the job and its results. */
async function reapplied(id: string, body: object = {}, as: Caller = 'manager') {
  const name = id.startsWith('pol_') ? 'reapplySlaPolicy' : 'reapplyCalendar'
  const answer = await call(name, { as, id, body })
  expect([answer.status, answer.text]).toEqual([202, answer.text])
  expect(answer.headers.location).toBe(`/api/v1/service-desk/jobs/${answer.body.id}`)
  await queue.run()
  const { body: job } = await call('getJob', { as, id: answer.body.id })
  return { job, results: await resultsOf(answer.body.id, 'manager' as never) }
}

describe('a policy that is reapplied', () => {
  it('holds for the tickets that it was chosen for, in the version of now', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    const id = await aTicket({ category: 'network' })
    const other = await aTicket()
    pass(30 * minute)
    await replaced(policy, terms('PT2H', 'PT4H'))
    expect((await call('getTicket', { id })).body).toMatchObject({ policy: { version: 1 }, dueAt: at(hour) })
    const { job, results } = await reapplied(policy)
    expect(job).toMatchObject({
      kind: 'reapply-sla',
      state: 'done',
      dryRun: false,
      counts: { total: 1, done: 1, changed: 1, unchanged: 0 },
      effects: { later: 1, earlier: 1, breached: 0, otherPolicy: 0 },
    })
    const { version } = ticketItem(desk, id) ?? {}
    expect(results).toEqual([
      {
        place: 1,
        subject: id,
        outcome: 'changed',
        version,
        sla: {
          effects: ['later', 'earlier'],
          policy: { from: { id: policy, version: 1 }, to: { id: policy, version: 2 } },
          calendar: {},
          clocks: [
            { clock: 'response', dueFrom: at(hour), dueTo: at(2 * hour), breached: false },
            { clock: 'resolution', dueFrom: at(8 * hour), dueTo: at(4 * hour), breached: false },
          ],
        },
      },
    ])
    expect((await call('getTicket', { id })).body).toMatchObject({ policy: { version: 2 }, dueAt: at(2 * hour) })
    expect(eventsOf(desk, id).at(-1)).toMatchObject({
      type: 'sla.policy-chosen',
      actor: { role: 'manager' },
      data: { policy: { id: policy, version: 2 }, reapplied: true },
    })
    expect(ticketItem(desk, other)).toMatchObject({ policy: { id: 'pol_default' }, version: 1 })
  })

  it('in a dry run says the same, and does nothing', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    const id = await aTicket({ category: 'network' })
    pass(30 * minute)
    await replaced(policy, terms('PT2H', 'PT4H'))
    const before = ticketItem(desk, id)
    const tried = await reapplied(policy, { dryRun: true })
    expect(ticketItem(desk, id)).toEqual(before)
    const done = await reapplied(policy)
    expect(tried.job).toMatchObject({ dryRun: true, counts: { changed: 1 }, effects: done.job.effects })
    expect(tried.results).toEqual(done.results.map(({ version: _, ...rest }: { version: number }) => rest))
  })

  it('tries what was read and changed, and refuses what is not as it is, as saving it would', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    const { body: read } = await call('getSlaPolicy', { as: 'manager', id: policy })
    const tried = (edit: object) =>
      call('reapplySlaPolicy', { as: 'manager', id: policy, body: { dryRun: true, policy: { ...read, ...edit } } })
    expect((await tried({ name: 'Renamed' })).status).toBe(202)
    expect((await tried({ version: 2 })).body.errors).toMatchObject([{ path: 'policy.version' }])
  })

  it('tries an edit that is not saved, in a dry run only', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    await aTicket({ category: 'network' })
    pass(30 * minute)
    const { results } = await reapplied(policy, { dryRun: true, policy: terms('PT10M', 'PT8H') })
    expect(results).toMatchObject([
      {
        outcome: 'changed',
        sla: {
          effects: ['earlier', 'breached'],
          policy: { to: { id: policy, version: 2 } },
          clocks: [
            { clock: 'response', breached: true },
            { clock: 'resolution', breached: false },
          ],
        },
      },
    ])
    const refused = await call('reapplySlaPolicy', {
      as: 'manager',
      id: policy,
      body: { policy: terms('PT10M', 'PT8H') },
    })
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ path: 'dryRun' }]])
    const unknown = terms('PT10M', 'PT8H', { calendar: 'cal_01JD000000000000000000CA01' })
    const other = await call('reapplySlaPolicy', { as: 'manager', id: policy, body: { dryRun: true, policy: unknown } })
    expect([other.status, other.body.errors]).toMatchObject([400, [{ path: 'policy.calendar' }]])
  })

  it('is late at once where its new target has passed, and is told so once', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    const id = await aTicket({ category: 'network' })
    pass(30 * minute)
    await replaced(policy, terms('PT10M', 'PT8H'))
    const { job } = await reapplied(policy)
    expect(job.effects).toEqual({ later: 0, earlier: 1, breached: 1, otherPolicy: 0 })
    expect(eventsOf(desk, id).filter(({ type }) => type === 'sla.breached')).toHaveLength(1)
    expect(ticketItem(desk, id)).toMatchObject({ light: 'red' })
  })

  it('takes in the tickets for which it would be chosen now, and gives away those it is chosen for no more', async () => {
    const before = await aTicket({ category: 'network' })
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    const { job } = await reapplied(policy)
    expect(job).toMatchObject({ counts: { total: 1, changed: 1 }, effects: { earlier: 1, otherPolicy: 1 } })
    expect(ticketItem(desk, before)).toMatchObject({ policy: { id: policy } })
    const removed = await call('deleteSlaPolicy', { as: 'manager', id: policy, headers: { 'if-match': '*' } })
    expect(removed.status).toBe(204)
    const after = await reapplied(policy)
    expect(after.job).toMatchObject({ counts: { total: 1, changed: 1 }, effects: { later: 1, otherPolicy: 1 } })
    expect(ticketItem(desk, before)).toMatchObject({ policy: { id: 'pol_default' } })
  })

  it('goes by what was agreed with the customer', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H', { conditions: { tags: ['never'] } }))
    const id = await aTicket()
    await call('changeCustomer', { id: customers.bakery, body: { policy }, headers: { 'if-match': '*' } })
    const { job } = await reapplied(policy)
    expect(job.counts).toMatchObject({ total: 1, changed: 1 })
    expect(ticketItem(desk, id)).toMatchObject({ policy: { id: policy } })
  })

  it('changes nothing a second time, and nothing that has ended', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    const id = await aTicket({ category: 'network' })
    const over = await aTicket({ category: 'network' })
    await call('resolveTicket', { id: over, body: { resolution: 'Done' } })
    await replaced(policy, terms('PT2H', 'PT8H'))
    expect((await reapplied(policy)).job.counts).toMatchObject({ total: 1, changed: 1 })
    const known = [ticketItem(desk, id), ticketItem(desk, over)]
    expect((await reapplied(policy)).job.counts).toMatchObject({ total: 1, changed: 0, unchanged: 1 })
    expect([ticketItem(desk, id), ticketItem(desk, over)]).toEqual(known)
  })

  it('happens once to each ticket, whatever fails on the way', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    const ids: string[] = []
    for (let one = 0; one < 30; one += 1) ids.push(await aTicket({ category: 'network' }))
    await replaced(policy, terms('PT2H', 'PT8H'))
    let calls = 0
    desk.weather = (made, when) => {
      if (made !== 'TransactWrite' && made !== 'Query' && made !== 'BatchGet') return
      calls += 1
      if (calls % 17 === 0) throws(fault('TimeoutError'))()
      if (when === 'after' && calls % 11 === 0) throws(fault('TimeoutError'))()
    }
    const { body } = await (async () => {
      for (;;) {
        const answer = await call('reapplySlaPolicy', {
          as: 'manager',
          id: policy,
          headers: { 'idempotency-key': 'one' },
        })
        if (answer.status === 202) return answer
      }
    })()
    await queue.run()
    desk.weather = undefined
    const { body: job } = await call('getJob', { as: 'manager', id: body.id })
    expect(job).toMatchObject({ state: 'done', counts: { total: 30, done: 30, changed: 30 }, effects: { later: 30 } })
    for (const id of ids) {
      const chosen = eventsOf(desk, id).filter(({ data }) => (data as { reapplied?: boolean }).reapplied)
      expect([id, chosen.length]).toEqual([id, 1])
    }
  })

  it('minds who changes the ticket meanwhile', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    const id = await aTicket({ category: 'network' })
    await replaced(policy, terms('PT2H', 'PT8H'))
    await call('reapplySlaPolicy', { as: 'manager', id: policy })
    queue.hear()
    await queue.give()
    await queue.give()
    desk.before('TransactWrite', () => call('addComment', { id, body: { body: 'We look into it' } }))
    await queue.run()
    expect(ticketItem(desk, id)).toMatchObject({ policy: { id: policy, version: 2 }, counts: { comments: 1 } })
    // The response had ended by then, and stays as it ended.
    expect(desk.table.find({ pk: `TICKET#${id}`, sk: 'CLOCK#response#1' })).toMatchObject({ policy: { version: 1 } })
  })
})

describe('a calendar that is reapplied', () => {
  const weekly = (from: string, to: string) =>
    Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [{ from, to }]]))
  const office = (from: string, to: string) => ({ name: 'Office', timeZone: 'UTC', weekly: weekly(from, to) })

  it('is what the rest of the time runs in; what was spent stays', async () => {
    const calendar = await made('createCalendar', office('09:00', '18:00'))
    await made('createSlaPolicy', terms('PT1H', 'PT4H', { calendar }))
    // At 10:00 on the wall.
    const id = await aTicket({ category: 'network' })
    pass(30 * minute)
    const tried = await reapplied(calendar, { dryRun: true, calendar: office('09:00', '12:00') })
    expect(tried.results).toMatchObject([
      {
        outcome: 'changed',
        sla: {
          effects: ['later'],
          calendar: { from: { id: calendar, version: 1 }, to: { id: calendar, version: 2 } },
          clocks: [
            { clock: 'response', dueFrom: at(hour), dueTo: at(hour) },
            { clock: 'resolution', dueFrom: at(4 * hour), dueTo: at(25 * hour) },
          ],
        },
      },
    ])
    const saved = await call('replaceCalendar', {
      as: 'admin',
      id: calendar,
      body: office('09:00', '12:00'),
      headers: { 'if-match': '*' },
    })
    expect([saved.status, saved.text]).toEqual([200, saved.text])
    expect(ticketItem(desk, id)).toMatchObject({ calendar: { version: 1 } })
    const done = await reapplied(calendar)
    expect(done.results).toMatchObject(tried.results)
    expect(ticketItem(desk, id)).toMatchObject({ calendar: { id: calendar, version: 2 } })
  })
})

describe('reapplying', () => {
  it('is for managers and administrators, of what there is', async () => {
    const policy = await made('createSlaPolicy', terms('PT1H', 'PT8H'))
    const statuses: number[] = []
    for (const as of ['agent', 'supervisor', 'manager', 'admin'] as const) {
      statuses.push((await call('reapplySlaPolicy', { as, id: policy })).status)
    }
    expect(statuses).toEqual([403, 403, 202, 202])
    for (const id of ['pol_01JD0000000000000000000000', 'no-policy']) {
      const answer = await call('reapplySlaPolicy', { as: 'manager', id })
      expect([answer.status, kindOf(answer)]).toEqual([404, 'not-found'])
    }
    expect((await call('reapplyCalendar', { as: 'manager', id: 'cal_01JD0000000000000000000000' })).status).toBe(404)
    const always = await call('reapplyCalendar', { as: 'manager', id: 'always' })
    expect([always.status, always.body.detail]).toEqual([409, expect.stringContaining('never changes')])
    expect((await call('reapplySlaPolicy', { as: 'manager', id: 'pol_default' })).status).toBe(202)
  })
})
