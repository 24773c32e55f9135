import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { mostRules } from '../../functions/platform/table/triage-rules.ts'
import { customers, people } from '../support/people.ts'
import { day } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const power = {
  name: 'Power is out',
  position: 10,
  conditions: { words: ['no power'], channel: ['phone'] },
  gives: { priority: 'urgent', category: 'hardware', tags: ['power'] },
}
const make = async (rule: object = power): Promise<string> => {
  const { status, body } = await call('createTriageRule', { as: 'manager', body: rule })
  expect(status).toBe(201)
  return body.id
}
const open = async (given: object, as: 'customer' | 'agent' = 'customer') =>
  (await call('createTicket', { as, body: { title: 'No power', channel: 'phone', ...given } })).body
const listed = async () => (await call('listTriageRules')).body.items
const history = async (id: string) => (await call('getTicketHistory', { id })).body.items

describe('a triage rule', () => {
  it('is made, read, changed and taken away', async () => {
    const id = await make()
    expect(await call('getTriageRule', { id })).toMatchObject({
      headers: { etag: '"1"' },
      body: { ...power, enabled: true },
    })
    const changed = await call('changeTriageRule', {
      id,
      as: 'manager',
      body: { conditions: { channel: null }, enabled: false },
    })
    expect(changed).toMatchObject({ status: 200, body: { enabled: false, version: 2 } })
    expect(changed.body.conditions).toEqual({ words: ['no power'] })
    const stale = await call('changeTriageRule', {
      id,
      as: 'admin',
      body: { position: 1 },
      headers: { 'if-match': '"1"' },
    })
    expect(stale).toMatchObject({ status: 412, body: { changes: [{ type: 'triage-rule.updated', version: 2 }] } })
    expect((await call('deleteTriageRule', { id, as: 'manager' })).status).toBe(204)
    expect((await call('getTriageRule', { id })).status).toBe(404)
    expect((await call('deleteTriageRule', { id, as: 'manager' })).status).toBe(404)
    expect(desk.table.filter(({ type }) => String(type).startsWith('triage-rule.')).map(({ type }) => type)).toEqual([
      'triage-rule.created',
      'triage-rule.updated',
      'triage-rule.deleted',
    ])
  })

  it('stands among those that the desk came with, in the order of asking', async () => {
    const came = (await listed()).length
    const last = await make({ ...power, position: 9999 })
    const first = await make()
    const ids = (await listed()).map(({ id }: { id: string }) => id)
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([came + 2, first, last])
  })

  it.each([
    [{ conditions: {} }, 'conditions'],
    [{ gives: {} }, 'gives'],
    [{ gives: { priority: 'highest' } }, 'gives.priority'],
    [{ gives: { subCategory: 'wifi' } }, 'gives.subCategory'],
    [{ conditions: { words: [] } }, 'conditions.words'],
    [{ conditions: { words: [' '] } }, 'conditions.words.0'],
    [{ conditions: { repeated: { tickets: 0, within: 'P1D' } } }, 'conditions.repeated.tickets'],
    [{ conditions: { regex: '(a+)+$' } }, 'conditions.regex'],
  ] as [object, string][])('with %j is refused at %s', async (wrong, path) => {
    const answer = await call('createTriageRule', { as: 'admin', body: { ...power, ...wrong } })
    expect(answer.status).toBe(400)
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  it('is refused where there are as many as can be asked', async () => {
    for (let place = 0; place < mostRules; place += 1) await make()
    expect(kindOf(await call('createTriageRule', { as: 'manager', body: power }))).toBe('conflict')
  })
})

describe('a rule that the desk came with', () => {
  const id = 'tri_default-outage'

  it('is turned off for good, and on again', async () => {
    expect((await open({ channel: 'portal' })).priority).toBe('high')
    const off = await call('changeTriageRule', { id, as: 'manager', body: { enabled: false } })
    expect(off).toMatchObject({ status: 200, body: { id, enabled: false, version: 2 } })
    expect((await open({ channel: 'portal' })).priority).toBe('medium')
    await call('changeTriageRule', { id, as: 'manager', body: { enabled: true } })
    expect((await open({ channel: 'portal' })).priority).toBe('high')
  })

  it('is not taken away', async () => {
    expect(kindOf(await call('deleteTriageRule', { id, as: 'admin' }))).toBe('conflict')
  })
})

describe('a new ticket', () => {
  it('has what the rules choose, and its history says why', async () => {
    const rule = await make()
    const ticket = await open({})
    expect(ticket).toMatchObject({ priority: 'urgent', category: 'hardware', tags: ['power', 'outage'] })
    const [, triaged, chosen] = await history(ticket.number)
    expect(triaged).toMatchObject({
      type: 'ticket.triaged',
      actor: { id: 'system', role: 'system' },
      data: {
        rules: [
          { id: rule, gave: ['priority', 'category', 'tags'] },
          { id: 'tri_default-outage', gave: ['tags'] },
        ],
        priority: 'urgent',
        category: 'hardware',
        tags: ['power', 'outage'],
      },
      detail: { because: ["urgent, hardware, power: 'no power' + channel phone", "outage: 'no power'"] },
    })
    // The policy is chosen by what was chosen.
    expect(chosen.data.targets).toEqual({ response: 'PT30M', resolution: 'PT4H' })
    expect(JSON.stringify(triaged.data)).not.toContain('no power')
  })

  it('keeps what its opener chose', async () => {
    await make()
    const ticket = await open({ priority: 'low', category: 'network', tags: ['mine'] }, 'agent')
    expect(ticket).toMatchObject({ priority: 'low', category: 'network', tags: ['mine', 'power', 'outage'] })
  })

  it('is medium and other where no rule holds, and nothing is to be explained', async () => {
    const ticket = await open({ title: 'Where is the manual?' })
    expect(ticket).toMatchObject({ priority: 'medium', category: 'other', tags: [] })
    expect((await history(ticket.number)).map(({ type }: { type: string }) => type)).not.toContain('ticket.triaged')
  })

  it('does not tell its customer how the desk judged it', async () => {
    const { number: id } = await open({})
    const seen = (await call('getTicketHistory', { id, as: 'customer' })).body.items
    expect(seen.map(({ type }: { type: string }) => type)).toEqual(['ticket.created'])
  })

  it('is judged by the tier of its customer', async () => {
    desk.table.put({ pk: `CUSTOMER#${customers.bakery}`, sk: 'CUSTOMER', id: customers.bakery, name: 'B', tier: 'vip' })
    expect((await open({ title: 'Where is the manual?' })).priority).toBe('high')
  })

  it('costs one bounded look at the customer’s earlier ones, and only where a rule wants to know', async () => {
    const queries = async () => {
      const before = desk.countOf('Query')
      const { tags } = await open({ title: 'Where is the manual?' })
      return { queries: desk.countOf('Query') - before, tags }
    }
    const { queries: without } = await queries()
    await make({ name: 'Again', conditions: { repeated: { tickets: 2, within: 'P7D' } }, gives: { tags: ['again'] } })
    expect(await queries()).toEqual({ queries: without + 1, tags: [] })
    expect(await queries()).toEqual({ queries: without + 1, tags: ['again'] })
    pass(7 * day + 1)
    expect((await queries()).tags).toEqual([])
  })
})

describe('a rule is tried before it is saved', () => {
  const preview = (body: object) => call('previewTriage', { as: 'technician', body })

  it('by itself, and says what matched', async () => {
    const { body } = await preview({ title: 'NO  POWER!', channel: 'phone', rule: { ...power, enabled: false } })
    expect(body).toEqual({
      priority: 'urgent',
      category: 'hardware',
      tags: ['power'],
      because: [
        {
          name: 'Power is out',
          gave: ['priority', 'category', 'tags'],
          explanation: "urgent, hardware, power: 'no power' + channel phone",
        },
      ],
    })
    expect(await listed()).toHaveLength((await listed()).length)
    expect((await listed())[0].name).not.toBe('Power is out')
  })

  it('and all that are saved are, where none is sent along', async () => {
    const { body } = await preview({ title: 'A blackout', customer: customers.bakery })
    expect(body).toMatchObject({ priority: 'high', tags: ['outage'], because: [{ rule: 'tri_default-outage' }] })
  })

  it('on the customer’s circumstances', async () => {
    await aTicket()
    const again = { name: 'Again', conditions: { repeated: { tickets: 1, within: 'P7D' } }, gives: { tags: ['again'] } }
    expect((await preview({ title: 'x', customer: customers.bakery, rule: again })).body.tags).toEqual(['again'])
    expect((await preview({ title: 'x', customer: customers.foundry, rule: again })).body.tags).toEqual([])
    expect((await preview({ title: 'x', rule: again })).body.tags).toEqual([])
  })

  it.each([
    [{ customer: 'cus_0000000000000000000000NNNE' }, 'customer'],
    [{ product: 'prd_0000000000000000000000NNNE', customer: customers.bakery }, 'product'],
    [{ brand: 'nobody' }, 'brand'],
  ] as [object, string][])('refuses %j', async (more, path) => {
    expect((await preview({ title: 'x', ...more })).body.errors).toMatchObject([{ path }])
  })

  it('and nothing is written', async () => {
    const before = desk.table.items.length
    await preview({ title: 'No power', rule: power })
    expect(desk.table.items).toHaveLength(before)
    expect(people.technician.role).toBe('technician')
  })
})
