import { describe, expect, it } from 'vitest'
import type { Caller } from '../support/people.ts'
import { customers, people, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import { ticketItem } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000
const hour = 60 * minute

/** A ticket that was answered in time, and resolved too late. */
async function resolvedLate(as: Caller = 'customer', given: object = {}): Promise<string> {
  const id = await aTicket({ priority: 'urgent', ...given }, as)
  pass(10 * minute)
  await call('addComment', { id, as: 'agent', body: { body: 'We look into it' } })
  pass(5 * hour)
  await call('resolveTicket', { id, as: 'agent', body: { resolution: 'Done' } })
  return id
}
const list = async (query: Record<string, string> = {}, as: Caller = 'agent') => {
  const answer = await call('listSlaBreaches', { as, query })
  expect(answer.status).toBe(200)
  return answer.body
}
const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)
const explain = (breach: string, body: object, as: Caller = 'supervisor', headers: Record<string, string> = {}) =>
  call('explainSlaBreach', { as, id: breach, body, headers })

describe('a clock that was missed', () => {
  it('is a breach, with the circumstances it ended in', async () => {
    const id = await resolvedLate()
    const { body, headers } = await call('getSlaBreach', { id: `${id}.resolution.1` })
    expect(body).toMatchObject({
      id: `${id}.resolution.1`,
      ticket: id,
      clock: 'resolution',
      cycle: 1,
      policy: { id: 'pol_default', version: 1 },
      priority: 'urgent',
      category: 'other',
      type: 'issue',
      channel: 'portal',
      brand: 'main',
      customer: customers.bakery,
      team: teams.north,
      target: 'PT4H',
      promised: 'PT4H',
      startedAt: at(0),
      dueAt: at(4 * hour),
      endedAt: at(5 * hour + 10 * minute),
      elapsed: 'PT5H10M',
      missedBy: 'PT1H10M',
      pauses: { count: 0, total: 'PT0S' },
      escalationLevel: 0,
    })
    expect(body).not.toHaveProperty('cause')
    expect(headers.etag).toBe(`"${ticketItem(desk, id)?.version}"`)
    expect((await call('getSlaBreach', { id: body.id, headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(
      304,
    )
  })

  it('says how often it stood, and for how long', async () => {
    const id = await aTicket({ priority: 'urgent' })
    await call('startTicket', { id })
    await call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which one?' } })
    pass(2 * hour)
    await call('resumeTicket', { id, body: {} })
    pass(5 * hour)
    await call('resolveTicket', { id, body: { resolution: 'Done' } })
    const { body } = await call('getSlaBreach', { id: `${id}.resolution.1` })
    expect(body).toMatchObject({ elapsed: 'PT5H', missedBy: 'PT1H', pauses: { count: 1, total: 'PT2H' } })
  })

  it('is none while it runs, nor where it was met, nor where there is no such clock', async () => {
    const id = await aTicket({ priority: 'urgent' })
    pass(hour)
    for (const breach of [
      `${id}.response.1`,
      `${id}.response.2`,
      `${id}.second.1`,
      `${id}`,
      'response.1',
      'x'.repeat(101),
    ]) {
      expect((await call('getSlaBreach', { id: breach })).status).toBe(404)
      expect((await list()).items).toEqual([])
    }
    await call('resolveTicket', { id, body: { resolution: 'Done' } })
    expect(idsOf(await list())).toEqual([`${id}.response.1`])
    expect((await call('getSlaBreach', { id: `${id}.resolution.1` })).status).toBe(404)
  })

  it('is none any more where a later end of the same clock is another', async () => {
    const id = await resolvedLate()
    await call('reopenTicket', { id, as: 'customer', body: { reason: 'Still dark' } })
    expect(idsOf(await list())).toEqual([`${id}.resolution.1`])
    await call('cancelTicket', { id, as: 'manager', body: { reason: 'A test' } })
    expect(idsOf(await list())).toEqual([])
    expect((await call('getSlaBreach', { id: `${id}.resolution.1` })).status).toBe(404)
  })
})

describe('the list of breaches', () => {
  it('has the latest end first, and goes on where a page ends', async () => {
    const ids: string[] = []
    for (let at = 0; at < 5; at += 1) ids.push(`${await resolvedLate()}.resolution.1`)
    const newestFirst = ids.toReversed()
    expect(idsOf(await list())).toEqual(newestFirst)
    const first = await list({ limit: '2' })
    const second = await list({ limit: '2', cursor: first.next })
    const third = await list({ limit: '2', cursor: second.next })
    expect([...idsOf(first), ...idsOf(second), ...idsOf(third)]).toEqual(newestFirst)
    expect(third.next).toBeUndefined()
    expect((await call('listSlaBreaches', { as: 'manager', query: { cursor: first.next } })).status).toBe(400)
  })

  it('is asked for by time, clock, team, customer, assignee and policy', async () => {
    const bakery = await resolvedLate()
    const ended = new Date().toISOString()
    const after = new Date(Date.now() + 1).toISOString()
    pass(1)
    const foundry = await resolvedLate('otherCustomer')
    const all = [`${foundry}.resolution.1`, `${bakery}.resolution.1`]
    const found = async (query: Record<string, string>) => idsOf(await list(query))
    expect(await found({ from: ended })).toEqual(all)
    expect(await found({ from: after })).toEqual([all[0]])
    expect(await found({ to: ended })).toEqual([])
    expect(await found({ to: after })).toEqual([all[1]])
    expect(await found({ from: after.replace('Z', '+00:00'), to: after })).toEqual([])
    expect(await found({ clock: 'resolution' })).toEqual(all)
    expect(await found({ clock: 'response' })).toEqual([])
    expect(await found({ team: teams.north })).toEqual(all)
    expect(await found({ team: teams.south })).toEqual([])
    expect(await found({ customer: customers.foundry })).toEqual([all[0]])
    expect(await found({ assignee: people.technician.id })).toEqual([])
    expect(await found({ policy: 'pol_default', customer: customers.bakery })).toEqual([all[1]])
    expect(await found({ policy: 'pol_premium' })).toEqual([])
  })

  it('shows a technician those of the tickets that they see now, and outsiders none', async () => {
    const id = await resolvedLate()
    const breach = `${id}.resolution.1`
    expect(idsOf(await list({}, 'technician'))).toEqual([breach])
    expect(idsOf(await list({}, 'otherTechnician'))).toEqual([])
    expect((await call('getSlaBreach', { as: 'otherTechnician', id: breach })).status).toBe(404)
    for (const as of ['customer', 'customersManager', 'partner'] as const) {
      expect((await call('listSlaBreaches', { as })).status).toBe(403)
      expect((await call('getSlaBreach', { as, id: breach })).status).toBe(403)
    }
  })

  it('asks each shard once, and for the records once', async () => {
    await resolvedLate()
    await list()
    const before = desk.calls.length
    await list()
    // The first is for who asks.
    expect(desk.calls.slice(before + 1)).toEqual(['Query', 'Query', 'Query', 'Query', 'BatchGet'])
  })
})

describe('the cause of a breach', () => {
  const parts = { code: 'parts', note: 'The display was out of stock' }
  const causeOf = async (id: string) => (await call('getSlaBreach', { id })).body.cause

  it('is set by a person, told in the history, and counts as a new version', async () => {
    const id = await resolvedLate()
    const { headers: read } = await call('getSlaBreach', { id: `${id}.resolution.1` })
    const { status, body, headers } = await explain(`${id}.resolution.1`, parts, 'supervisor', {
      'if-match': read.etag ?? '',
    })
    const by = { id: people.supervisor.id, role: 'supervisor' }
    expect([status, body.cause]).toEqual([200, { ...parts, by, at: new Date().toISOString() }])
    expect(await call('getSlaBreach', { id: `${id}.resolution.1` })).toMatchObject({
      body,
      headers: { etag: headers.etag },
    })
    expect(headers.etag).not.toBe(read.etag)
    const { body: history } = await call('getTicketHistory', { id })
    expect(history.items.at(-1)).toMatchObject({
      type: 'sla.breach-explained',
      actor: by,
      data: { clock: 'resolution', cycle: 1, cause: 'parts' },
      detail: { note: parts.note },
    })
    const { body: theirs } = await call('getTicketHistory', { id, as: 'customer' })
    expect(theirs.items.map(({ type }: { type: string }) => type)).not.toContain('sla.breach-explained')
    expect(idsOf(await list())).toEqual([`${id}.resolution.1`])
  })

  it('is not overwritten unseen', async () => {
    const id = await resolvedLate()
    const { headers } = await call('getSlaBreach', { id: `${id}.resolution.1` })
    await explain(`${id}.resolution.1`, parts)
    const late = await explain(`${id}.resolution.1`, { code: 'staffing' }, 'manager', {
      'if-match': headers.etag ?? '',
    })
    expect([late.status, late.body.changes.map(({ type }: { type: string }) => type)]).toEqual([
      412,
      ['sla.breach-explained'],
    ])
    expect(await causeOf(`${id}.resolution.1`)).toMatchObject(parts)
  })

  it('survives that the ticket is reopened and ends once more', async () => {
    const id = await resolvedLate()
    await explain(`${id}.resolution.1`, parts)
    await call('reopenTicket', { id, as: 'customer', body: { reason: 'Still dark' } })
    pass(hour)
    await call('resolveTicket', { id, body: { resolution: 'Really' } })
    const { body } = await call('getSlaBreach', { id: `${id}.resolution.1` })
    expect(body).toMatchObject({ elapsed: 'PT6H10M', cause: parts })
    expect(idsOf(await list())).toEqual([`${id}.resolution.1`])
  })

  it('that is so already changes nothing', async () => {
    const id = await resolvedLate()
    const first = await explain(`${id}.resolution.1`, parts)
    const before = desk.table.items
    const second = await explain(`${id}.resolution.1`, parts, 'manager')
    expect([second.body, second.headers.etag]).toEqual([first.body, first.headers.etag])
    expect(desk.table.items).toEqual(before)
  })

  it('is set even where the ticket was merged into another, or closed', async () => {
    const [source, target] = [await aTicket({ priority: 'urgent' }), await aTicket()]
    pass(hour)
    await call('addComment', { id: source, body: { body: 'Sorry' } })
    await call('mergeTicket', { id: source, body: { into: target, reason: 'The same' } })
    expect((await explain(`${source}.response.1`, { code: 'workload' })).status).toBe(200)
    const closed = await resolvedLate()
    await call('closeTicket', { id: closed, as: 'manager', body: {} })
    expect((await explain(`${closed}.resolution.1`, { code: 'skills' })).status).toBe(200)
  })

  it('waits until the clock has ended', async () => {
    const id = await aTicket({ priority: 'urgent' })
    expect((await explain(`${id}.response.1`, parts)).status).toBe(404)
    pass(hour)
    // Nothing has noticed yet that it is late; then something does.
    await call('watchTicket', { id, as: 'agent', params: { id, person: 'me' } })
    const early = await explain(`${id}.response.1`, parts)
    expect([early.status, kindOf(early)]).toEqual([409, 'conflict'])
    expect((await explain(`${id}.response.2`, parts)).status).toBe(404)
    await call('addComment', { id, body: { body: 'Sorry' } })
    expect((await explain(`${id}.response.1`, parts)).status).toBe(200)
  })

  it('is for supervisors, managers and administrators to say', async () => {
    const id = await resolvedLate()
    const statuses: number[] = []
    for (const as of ['technician', 'agent', 'customer', 'supervisor', 'manager', 'admin'] as const) {
      statuses.push((await explain(`${id}.resolution.1`, parts, as)).status)
    }
    expect(statuses).toEqual([403, 403, 403, 200, 200, 200])
    const wrong = await explain(`${id}.resolution.1`, { code: 'bad luck', who: 'me' })
    expect([wrong.status, kindOf(wrong)]).toEqual([400, 'invalid'])
  })

  it('wins or loses against a later end as a whole', async () => {
    const id = await resolvedLate()
    await call('reopenTicket', { id, as: 'customer', body: { reason: 'Still dark' } })
    desk.before('TransactWrite', async () => {
      pass(hour)
      await call('resolveTicket', { id, body: { resolution: 'Really' } })
    })
    const { body } = await explain(`${id}.resolution.1`, parts)
    expect(body).toMatchObject({ elapsed: 'PT6H10M', cause: parts })
    expect((await call('getSlaBreach', { id: `${id}.resolution.1` })).body).toEqual(body)
  })
})
