import { expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people } from '../../infra/local/people.ts'
import { deskAt, open } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf, ofType } from '../support/history.ts'
import { inParallel } from '../support/parallel.ts'

const desk = deskAt(readOutputs())
const { call } = desk
const { technician } = people

async function some(count: number): Promise<string[]> {
  const tickets = await inParallel(
    6,
    Array.from({ length: count }, () => () => open(desk)),
  )
  return tickets.map(({ number }) => number).toSorted()
}

const ended = (id: string) =>
  eventually(`the job ${id} has ended`, async () => {
    const { body } = await call('getJob', 'agent', { id })
    return body.finishedAt !== undefined && body
  })
const resultsOf = async (id: string) =>
  (await call('listJobResults', 'agent', { id, query: { limit: 500 } })).body.items

it('many tickets are assigned and commented as one job, each by its own rules, once for one key', async () => {
  const tickets = await some(40)
  const [cancelled = ''] = tickets
  await call('cancelTicket', 'manager', { id: cancelled, body: { reason: 'Twice' } })
  const asked = {
    body: {
      tickets,
      actions: [
        { do: 'assign', technician: technician.id },
        { do: 'comment', body: 'We are on our way.' },
      ],
    },
    headers: { 'idempotency-key': crypto.randomUUID() },
  } as const
  const dry = await call('bulkTickets', 'agent', {
    body: { ...asked.body, tickets, actions: [...asked.body.actions], dryRun: true },
  })
  expect((await ended(dry.body.id)).counts).toMatchObject({ total: 40, done: 40, changed: 39, refused: 1 })
  const {
    body: job,
    headers,
    status,
  } = await call('bulkTickets', 'agent', { ...asked, body: { ...asked.body, actions: [...asked.body.actions] } })
  expect([status, headers.get('location')]).toEqual([202, `/api/v1/service-desk/jobs/${job.id}`])
  expect((await ended(job.id)).counts).toMatchObject({ total: 40, done: 40, changed: 39, refused: 1 })
  const again = await call('bulkTickets', 'agent', {
    ...asked,
    body: { ...asked.body, actions: [...asked.body.actions] },
  })
  expect(again.body.id).toBe(job.id)
  const [first] = await resultsOf(job.id)
  expect(first).toMatchObject({ place: 1, subject: cancelled, outcome: 'refused', problem: { allowed: [] } })
  for (const id of tickets.slice(1, 6)) {
    const { body } = await call('getTicket', 'agent', { id })
    expect(body).toMatchObject({ status: 'assigned', assignee: technician.id, counts: { comments: 1 } })
    expect(ofType(await historyOf(desk, id), 'ticket.assigned').length).toBe(1)
  }
})

it('what a filter matches is taken as it was at the beginning', async () => {
  const tag = `many-${Date.now()}`
  const tickets = await some(30)
  const named = await call('bulkTickets', 'agent', { body: { tickets, actions: [{ do: 'tag', add: [tag] }] } })
  await ended(named.body.id)
  const filtered = await call('bulkTickets', 'agent', {
    body: {
      filter: { tag: [tag] },
      actions: [
        { do: 'tag', remove: [tag] },
        { do: 'set-priority', priority: 'urgent' },
      ],
    },
  })
  expect((await ended(filtered.body.id)).counts).toMatchObject({ total: 30, changed: 30 })
  expect((await call('getTicket', 'agent', { id: tickets[7] as string })).body).toMatchObject({
    tags: [],
    priority: 'urgent',
  })
})

it('a job is cancelled', async () => {
  const tickets = await some(40)
  const { body } = await call('bulkTickets', 'agent', { body: { tickets, actions: [{ do: 'start' }] } })
  const cancelled = await call('cancelJob', 'agent', { id: body.id })
  // It may have been quicker than the call.
  if (cancelled.status === 409) return
  expect(cancelled.body.state).toBe('cancelled')
  expect((await call('getJob', 'agent', { id: body.id })).body.state).toBe('cancelled')
})

it('a merge is read as one, and undone; links, parts and children are seen from both sides', async () => {
  const [source = '', target = '', outage = ''] = await some(3)
  await call('addComment', 'customer', { id: source, body: { body: 'It is dark.' } })
  const merged = await call('mergeTicket', 'agent', { id: source, body: { into: target, reason: 'Reported twice' } })
  expect(merged.body).toMatchObject({ status: 'cancelled', mergedInto: target })
  expect((await call('listComments', 'agent', { id: target })).body.items.map(({ text }) => text)).toEqual([
    'It is dark.',
  ])
  expect((await call('getTicket', 'agent', { id: target })).body).toMatchObject({
    merged: [source],
    counts: { comments: 1 },
  })
  await call('unmergeTicket', 'supervisor', { id: source, body: { reason: 'Two ovens' } })
  expect((await call('listComments', 'agent', { id: target })).body.items).toEqual([])

  await call('linkTicket', 'agent', { id: source, body: { type: 'caused-by', ticket: outage } })
  expect((await call('listLinks', 'agent', { id: outage })).body.items).toMatchObject([
    { type: 'causes', ticket: source },
  ])
  for (const id of [source, target]) await call('setParent', 'agent', { id, body: { ticket: outage } })
  const { headers } = await call('resolveTicket', 'agent', {
    id: outage,
    body: { resolution: 'The power is back', resolveChildren: true },
  })
  const job = /jobs\/(\w+)>/.exec(headers.get('link') ?? '')?.[1] ?? ''
  expect((await ended(job)).counts).toMatchObject({ total: 2, changed: 2 })
  expect((await call('getTicket', 'customer', { id: source })).body).toMatchObject({
    status: 'resolved',
    resolution: 'The power is back',
  })

  const { body: comment } = await call('addComment', 'customer', {
    id: target,
    body: { body: 'The scanner is slow, too.' },
  })
  const split = await call('splitComment', 'agent', {
    id: target,
    params: { comment: comment.id },
    body: { title: 'Scanner slow' },
  })
  expect(split.body).toMatchObject({ description: 'The scanner is slow, too.' })
  expect((await call('listLinks', 'agent', { id: split.body.number })).body.items).toMatchObject([
    { type: 'split-from', ticket: target },
  ])
})
