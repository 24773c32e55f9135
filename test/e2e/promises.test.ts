import { describe, expect, it } from 'vitest'
import { plus } from '../../domain/time.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { customer, otherCustomer, people } from '../../infra/local/people.ts'
import { deskAt, open, promise } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf, ofType } from '../support/history.ts'

const desk = deskAt(readOutputs())
const { call } = desk

const ended = (id: string) =>
  eventually(`the job ${id} has ended`, async () => {
    const { body } = await call('getJob', 'manager', { id })
    return body.finishedAt !== undefined && body
  })
const atRisk = async (light: 'yellow' | 'red') => {
  const found: string[] = []
  let cursor: string | undefined
  do {
    const { body } = await call('listSlaTracking', 'manager', {
      query: { light, limit: 100, ...(cursor && { cursor }) },
    })
    found.push(...body.items.map(({ number }) => number))
    cursor = body.next
  } while (cursor)
  return found
}

describe.concurrent('what was promised', () => {
  it('is at risk, then too late, then a breach with a cause, which survives a reopening', async () => {
    const { tag, policy } = await promise(desk, { resolution: 'PT10S' })
    const { number, createdAt } = await open(desk, { tags: [tag] })
    await eventually('it is at risk', async () => (await atRisk('yellow')).includes(number))
    await eventually('it is late', async () => (await atRisk('red')).includes(number))
    expect(await atRisk('yellow')).not.toContain(number)
    const breach = `${number}.resolution.1`
    const early = await call('explainSlaBreach', 'supervisor', { params: { breach }, body: { code: 'parts' } })
    expect(early.status).toBe(409)

    await call('resolveTicket', 'supervisor', { id: number, body: { resolution: 'Done' } })
    expect(await atRisk('red')).not.toContain(number)
    const listed = await eventually('it is listed', async () => {
      const { body } = await call('listSlaBreaches', 'agent', { query: { policy: policy.id, from: createdAt } })
      return body.items[0]
    })
    expect(listed).toMatchObject({ id: breach, ticket: number, promised: 'PT10S', dueAt: plus(createdAt, 10_000) })

    const cause = { code: 'parts', note: 'Out of stock' } as const
    const { body } = await call('explainSlaBreach', 'supervisor', { params: { breach }, body: cause })
    expect(body).toMatchObject({ id: breach, cause: { ...cause, by: { role: 'supervisor' } } })
    await call('reopenTicket', 'agent', { id: number, body: { reason: 'Not yet' } })
    await call('resolveTicket', 'supervisor', { id: number, body: { resolution: 'Now' } })
    const { body: after } = await call('getSlaBreach', 'agent', { params: { breach } })
    expect(after).toMatchObject({ cause: { code: 'parts' } })
    expect(after.revision).toBeGreaterThan(listed.revision)
    expect(ofType(await historyOf(desk, number), 'sla.breach-explained')).toHaveLength(1)
  })

  it('is another once an edit is applied to tickets under way, and the timers know it', async () => {
    const { tag, policy } = await promise(desk, { resolution: 'PT4H' })
    const { number, createdAt } = await open(desk, { tags: [tag] })
    const { id: _, version: __, createdAt: ___, updatedAt: ____, position: _____, ...terms } = policy
    const target = { resolution: 'PT12S' }
    const edit = { ...terms, targets: { urgent: target, high: target, medium: target, low: target } }
    const params = { policy: policy.id }
    const tried = await call('reapplySlaPolicy', 'manager', { params, body: { dryRun: true, policy: edit } })
    expect(tried.status).toBe(202)
    expect(await ended(tried.body.id)).toMatchObject({ counts: { changed: 1 }, effects: { earlier: 1, breached: 0 } })
    await call('replaceSlaPolicy', 'manager', { params, body: edit, headers: { 'if-match': '*' } })
    expect((await call('getTicket', 'agent', { id: number })).body).toMatchObject({ policy: { version: 1 } })

    const { body: job, headers } = await call('reapplySlaPolicy', 'manager', { params, body: {} })
    expect(headers.get('location')).toBe(`/api/v1/service-desk/jobs/${job.id}`)
    expect(await ended(job.id)).toMatchObject({ counts: { total: 1, changed: 1 }, effects: { earlier: 1 } })
    expect((await call('getTicket', 'agent', { id: number })).body).toMatchObject({ policy: { version: 2 } })
    const late = await eventually('it is late', async () => {
      const fired = ofType(await historyOf(desk, number), 'sla.breached')
      return fired.length > 0 && fired
    })
    // The sweep would find it within a minute, too.
    expect(late.map(({ data }) => data)).toMatchObject([{ plannedAt: plus(createdAt, 12_000), policy: { version: 2 } }])
    expect(late[0]?.data.latenessMs).toBeLessThan(5000)
  })

  it('follows a ticket to another customer, whose people see it from then on', async () => {
    const word = `zephyr${Date.now()}`
    const { number } = await open(desk, { title: `The ${word} is offline` })
    const found = async (as: 'customer' | 'otherCustomer' | 'agent') =>
      (await call('search', as, { query: { q: word } })).body.items.length
    await eventually('it can be found', async () => (await found('customer')) === 1)
    const conditions = { customer: [otherCustomer.id] }
    const { policy } = await promise(desk, { resolution: 'PT1H' }, { conditions })
    const requester = people.otherCustomer.id
    const moved = await call('changeTicketCustomer', 'agent', {
      id: number,
      body: { customer: otherCustomer.id, requester, reason: 'The wrong company' },
    })
    expect(moved.body).toMatchObject({ customer: otherCustomer.id, requester, policy: { id: policy.id } })
    expect((await call('getTicket', 'customer', { id: number })).status).toBe(404)
    expect((await call('getTicket', 'otherCustomer', { id: number })).status).toBe(200)
    await eventually('the search has followed', async () => {
      const [former, theirs] = await Promise.all([found('customer'), found('otherCustomer')])
      return former === 0 && theirs === 1
    })
    const { body: mine } = await call('listTickets', 'agent', { query: { customer: customer.id, limit: 100 } })
    expect(mine.items.map((ticket) => ticket.number)).not.toContain(number)
    await call('deleteSlaPolicy', 'manager', { params: { policy: policy.id }, headers: { 'if-match': '*' } })
  })
})
