import { describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people } from '../../infra/local/people.ts'
import { deskAt, open } from '../support/desk.ts'
import { historyOf, ofType } from '../support/history.ts'
import { elementsOf } from '../support/shown-html.ts'

const desk = deskAt(readOutputs())
const { call, wrong } = desk

const textsOf = async (id: string, as: Parameters<typeof call>[1]) => {
  const found: (string | undefined)[] = []
  let next: string | undefined
  do {
    const query = { limit: 2, ...(next && { cursor: next }) }
    const page = (await call('listComments', as, { id, query })).body
    found.push(...page.items.map(({ text }) => text))
    next = page.next
  } while (next)
  return found
}

describe('a conversation on a real desk', () => {
  it('answers, waits, goes on; the customer never learns of what staff say among themselves', async () => {
    const { number: id } = await open(desk, { priority: 'high' })
    const said = await call('addComment', 'agent', {
      id,
      body: { body: 'Which **printer**? <img src=x onerror=alert(1)>' },
    })
    expect([said.status, said.headers.get('location')]).toEqual([
      201,
      `/api/v1/service-desk/tickets/${id}/comments/${said.body.id}`,
    ])
    expect(elementsOf(said.body.html ?? '').map(({ tagName }) => tagName)).not.toContain('img')
    expect((await call('getTicket', 'customer', { id })).body.firstResponseAt).toBeDefined()
    await call('addComment', 'agent', { id, body: { body: 'They never know', internal: true } })
    await call('assignTicket', 'agent', { id, body: { technician: people.technician.id } })
    await call('pauseTicket', 'technician', { id, body: { status: 'pending_customer', reason: 'Asked' } })
    await call('addComment', 'customer', { id, body: { body: 'The one by the lift' } })
    expect((await call('getTicket', 'customer', { id })).body.status).toBe('in_progress')
    expect(await textsOf(id, 'customer')).toEqual(['Which printer?', 'The one by the lift'])
    expect(await textsOf(id, 'agent')).toEqual(['Which printer?', 'They never know', 'The one by the lift'])
    expect(ofType(await historyOf(desk, id), 'ticket.commented').map(({ data }) => data.public)).toEqual([
      true,
      false,
      true,
    ])
    expect((await wrong('listComments', 'otherCustomer', { id })).status).toBe(404)
  })

  it('takes many words at once, each once, in one order', async () => {
    const { number: id } = await open(desk)
    const sent = Array.from({ length: 8 }, (_, at) => `word ${at}`)
    const say = (body: string) =>
      call('addComment', 'agent', { id, body: { body }, headers: { 'idempotency-key': `${id} ${body}` } })
    const answers = await Promise.all(sent.map(say))
    // Who was told that the desk was busy says it again, with the same key; so do all others.
    for (const body of sent) expect((await say(body)).status).toBe(201)
    expect(answers.every(({ status }) => status === 201 || status === 503)).toBe(true)
    const kept = await textsOf(id, 'customer')
    expect(kept.toSorted()).toEqual(sent)
    const events = ofType(await historyOf(desk, id), 'ticket.commented')
    const inOrder = (await call('listComments', 'agent', { id })).body.items.map((comment) => comment.id)
    expect(events.map(({ data }) => data.comment)).toEqual(inOrder)
    expect((await call('getTicket', 'agent', { id })).body.counts?.comments).toBe(sent.length)
  })

  it('is edited and redacted, and what was redacted is nowhere any more', async () => {
    const { number: id } = await open(desk)
    const { id: comment } = (await call('addComment', 'customer', { id, body: { body: 'It is hunter2' } })).body
    const params = { id, comment }
    expect((await call('editComment', 'customer', { params, body: { body: 'It is hunter2!' } })).body.version).toBe(2)
    expect((await call('getComment', 'agent', { params })).body.versions).toHaveLength(1)
    expect((await call('redactComment', 'supervisor', { params, body: { reason: 'A password' } })).status).toBe(200)
    expect((await call('getComment', 'supervisor', { params })).text).not.toContain('hunter2')
  })

  it('has calls, time and presence beside it', async () => {
    const { number: id } = await open(desk)
    const number = '+441632960001'
    await call('logCall', 'agent', {
      id,
      body: { direction: 'outbound', outcome: 'reached', number, durationSeconds: 60 },
    })
    expect((await call('getTicket', 'agent', { id })).body.firstResponseAt).toBeDefined()
    for (const billable of [true, false]) await call('logTime', 'technician', { id, body: { minutes: 20, billable } })
    const time = (await call('listTimeEntries', 'agent', { id, query: { limit: 1 } })).body
    expect([time.items.length, time.totals]).toEqual([1, { billable: 20, other: 20 }])
    const { version } = (await call('getTicket', 'agent', { id })).body
    await call('keepPresence', 'agent', { id, body: { state: 'typing' } })
    expect((await call('listPresence', 'technician', { id })).body.items).toMatchObject([
      { person: people.agent.id, state: 'typing' },
    ])
    await call('endPresence', 'agent', { id })
    expect((await call('listPresence', 'technician', { id })).body.items).toEqual([])
    expect((await call('getTicket', 'agent', { id })).body.version).toBe(version)
  })

  it('has macros that say and do all at once', async () => {
    const { number: id } = await open(desk)
    const made = await call('createMacro', 'agent', {
      body: {
        name: 'Ask',
        reply: { body: 'Hello {{customer.name|there}}, about {{ticket.number}}: which one?' },
        actions: [{ do: 'take' }, { do: 'pause', status: 'pending_customer', reason: 'Asked' }],
      },
    })
    const body = { macro: made.body.id }
    const rehearsed = await call('applyMacro', 'agent', { id, body: { ...body, dryRun: true } })
    expect(rehearsed.body.comment?.text).toContain(`about ${id}: which one?`)
    expect(await textsOf(id, 'agent')).toEqual([])
    const used = await call('applyMacro', 'agent', { id, body })
    expect(used.body.ticket).toMatchObject({ status: 'pending_customer', assignee: people.agent.id })
    expect(await textsOf(id, 'customer')).toEqual([used.body.comment?.text])
    expect((await call('deleteMacro', 'agent', { params: { macro: made.body.id } })).status).toBe(204)
  })
})
