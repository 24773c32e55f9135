import './support/environment.ts'
import { describe, expect, it, vi } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { policyVersion } from '../../functions/platform/table/policies.ts'
import { mostPolicies } from '../../schemas/sla-policy.ts'
import { customers, people, teams } from '../support/people.ts'
import { at } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { type Answer, aTicket, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const minute = 60_000
const ovens = { conditions: { category: ['network'] }, targets: { high: { response: 'PT10M', resolution: 'PT1H' } } }
const nobody = '0'.repeat(26)

const promise = (given: object = {}, headers = {}) =>
  call('createSlaPolicy', { as: 'manager', body: { name: 'A policy', ...ovens, ...given }, headers })
const made = async (given: object = {}): Promise<string> => {
  const { status, body, text } = await promise(given)
  expect([status, text]).toEqual([201, text])
  return body.id
}
const replace = (id: string, given: object = {}, headers = {}) =>
  call('replaceSlaPolicy', { as: 'manager', id, body: { name: 'Replaced', ...ovens, ...given }, headers })
const drop = (id: string, headers = {}) => call('deleteSlaPolicy', { as: 'manager', id, headers })
const order = (policies: string[], headers = {}) =>
  call('orderSlaPolicies', { as: 'manager', body: { policies }, headers })
const listed = async (): Promise<{ id: string; name: string; position: number }[]> =>
  (await call('listSlaPolicies')).body.items
const ids = async () => (await listed()).map(({ id }) => id)
const own = async () => (await listed()).map(({ name }) => name).slice(0, -2)
const measuredBy = async (id: string) => (await call('getTicket', { id })).body.policy
const wrong = ({ status, body }: Answer) => [status, body.errors?.map(({ path }: { path: string }) => path)]
const eventsOf = (id: string) =>
  desk.table.filter(({ pk, sk }) => pk === `SLA-POLICY#${id}` && String(sk).startsWith('EVENT#'))
const aCalendar = async (hours: object = { mon: [{ from: '09:00', to: '18:00' }] }): Promise<string> => {
  const body = { name: 'Workshop', timeZone: 'Europe/London', weekly: hours }
  const { status, text, body: calendar } = await call('createCalendar', { as: 'manager', body })
  expect([status, text]).toEqual([201, text])
  return calendar.id
}

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
    expect([body.pauseOn, body.conditions, 'escalation' in body]).toEqual([['pending_customer'], {}, false])
  })

  it('stays where it is if nothing is new', async () => {
    const id = await made()
    const before = desk.table.items
    expect((await replace(id, { name: 'A policy' })).body.version).toBe(1)
    expect(desk.table.items).toEqual(before)
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

describe('what a policy names must be there', () => {
  const rule = (action: object) => ({ escalation: [{ clock: 'response', atPercent: 50, actions: [action] }] })
  const known = 'escalation.0.actions.0'
  it.each([
    [{ conditions: { brand: ['main', 'outlet'] } }, ['conditions.brand.1']],
    [{ conditions: { category: ['network', 'cooking'] } }, ['conditions.category.1']],
    [{ conditions: { customer: [customers.bakery, `cus_${nobody}`] } }, ['conditions.customer.1']],
    [{ conditions: { colour: ['red'] } }, ['conditions.colour']],
    [{ calendar: `cal_${nobody}` }, ['calendar']],
    [
      {
        escalation: [10, 20, 30].map((atPercent) => ({
          clock: 'response',
          atPercent,
          actions: Array(10).fill({ action: 'follow-up', note: 'é'.repeat(900) }),
        })),
      },
      ['escalation'],
    ],
    [{ targets: {} }, ['targets']],
    [{ targets: { high: { response: 'P1DT4H' } } }, ['targets.high.response']],
    [rule({ action: 'notify', team: `tea_${nobody}` }), [`${known}.team`]],
    [rule({ action: 'assign', team: `tea_${nobody}` }), [`${known}.team`]],
    [rule({ action: 'assign', person: `per_${nobody}` }), [`${known}.person`]],
    [rule({ action: 'assign', person: people.customer.id }), [`${known}.person`]],
    [rule({ action: 'webhook', url: 'http://hooks.example/sla' }), [`${known}.url`]],
    [rule({ action: 'webhook', url: 'ftp://hooks.example/sla' }), [`${known}.url`]],
    [rule({ action: 'webhook', url: 'https://hooks.example/sla\r\nX-More: 1' }), [`${known}.url`]],
  ] as [object, string[]][])('%.200j', async (given, paths) => {
    const before = desk.table.items
    expect(wrong(await promise(given))).toEqual([400, paths])
    expect(wrong(await replace('pol_premium', given))).toEqual([400, paths])
    expect((await ids()).length).toBe(2)
    expect(desk.table.items.filter(({ sk }) => sk !== 'pol_premium')).toEqual(before)
  })

  it('and then it is taken', async () => {
    const calendar = await aCalendar()
    const { status, text } = await promise({
      calendar,
      conditions: { brand: ['main'], customer: [customers.bakery], tier: ['vip'] },
      escalation: [
        {
          clock: 'nextResponse',
          atPercent: 120,
          actions: [
            { action: 'notify', team: teams.south },
            { action: 'assign', person: people.technician.id },
            { action: 'webhook', url: 'https://hooks.example/sla' },
          ],
        },
      ],
    })
    expect([status, text]).toEqual([201, text])
  })

  it.each([
    ['P9999D', 400],
    ['PT999999H', 400],
    ['P500D', 201],
  ])('a target of %s on a calendar of one minute a week', async (resolution, status) => {
    const calendar = await aCalendar({ mon: [{ from: '09:00', to: '09:01' }] })
    const answer = await promise({ calendar, targets: { low: { response: 'PT1S', resolution } } })
    expect(answer.status).toBe(status)
    if (status === 400) expect(wrong(answer)[1]).toEqual(['targets.low.resolution'])
  })

  it("a webhook that is not encrypted, but on a desk on one's own machine", async () => {
    vi.stubEnv('WEBHOOKS_REACH', 'anywhere')
    expect((await promise(rule({ action: 'webhook', url: 'http://127.0.0.1:9000/hook' }))).status).toBe(201)
    vi.unstubAllEnvs()
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

describe('at the same moment', () => {
  it('of two who replace what they have read, one does', async () => {
    const id = await made()
    desk.before('TransactWrite', () => replace(id, { name: 'First' }, { 'if-match': '"1"' }))
    const second = await replace(id, { name: 'Second' }, { 'if-match': '"1"' })
    expect([second.status, (await call('getSlaPolicy', { id })).body]).toMatchObject([
      412,
      { version: 2, name: 'First' },
    ])
    expect(desk.table.find(keys.policyVersion(id, 2))).toMatchObject({ name: 'First' })
  })

  it('of two who replace without looking, both do, one after the other', async () => {
    const id = await made()
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => replace(id, { name })))
    expect(answers.map(({ status, body }) => [status, body.version]).toSorted()).toEqual([
      [200, 2],
      [200, 3],
      [200, 4],
    ])
    expect(eventsOf(id).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  })

  it('what is taken away is not replaced, nor does it come back', async () => {
    for (const id of [await made(), 'pol_premium']) {
      desk.before('TransactWrite', () => drop(id))
      expect((await replace(id)).status).toBe(404)
      expect(await ids()).not.toContain(id)
    }
  })

  it('a policy is replaced while they are put in order: both hold', async () => {
    const [first, second] = [await made({ position: 1 }), await made({ position: 2 })]
    desk.before('TransactWrite', () => replace(first))
    expect((await order([second, first, 'pol_premium'])).status).toBe(200)
    desk.before('TransactWrite', () => order([first, second, 'pol_premium']))
    expect((await replace(second)).status).toBe(200)
    expect((await listed()).map(({ id, name }) => [id, name]).slice(0, 2)).toEqual([
      [first, 'Replaced'],
      [second, 'Replaced'],
    ])
  })

  it('a policy that comes or goes while they are put in order is not passed over', async () => {
    const id = await made()
    desk.before('TransactWrite', () => made({ name: 'New' }))
    expect(wrong(await order(['pol_premium', id]))).toEqual([400, ['policies']])
    const all = (await ids()).slice(0, -1)
    desk.before('TransactWrite', () => drop(id))
    expect(wrong(await order(all.toReversed()))[0]).toBe(400)
    expect(await own()).toEqual(['New'])
  })

  it('a calendar that goes is not chosen: the policy is refused', async () => {
    const calendar = await aCalendar()
    const goes = () => call('deleteCalendar', { as: 'manager', id: calendar })
    desk.before('TransactWrite', goes)
    expect(wrong(await promise({ calendar }))).toEqual([400, ['calendar']])
    expect(await own()).toEqual([])
  })

  it('a policy that begins to use a calendar holds it: it does not go', async () => {
    const calendar = await aCalendar()
    desk.before('TransactWrite', () => made({ calendar }))
    expect((await call('deleteCalendar', { as: 'manager', id: calendar })).status).toBe(409)
    expect((await call('getCalendar', { id: calendar })).status).toBe(200)
  })

  it('a ticket that is opened meanwhile has the old version or the new one, at no request more', async () => {
    const id = await made()
    await aTicket({ category: 'network' })
    const requests = desk.calls.length
    await aTicket({ category: 'network' })
    const usual = desk.calls.length - requests
    let opened = ''
    desk.before('TransactWrite', async () => {
      opened = await aTicket({ category: 'network' })
    })
    await replace(id)
    const before = desk.calls.length
    const next = await aTicket({ category: 'network' })
    expect(desk.calls.length - before).toBe(usual)
    expect([await measuredBy(opened), await measuredBy(next)]).toEqual([
      { id, version: 1 },
      { id, version: 2 },
    ])
  })
})
