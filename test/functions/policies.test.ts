import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { defaultEscalation } from '../../domain/escalation-rules.ts'
import { keys } from '../../functions/platform/table/keys.ts'
import { policyVersion } from '../../functions/platform/table/policies.ts'
import { mostPolicies } from '../../schemas/sla-policy.ts'
import { customers, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import {
  drop,
  ids,
  listed,
  made,
  measuredBy,
  nobody,
  order,
  ovens,
  promise,
  replace,
  wrong,
} from './support/policies.ts'

const desk = aDesk()
const minute = 60_000
const eventsOf = (id: string) =>
  desk.table.filter(({ pk, sk }) => pk === `SLA-POLICY#${id}` && String(sk).startsWith('EVENT#'))

describe('the policies', () => {
  it('end with those that the desk came with, the default after all', async () => {
    expect(await ids()).toEqual(['pol_premium', 'pol_default'])
  })

  it('come in the order in which they are asked, the newest of equals first', async () => {
    for (const [name, position] of [
      ['second', 20],
      ['old first', 10],
      ['new first', 10],
      ['after that of premium customers', 2000],
    ] as const) {
      await made({ name, position })
      pass(1)
    }
    expect((await listed()).map(({ name }) => name)).toEqual([
      'new first',
      'old first',
      'second',
      'Premium Customer SLA',
      'after that of premium customers',
      'Default',
    ])
  })

  it('are answered when made as they are read and listed after', async () => {
    const { status, body, headers } = await promise({ position: 7 })
    expect([status, headers.etag, headers.location]).toEqual([201, '"1"', expect.stringContaining(body.id)])
    expect((await listed())[0]).toEqual(body)
    expect(await call('getSlaPolicy', { id: body.id })).toMatchObject({ body, headers: { etag: '"1"' } })
    expect((await call('getSlaPolicy', { id: body.id, headers: { 'if-none-match': '"1"' } })).status).toBe(304)
    expect((await call('getSlaPolicy', { id: `pol_${nobody}` })).status).toBe(404)
    expect((await call('getSlaPolicy', { id: 'ORDER' })).status).toBe(404)
  })

  it('are written with their version and their event in the outbox, or not at all', async () => {
    const id = await made()
    expect(eventsOf(id)).toMatchObject([
      { type: 'sla-policy.created', seq: 1, gsi6pk: expect.stringMatching(/^OUTBOX#/) },
    ])
    expect(desk.table.find(keys.policyVersion(id, 1))).toMatchObject({ id, version: 1 })
    const before = desk.table.items
    desk.before('TransactWrite', throws(fault('InternalServerError')))
    await promise()
    expect(desk.table.items).toEqual(before)
  })

  it('are so many at most that each new ticket can ask them all', async () => {
    const policy = desk.table.find(keys.policy(await made()))
    for (let place = 1; place < mostPolicies; place += 1) {
      const id = `pol_${String(place).padStart(26, '0')}`
      desk.table.put({ ...policy, ...keys.policy(id), id })
    }
    expect((await ids()).length).toBe(mostPolicies + 2)
    expect(kindOf(await promise())).toBe('conflict')
  })

  it('hold for the next ticket, and leave those under way as they are', async () => {
    const early = await aTicket({ category: 'network' })
    const id = await made()
    const late = await aTicket({ category: 'network' })
    expect((await measuredBy(early)).id).toBe('pol_default')
    expect((await call('getTicket', { id: late })).body).toMatchObject({
      policy: { id, version: 1 },
      dueAt: at(10 * minute),
    })
  })
})

describe('a policy that is replaced', () => {
  it('is another version; tickets under way keep theirs, the next has the new one', async () => {
    const id = await made({ position: 7 })
    const early = await aTicket({ category: 'network' })
    pass(minute)
    const { body, headers } = await replace(id, { targets: { high: { response: 'PT5M' } } }, { 'if-match': '"1"' })
    expect([headers.etag, body.version, body.position, body.name]).toEqual(['"2"', 2, 7, 'Replaced'])
    expect([body.createdAt, body.updatedAt]).toEqual([at(0), at(minute)])
    const late = await aTicket({ category: 'network' })
    expect([await measuredBy(early), await measuredBy(late)]).toEqual([
      { id, version: 1 },
      { id, version: 2 },
    ])
    expect((await policyVersion(id, 1)).targets).toEqual(ovens.targets)
    expect((await policyVersion(id, 2)).targets).toEqual({ high: { response: 'PT5M' } })
    expect((await call('assignTicket', { id: early, body: { team: teams.south } })).body.dueAt).toBe(at(10 * minute))
  })

  it('has nothing left of what was not given again', async () => {
    const id = await made({ pauseOn: ['pending_parts'], escalation: [] })
    const { body } = await replace(id, { conditions: {} })
    expect([body.pauseOn, body.conditions, body.escalation]).toEqual([['pending_customer'], {}, defaultEscalation])
  })

  it('stays where it is if nothing is new', async () => {
    const id = await made()
    const before = desk.table.items
    expect((await replace(id, { name: 'A policy' })).body.version).toBe(1)
    expect(desk.table.items).toEqual(before)
  })

  it('takes what was read; what else is said of it is refused by name', async () => {
    const id = await made({ position: 7 })
    const { body } = await call('getSlaPolicy', { as: 'manager', id })
    const answer = await replace(id, { ...body, name: 'Renamed' })
    expect(answer).toMatchObject({ status: 200, body: { ...body, name: 'Renamed', version: 2 } })
    expect(wrong(await replace(id, { ...body, name: 'Late' }))).toEqual([400, ['version']])
    expect((await replace(id, { ...body, name: 'Late' }, { 'if-match': '"1"' })).status).toBe(412)
    const other = await replace(id, { id: 'pol_default', createdAt: at(minute) })
    expect(wrong(other)).toEqual([400, ['id', 'createdAt']])
    expect(other.body.errors[0].expected).toBe(`nothing, or what it is now: ${id}`)
    const came = await call('getSlaPolicy', { as: 'manager', id: 'pol_default' })
    expect((await replace('pol_default', came.body)).body).toEqual(came.body)
  })

  it('says which place it does not take, and is refused if somebody was there before', async () => {
    const id = await made()
    expect(wrong(await replace(id, { position: 5 }))).toEqual([400, ['position']])
    await replace(id)
    const stale = await replace(id, { name: 'Late' }, { 'if-match': '"1"' })
    expect(stale).toMatchObject({ status: 412, body: { changes: [{ type: 'sla-policy.updated', version: 2 }] } })
    expect((await replace(`pol_${nobody}`)).status).toBe(404)
  })
})

describe('a policy that is taken away', () => {
  it('is chosen no more; tickets under way keep it, and its versions stay', async () => {
    const id = await made()
    const early = await aTicket({ category: 'network' })
    expect((await drop(id)).status).toBe(204)
    expect([(await drop(id)).status, (await call('getSlaPolicy', { id })).status]).toEqual([404, 404])
    expect((await measuredBy(await aTicket({ category: 'network' }))).id).toBe('pol_default')
    expect(await measuredBy(early)).toEqual({ id, version: 1 })
    pass(4 * minute)
    expect((await call('assignTicket', { id: early, body: { team: teams.south } })).body.dueAt).toBe(at(10 * minute))
    expect((await policyVersion(id, 1)).name).toBe('A policy')
    expect(eventsOf(id).map(({ type, seq }) => [type, seq])).toEqual([
      ['sla-policy.created', 1],
      ['sla-policy.deleted', 2],
    ])
  })

  it('lets the customer with whom it was agreed fall to the next, and the history says so', async () => {
    const agreed = await made({ conditions: { tags: ['never'] } })
    const next = await made({ conditions: { customer: [customers.bakery] } })
    await call('changeCustomer', { id: customers.bakery, body: { policy: agreed } })
    const before = await aTicket()
    await drop(agreed)
    const after = await aTicket()
    expect([(await measuredBy(before)).id, (await measuredBy(after)).id]).toEqual([agreed, next])
    const { body } = await call('getTicketHistory', { id: after })
    const why = body.items.find(({ type }: { type: string }) => type === 'sla.policy-chosen')
    expect(why.data.reason).toEqual({ code: 'conditions-hold', conditions: ['customer'], agreed })
  })
})

describe('a policy that the desk came with', () => {
  it('is for premium and vip customers, and asked after those that were made before it', async () => {
    const tier = async (tier: string) => {
      await call('changeCustomer', { id: customers.bakery, body: { tier } })
      return (await measuredBy(await aTicket({ category: 'network' }))).id
    }
    expect([await tier('standard'), await tier('premium'), await tier('vip')]).toEqual([
      'pol_default',
      'pol_premium',
      'pol_premium',
    ])
    const id = await made()
    expect(await tier('vip')).toBe(id)
  })

  it.each(['pol_premium', 'pol_default'])('can be replaced: %s', async (id) => {
    const conditions = id === 'pol_default' ? {} : { tier: ['vip'] }
    const { body } = await replace(id, { conditions }, { 'if-match': '"1"' })
    expect(body).toMatchObject({ id, version: 2, name: 'Replaced', targets: ovens.targets })
    expect((await listed()).find((policy) => policy.id === id)).toEqual(body)
    expect([(await policyVersion(id, 1)).version, (await policyVersion(id, 2)).name]).toEqual([1, 'Replaced'])
    if (id === 'pol_default') expect((await measuredBy(await aTicket())).version).toBe(2)
  })

  it('goes for good, if it is that of premium customers', async () => {
    expect((await drop('pol_premium', { 'if-match': '"1"' })).status).toBe(204)
    expect(await ids()).toEqual(['pol_default'])
    expect([(await drop('pol_premium')).status, (await replace('pol_premium')).status]).toEqual([404, 404])
    expect(await ids()).toEqual(['pol_default'])
    expect((await policyVersion('pol_premium', 1)).name).toBe('Premium Customer SLA')
  })

  it('stays if it is the default, which has no conditions', async () => {
    expect(kindOf(await drop('pol_default'))).toBe('conflict')
    expect(wrong(await replace('pol_default'))).toEqual([400, ['conditions.category']])
    expect(await ids()).toEqual(['pol_premium', 'pol_default'])
  })
})

describe('the order', () => {
  it('is given all at once, and no policy has a new version by it', async () => {
    const [first, second] = [await made({ name: 'first', position: 1 }), await made({ name: 'second', position: 2 })]
    const { status, body, headers } = await order([second, 'pol_premium', first])
    expect(status).toBe(200)
    expect(body.items.map(({ id, version, position }: Record<string, unknown>) => [id, version, position])).toEqual([
      [second, 1, 10],
      ['pol_premium', 1, 20],
      [first, 1, 30],
      ['pol_default', 1, 10_000],
    ])
    const list = await call('listSlaPolicies')
    expect([list.body, list.headers.etag]).toEqual([body, headers.etag])
    expect((await measuredBy(await aTicket({ category: 'network' }))).id).toBe(second)
    expect(eventsOf('order')).toMatchObject([
      { type: 'sla-policy.ordered', seq: 1, data: { policies: expect.anything() } },
    ])
    const between = await made({ position: 15 })
    expect((await ids()).slice(0, 2)).toEqual([second, between])
  })

  it('names every policy but the default once', async () => {
    const id = await made()
    const gone = `pol_${nobody}`
    expect(wrong(await order([id]))).toEqual([400, ['policies']])
    expect(wrong(await order([id, 'pol_premium', 'pol_default']))).toEqual([400, ['policies.2']])
    expect(wrong(await order([id, 'pol_premium', gone]))).toEqual([400, ['policies.2']])
    expect(wrong(await order([id, id, 'pol_premium']))).toEqual([400, ['policies']])
  })

  it('that is there already changes nothing', async () => {
    const id = await made()
    const before = desk.table.items
    expect((await order([id, 'pol_premium'])).status).toBe(200)
    expect(desk.table.items).toEqual(before)
  })

  it('is refused to who has read another list', async () => {
    const id = await made()
    const { headers } = await call('listSlaPolicies')
    await order(['pol_premium', id])
    const stale = await order([id, 'pol_premium'], { 'if-match': headers.etag ?? '' })
    expect(stale).toMatchObject({ status: 412, body: { changes: [{ type: 'sla-policy.ordered' }] } })
    expect((await call('listSlaPolicies', { headers: { 'if-none-match': headers.etag ?? '' } })).status).toBe(200)
  })
})

it.each([
  ['technician', 'https://hooks.example/'],
  ['agent', 'https://hooks.example/'],
  ['supervisor', 'https://hooks.example/'],
  ['manager', 'https://me:word@hooks.example/sla?token=1'],
  ['admin', 'https://me:word@hooks.example/sla?token=1'],
] as const)('of a webhook a %s reads %s', async (as, url) => {
  const action = { action: 'webhook', url: 'https://me:word@hooks.example/sla?token=1' }
  const id = await made({ escalation: [{ clock: 'response', atPercent: 50, actions: [action] }] })
  const read = [(await call('getSlaPolicy', { as, id })).body, (await call('listSlaPolicies', { as })).body.items[0]]
  expect(read.map(({ escalation }) => escalation[0].actions[0])).toEqual([
    { action: 'webhook', url },
    { action: 'webhook', url },
  ])
})
