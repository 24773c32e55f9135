import { describe, expect, it } from 'vitest'
import { type Caller, people, teams } from '../support/people.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import { JobQueue, resultsOf } from './support/jobs.ts'
import { eventsOf, ticketItem, typesOf } from './support/timers.ts'

const desk = aDesk()

const link = (id: string, type: string, ticket: string, as: Caller = 'agent') =>
  call('linkTicket', { as, id, body: { type, ticket } })
const linksOf = async (id: string, as: Caller = 'agent') => (await call('listLinks', { as, id })).body.items
const unlink = (id: string, type: string, ticket: string, as: Caller = 'agent') =>
  call('unlinkTicket', { as, id, params: { type, ticket } })

describe('a link', () => {
  it.each([
    ['blocks', 'blocked-by'],
    ['duplicates', 'duplicated-by'],
    ['caused-by', 'causes'],
    ['relates-to', 'relates-to'],
  ])('%s is seen from the other side as %s, and taken away from either', async (type, inverse) => {
    const [one, other] = [await aTicket(), await aTicket({ title: 'The oven is cold' })]
    const made = await link(one, type, other)
    expect([made.status, made.body]).toEqual([
      201,
      { type, ticket: other, title: 'The oven is cold', status: 'created' },
    ])
    expect(await linksOf(one)).toEqual([made.body])
    expect(await linksOf(other)).toMatchObject([{ type: inverse, ticket: one }])
    expect(eventsOf(desk, other).at(-1)).toMatchObject({ type: 'ticket.linked', data: { link: inverse, ticket: one } })
    expect((await unlink(other, inverse, one)).status).toBe(204)
    expect([await linksOf(one), await linksOf(other)]).toEqual([[], []])
    expect(typesOf(desk, one).at(-1)).toBe('ticket.unlinked')
    expect(kindOf(await unlink(one, type, other))).toBe('not-found')
  })

  it('that is there already stays as it is', async () => {
    const [one, other] = [await aTicket(), await aTicket()]
    await link(one, 'blocks', other)
    const { version } = ticketItem(desk, one)
    expect((await link(one, 'blocks', other)).status).toBe(201)
    expect((await link(other, 'blocked-by', one)).status).toBe(201)
    expect([ticketItem(desk, one).version, (await linksOf(one)).length]).toEqual([version, 1])
  })

  it('to itself, to nothing, or both ways round is refused', async () => {
    const [one, other] = [await aTicket(), await aTicket()]
    expect(kindOf(await link(one, 'blocks', one))).toBe('invalid')
    expect(kindOf(await link(one, 'blocks', 'TKT999999'))).toBe('invalid')
    expect(kindOf(await link(one, 'split-from', other))).toBe('invalid')
    await link(one, 'blocks', other)
    expect(kindOf(await link(other, 'blocks', one))).toBe('conflict')
    expect(kindOf(await link(one, 'blocked-by', other))).toBe('conflict')
    expect((await link(one, 'caused-by', other)).status).toBe(201)
  })

  it('is one of at most fifty', async () => {
    const one = await aTicket()
    for (let at = 0; at < 50; at += 1) expect((await link(one, 'relates-to', await aTicket())).status).toBe(201)
    const other = await aTicket()
    expect(kindOf(await link(one, 'relates-to', other))).toBe('conflict')
    expect(kindOf(await link(other, 'relates-to', one))).toBe('conflict')
    expect(await linksOf(other)).toEqual([])
  })

  it('to a ticket that the caller may not see is not there', async () => {
    const [one, other] = [await aTicket(), await aTicket({}, 'otherCustomer')]
    await call('assignTicket', { id: other, body: { team: teams.south } })
    await link(one, 'relates-to', other)
    for (const as of ['customer', 'customersManager', 'technician', 'partner'] as const) {
      const seen = await call('listLinks', { as, id: one })
      expect([seen.status, seen.body]).toEqual([200, { items: [] }])
      expect((await call('getTicketHistory', { as, id: one })).text.includes(other)).toBe(as === 'technician')
    }
    expect((await call('listLinks', { as: 'otherCustomer', id: one })).status).toBe(404)
    expect(kindOf(await link(one, 'blocks', other, 'technician'))).toBe('invalid')
    expect(kindOf(await unlink(one, 'relates-to', other, 'technician'))).toBe('not-found')
    const third = await aTicket()
    await link(one, 'blocks', third)
    expect(await linksOf(one, 'customer')).toMatchObject([{ type: 'blocks', ticket: third }])
  })
})

const setParent = (id: string, ticket: string, as: Caller = 'agent') => call('setParent', { as, id, body: { ticket } })
const childrenOf = async (id: string, query: Record<string, string> = {}) => {
  const { body } = await call('listChildren', { id, query })
  return { numbers: body.items.map(({ number }: { number: string }) => number), next: body.next }
}

describe('a ticket that is part of another', () => {
  it('says so, and is in the list of that, whoever its customer is', async () => {
    const [outage, one, other] = [await aTicket({}, 'agent'), await aTicket(), await aTicket({}, 'otherCustomer')]
    expect((await setParent(one, outage)).body).toMatchObject({ parent: outage, version: 2 })
    await setParent(other, outage)
    expect((await call('getTicket', { id: outage })).body).toMatchObject({ children: 2, version: 3 })
    expect((await childrenOf(outage)).numbers).toEqual([one, other])
    const first = await childrenOf(outage, { limit: '1' })
    expect(first.numbers).toEqual([one])
    expect((await childrenOf(outage, { limit: '1', cursor: first.next })).numbers).toEqual([other])
    const { text } = await call('getTicket', { as: 'customer', id: one })
    expect(text).not.toContain(outage)
  })

  it('is moved, and taken out', async () => {
    const [first, second, child] = [await aTicket(), await aTicket(), await aTicket()]
    await setParent(child, first)
    await setParent(child, second)
    expect([(await childrenOf(first)).numbers, (await childrenOf(second)).numbers]).toEqual([[], [child]])
    expect((await call('getTicket', { id: first })).body.children).toBeUndefined()
    expect((await setParent(child, second)).body.version).toBe(3)
    expect((await call('removeParent', { id: child })).body.parent).toBeUndefined()
    expect((await childrenOf(second)).numbers).toEqual([])
    expect(typesOf(desk, second).slice(-2)).toEqual(['ticket.child-added', 'ticket.child-removed'])
    expect((await call('removeParent', { id: child })).status).toBe(200)
  })

  it('is so one level deep, and only while both are open', async () => {
    const [top, middle, low, ended] = [await aTicket(), await aTicket(), await aTicket(), await aTicket()]
    await setParent(middle, top)
    expect(kindOf(await setParent(low, middle))).toBe('conflict')
    expect(kindOf(await setParent(top, low))).toBe('conflict')
    expect(kindOf(await setParent(top, top))).toBe('invalid')
    expect(kindOf(await setParent(low, 'TKT999999'))).toBe('invalid')
    await call('resolveTicket', { id: ended, body: { resolution: 'Done' } })
    expect(kindOf(await setParent(low, ended))).toBe('conflict')
    expect(kindOf(await setParent(ended, low))).toBe('conflict')
    expect((await call('getTicket', { id: low })).body).toMatchObject({ version: 1 })
  })

  it('is resolved with it where that is asked for, by its own rules', async () => {
    const outage = await aTicket({}, 'agent')
    const children: string[] = []
    for (let at = 0; at < 30; at += 1) {
      const child = await aTicket()
      await setParent(child, outage)
      children.push(child)
    }
    await call('cancelTicket', { as: 'manager', id: children[3] as string, body: { reason: 'Twice' } })
    const body = { resolution: 'The power is back', resolveChildren: true }
    const answer = await call('resolveTicket', { id: outage, body, headers: { 'idempotency-key': 'once' } })
    const job = /jobs\/(job_\w+)>; rel="status"/.exec(answer.headers.link ?? '')?.[1] as string
    expect(
      (await call('resolveTicket', { id: outage, body, headers: { 'idempotency-key': 'once' } })).headers.link,
    ).toBe(answer.headers.link)
    await new JobQueue(desk).run()
    expect((await call('getJob', { id: job })).body).toMatchObject({
      kind: 'resolve-children',
      state: 'done',
      counts: { total: 30, done: 30, changed: 29, refused: 1 },
    })
    expect((await resultsOf(job))[3]).toMatchObject({ subject: children[3], outcome: 'refused' })
    expect(ticketItem(desk, children[0])).toMatchObject({ status: 'resolved' })
    expect((await call('getTicket', { as: 'customer', id: children[0] as string })).body.resolution).toBe(
      'The power is back',
    )
  })

  it('stays open where nobody asks for it, and no job is begun where there are none', async () => {
    const [outage, child, alone] = [await aTicket(), await aTicket(), await aTicket()]
    await setParent(child, outage)
    expect((await call('resolveTicket', { id: outage, body: { resolution: 'Done' } })).headers.link).toBeUndefined()
    const body = { resolution: 'Done', resolveChildren: true }
    expect((await call('resolveTicket', { id: alone, body })).headers.link).toBeUndefined()
    await new JobQueue(desk).run()
    expect(ticketItem(desk, child).status).toBe('created')
  })
})

describe('a comment that is split', () => {
  const said = 'By the way, the scanner is slow.\n\nA minute for each page.'
  const split = (id: string, comment: string, as: Caller = 'agent', headers: Record<string, string> = {}) =>
    call('splitComment', { as, id, params: { comment }, body: { title: 'The scanner is slow' }, headers })
  const commented = async (id: string, as: Caller = 'customer', internal = false) =>
    (await call('addComment', { as, id, body: { body: said, ...(internal && { internal }) } })).body.id as string

  it('becomes a ticket of the same customer, linked to the one it is from', async () => {
    const one = await aTicket({ category: 'network', priority: 'urgent' })
    const comment = await commented(one, 'customer')
    pass(1000)
    const made = await split(one, comment)
    expect(made.status).toBe(201)
    const { number } = made.body
    expect(made.headers.location).toBe(`/api/v1/service-desk/tickets/${number}`)
    expect(made.body).toMatchObject({
      title: 'The scanner is slow',
      description: expect.stringContaining('the scanner is slow'),
      customer: people.customer.customer,
      requester: people.customer.id,
      category: 'network',
      version: 1,
    })
    expect(await linksOf(number)).toMatchObject([{ type: 'split-from', ticket: one }])
    expect(await linksOf(one)).toMatchObject([{ type: 'split-into', ticket: number }])
    expect((await call('getComment', { id: one, params: { comment } })).body.splitInto).toBe(number)
    expect(typesOf(desk, one).slice(-2)).toEqual(['ticket.split', 'ticket.linked'])
    expect(typesOf(desk, number)).toEqual(['ticket.created', 'sla.policy-chosen', 'ticket.linked'])
    expect((await call('getTicket', { as: 'customer', id: number })).status).toBe(200)
  })

  it('is split once, and for one key as often as it comes', async () => {
    const one = await aTicket()
    const comment = await commented(one)
    const headers = { 'idempotency-key': 'once' }
    const made = await split(one, comment, 'agent', headers)
    const again = await split(one, comment, 'agent', headers)
    expect([again.status, again.text]).toEqual([201, made.text])
    const other = await split(one, comment)
    expect([kindOf(other), other.body.detail.includes(made.body.number)]).toEqual(['conflict', true])
  })

  it('is an internal one for staff only: its words do not become the description of a ticket that the customer sees', async () => {
    const one = await aTicket()
    const comment = await commented(one, 'agent', true)
    const made = await split(one, comment)
    expect(kindOf(made)).toBe('conflict')
  })

  it('is one of this ticket', async () => {
    const [one, other] = [await aTicket(), await aTicket()]
    const comment = await commented(other)
    expect(kindOf(await split(one, comment))).toBe('not-found')
    expect(kindOf(await split(one, 'com_01JD0000000000000000000000'))).toBe('not-found')
    expect(kindOf(await split(one, 'nothing'))).toBe('not-found')
  })

  it('of a merged ticket is split where it is read', async () => {
    const [one, other] = [await aTicket(), await aTicket()]
    const comment = await commented(one)
    await call('mergeTicket', { id: one, body: { into: other, reason: 'Twice' } })
    expect(kindOf(await split(one, comment))).toBe('conflict')
    const made = await split(other, comment)
    expect(made.status).toBe(201)
    expect(await linksOf(other)).toMatchObject([{ type: 'split-into', ticket: made.body.number }])
  })
})
