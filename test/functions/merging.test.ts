import { beforeEach, describe, expect, it } from 'vitest'
import { type Caller, people } from '../support/people.ts'
import { hour, minute } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call, kindOf, type OperationName } from './support/gateway.ts'
import { JobQueue, resultsOf } from './support/jobs.ts'
import { eventsOf, ticketItem, typesOf } from './support/timers.ts'

const desk = aDesk()
const reason = 'Reported twice'
let source: string
let target: string

beforeEach(async () => {
  target = await aTicket()
  source = await aTicket({ title: 'Dark again' })
})

const merge = (id: string, into: string, as: Caller = 'agent', headers: Record<string, string> = {}) =>
  call('mergeTicket', { as, id, body: { into, reason }, headers })
const unmerge = (id: string, as: Caller = 'supervisor') => call('unmergeTicket', { as, id, body: { reason: 'Two' } })
const comment = (id: string, body: string, as: Caller = 'agent', internal = false) =>
  call('addComment', { as, id, body: { body, ...(internal && { internal }) } })
const commentsOf = async (id: string, as: Caller = 'agent') =>
  (await call('listComments', { as, id })).body.items.map(({ text }: { text: string }) => text)

describe('a merged ticket', () => {
  it('is cancelled with a pointer, and both sides say so', async () => {
    const answer = await merge(source, target)
    expect(answer.body).toMatchObject({ status: 'cancelled', mergedInto: target, statusReason: reason, version: 2 })
    expect((await call('getTicket', { id: target })).body).toMatchObject({ merged: [source], version: 2 })
    expect(typesOf(desk, source)).toEqual(expect.arrayContaining(['ticket.merged', 'ticket.status-changed']))
    expect(eventsOf(desk, target).at(-1)).toMatchObject({ type: 'ticket.merge-taken', data: { from: source } })
  })

  it('has no clock that runs', async () => {
    await merge(source, target)
    const { clocks } = ticketItem(desk, source)
    expect([clocks.response.outcome, clocks.resolution.outcome]).toEqual(['stopped', 'stopped'])
    expect(ticketItem(desk, target).clocks.resolution.outcome).toBeUndefined()
  })

  it('is read together with the one that stays: comments in their order, and counted', async () => {
    await comment(target, 'one')
    pass(minute)
    await comment(source, 'two', 'customer')
    pass(minute)
    await comment(target, 'three', 'agent', true)
    await merge(source, target)
    pass(minute)
    await comment(target, 'four')
    expect(await commentsOf(target)).toEqual(['one', 'two', 'three', 'four'])
    expect(ticketItem(desk, target).counts).toMatchObject({ comments: 4 })
    expect(await commentsOf(source)).toEqual(['two'])
    await unmerge(source)
    expect(await commentsOf(target)).toEqual(['one', 'three', 'four'])
    expect(ticketItem(desk, target).counts).toMatchObject({ comments: 3 })
  })

  it.each<[OperationName, object]>([
    ['startTicket', {}],
    ['replaceTicket', { body: { title: 'X', description: '', priority: 'low', type: 'issue', category: 'other' } }],
    ['patchTicket', { body: { title: 'X' } }],
    ['addComment', { body: { body: 'Here?' } }],
    ['reopenTicket', { body: { reason } }],
    ['addFollowUp', { body: { note: 'Ask' } }],
    ['mergeTicket', { body: { into: 'TKT000003', reason } }],
    ['setParent', { body: { ticket: 'TKT000003' } }],
    ['linkTicket', { body: { type: 'relates-to', ticket: 'TKT000003' } }],
  ])('takes no %s, and says where to go instead', async (name, asked) => {
    await aTicket()
    await merge(source, target)
    const before = ticketItem(desk, source).version
    const answer = await call(name, { as: 'manager', id: source, headers: { 'if-match': '*' }, ...asked })
    expect(answer.status).toBe(409)
    expect(answer.body.mergedInto).toBe(target)
    expect(answer.body.detail).toContain(target)
    expect(ticketItem(desk, source).version).toBe(before)
  })

  it('is watched where it went by who works here, until it is undone', async () => {
    for (const person of [people.technician.id, people.supervisor.id, people.colleague.id]) {
      expect((await call('watchTicket', { id: source, params: { person } })).status).toBe(200)
    }
    await call('watchTicket', { id: target, params: { person: people.supervisor.id } })
    await merge(source, target)
    const watchers = async () => (await call('getTicket', { id: target })).body.watchers
    expect(await watchers()).toEqual([people.supervisor.id, people.technician.id])
    // A contact would come to see the other ticket by it.
    expect((await call('getTicket', { as: 'colleague', id: target })).status).toBe(404)
    await unmerge(source)
    expect(await watchers()).toEqual([people.supervisor.id])
    expect(ticketItem(desk, source).watchers?.length).toBe(3)
  })

  it('has its links read with the other, but for those between the two', async () => {
    const third = await aTicket()
    const hidden = await aTicket({}, 'otherCustomer')
    const link = (id: string, type: string, ticket: string) => call('linkTicket', { id, body: { type, ticket } })
    await link(source, 'duplicates', target)
    await link(source, 'blocks', third)
    await link(source, 'caused-by', hidden)
    await merge(source, target)
    const linksOf = async (as: Caller) => (await call('listLinks', { as, id: target })).body.items
    expect(await linksOf('agent')).toMatchObject([
      { type: 'blocks', ticket: third, of: source },
      { type: 'caused-by', ticket: hidden, of: source },
    ])
    expect(await linksOf('customer')).toMatchObject([{ type: 'blocks', ticket: third }])
  })

  it('is merged once for one key', async () => {
    const headers = { 'idempotency-key': 'once' }
    const first = await merge(source, target, 'agent', headers)
    const again = await merge(source, target, 'agent', headers)
    expect([again.status, again.text]).toEqual([200, first.text])
    expect(ticketItem(desk, target).version).toBe(2)
  })

  it('is merged only as it was read, where the caller says so', async () => {
    expect(kindOf(await merge(source, target, 'agent', { 'if-match': '"9"' }))).toBe('stale')
  })
})

describe('what is refused', () => {
  const refusal = async (id: string, into: string, as: Caller = 'agent') => {
    const answer = await merge(id, into, as)
    return [answer.status, kindOf(answer), answer.body.detail] as const
  }

  it('into itself, or into what is not there', async () => {
    expect((await refusal(source, source)).slice(0, 2)).toEqual([400, 'invalid'])
    expect((await refusal(source, 'TKT999999')).slice(0, 2)).toEqual([400, 'invalid'])
    expect((await refusal('TKT999999', target)).slice(0, 2)).toEqual([404, 'not-found'])
  })

  it('across customers', async () => {
    const other = await aTicket({}, 'otherCustomer')
    expect((await refusal(source, other)).slice(0, 2)).toEqual([409, 'conflict'])
    const house = await aTicket({}, 'agent')
    expect((await refusal(house, target)).slice(0, 2)).toEqual([409, 'conflict'])
  })

  it('chains, from either end', async () => {
    const third = await aTicket()
    await merge(source, target)
    expect(await refusal(target, third)).toEqual([409, 'conflict', expect.stringContaining('Others are merged')])
    expect(await refusal(third, source)).toEqual([409, 'conflict', expect.stringContaining(target)])
  })

  it('into a ticket that has ended, and of one', async () => {
    await call('cancelTicket', { as: 'manager', id: target, body: { reason } })
    expect((await refusal(source, target))[1]).toBe('conflict')
    await call('resolveTicket', { id: source, body: { resolution: 'Done' } })
    const third = await aTicket()
    expect((await refusal(source, third))[1]).toBe('move-not-allowed')
    await call('closeTicket', { as: 'manager', id: source })
    expect((await refusal(third, source))[1]).toBe('conflict')
  })

  it('more than twenty into one', async () => {
    for (let at = 0; at < 20; at += 1) expect((await merge(await aTicket(), target)).status).toBe(200)
    expect((await refusal(source, target))[2]).toContain('20')
  })

  it('to technicians and customers', async () => {
    expect((await refusal(source, target, 'technician'))[1]).toBe('forbidden')
    expect((await refusal(source, target, 'customer'))[1]).toBe('forbidden')
  })
})

describe('undoing a merge', () => {
  it('brings the ticket back to where it was, and the time between counts as paused', async () => {
    await call('assignTicket', { id: source, body: { technician: people.technician.id } })
    await call('startTicket', { id: source, as: 'technician' })
    pass(10 * minute)
    await merge(source, target)
    pass(5 * hour)
    const { body } = await unmerge(source)
    expect(body).toMatchObject({ status: 'in_progress', assignee: people.technician.id })
    expect(body.mergedInto).toBeUndefined()
    pass(minute)
    const { clocks } = (await call('getSlaTracking', { id: source })).body
    expect(clocks.map(({ state, elapsed }: { state: string; elapsed: string }) => [state, elapsed])).toEqual([
      ['running', 'PT11M'],
      ['running', 'PT11M'],
    ])
    expect((await call('getTicket', { id: target })).body.merged).toBeUndefined()
    expect(typesOf(desk, source)).toEqual(expect.arrayContaining(['ticket.unmerged', 'sla.restarted']))
  })

  it('leaves clocks paused in a status that pauses them, and what had ended before ended', async () => {
    await call('addComment', { id: source, body: { body: 'Which one?' } })
    await call('startTicket', { id: source })
    await call('pauseTicket', { id: source, body: { status: 'pending_customer', reason: 'Which one?' } })
    pass(2 * hour)
    await merge(source, target)
    pass(hour)
    await unmerge(source)
    const { clocks, status, statusAt } = ticketItem(desk, source)
    expect(status).toBe('pending_customer')
    expect(clocks.response.outcome).toBe('met')
    expect(clocks.resolution.countsFrom).toBeUndefined()
    expect(clocks.resolution.outcome).toBeUndefined()
    // It has waited for two hours, not for three.
    expect(Date.parse(statusAt)).toBe(Date.now() - 2 * hour)
  })

  it('is for supervisors and managers, within 24 hours, and of what is merged', async () => {
    expect(kindOf(await unmerge(source))).toBe('conflict')
    await merge(source, target)
    expect(kindOf(await unmerge(source, 'agent'))).toBe('forbidden')
    pass(24 * hour - 1)
    expect((await unmerge(source)).status).toBe(200)
    await merge(source, target)
    pass(24 * hour)
    expect(kindOf(await unmerge(source))).toBe('conflict')
  })

  it('can be done again and again', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      expect((await merge(source, target)).status).toBe(200)
      expect((await unmerge(source)).status).toBe(200)
    }
    expect(ticketItem(desk, source).mergedInto).toBeUndefined()
    expect(ticketItem(desk, target).merged).toBeUndefined()
  })
})

describe('callers from outside', () => {
  it('learn of a merge what they may see on both sides, and not a number more', async () => {
    const theirs = await aTicket({}, 'colleague')
    await comment(theirs, 'From the colleague', 'colleague')
    pass(minute)
    await comment(target, 'From the customer', 'customer')
    await merge(theirs, target)
    // The colleague sees their own ticket only: cancelled, with no word of where it went.
    const seen = await call('getTicket', { as: 'colleague', id: theirs })
    expect(seen.body).toMatchObject({ status: 'cancelled' })
    expect(seen.text).not.toContain(target)
    const history = await call('getTicketHistory', { as: 'colleague', id: theirs })
    expect(history.text).not.toContain(target)
    const refused = await comment(theirs, 'Hello?', 'colleague')
    expect([refused.status, refused.text.includes(target)]).toEqual([409, false])
    // The customer does not learn of the colleague's.
    const kept = await call('getTicket', { as: 'customer', id: target })
    expect(kept.text).not.toContain(theirs)
    expect(await commentsOf(target, 'customer')).toEqual(['From the customer'])
    expect((await call('getTicketHistory', { as: 'customer', id: target })).text).not.toContain(theirs)
    // Who sees the whole company sees it all.
    expect((await call('getTicket', { as: 'customersManager', id: theirs })).body.mergedInto).toBe(target)
    expect((await call('getTicket', { as: 'customersManager', id: target })).body.merged).toEqual([theirs])
    expect(await commentsOf(target, 'customersManager')).toEqual(['From the colleague', 'From the customer'])
  })
})

describe('many merged at once', () => {
  it('each by its own rules', async () => {
    const other = await aTicket({}, 'otherCustomer')
    const third = await aTicket()
    const tickets = [source, other, third, target]
    const actions = [{ do: 'merge', into: target, reason }]
    const queue = new JobQueue(desk)
    const dry = await call('bulkTickets', { body: { tickets, actions, dryRun: true } })
    await queue.run()
    const words = ({ outcome, problem }: { outcome: string; problem?: { type: string } }) =>
      [outcome, problem?.type.split(':').at(-1)].filter(Boolean).join(' ')
    const expected = ['changed', 'refused conflict', 'changed', 'refused invalid']
    expect((await resultsOf(dry.body.id)).map(words)).toEqual(expected)
    expect(ticketItem(desk, source).mergedInto).toBeUndefined()
    const real = await call('bulkTickets', { body: { tickets, actions } })
    await queue.run()
    expect((await resultsOf(real.body.id)).map(words)).toEqual(expected)
    expect(ticketItem(desk, target).merged).toEqual([source, third])
  })
})
