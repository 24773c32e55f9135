import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { mostAssignmentRules } from '../../functions/platform/table/assignment-rules.ts'
import { keys } from '../../functions/platform/table/keys.ts'
import { customers, people, teams } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import type { Item } from './support/expression.ts'
import { call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const network = {
  name: 'Network, at once',
  position: 10,
  conditions: { priority: ['urgent'], category: ['network'] },
  target: { team: teams.north, by: 'round-robin' },
  otherwise: 'escalate',
}
const nobody = (prefix: string) => `${prefix}_0000000000000000000000NNNE`

const make = async (rule: object = network): Promise<string> => {
  const { status, body, text } = await call('createAssignmentRule', { as: 'supervisor', body: rule })
  expect([status, text]).toEqual([201, text])
  return body.id
}
const listed = async () => (await call('listAssignmentRules')).body.items
const changes = () => desk.table.find({ pk: 'LOADS', sk: '#REVISION' })?.changes ?? 0
const pathsOf = (answer: Awaited<ReturnType<typeof call>>) =>
  answer.body.errors?.map(({ path }: { path: string }) => path)

describe('an assignment rule', () => {
  it('is made, read, replaced, changed and taken away; whoever routes hears of each', async () => {
    const id = await make()
    expect(await call('getAssignmentRule', { id })).toMatchObject({
      headers: { etag: '"1"' },
      body: { ...network, enabled: true, version: 1 },
    })
    expect(changes()).toBe(1)
    const { body: read } = await call('getAssignmentRule', { id })
    const replaced = await call('replaceAssignmentRule', { id, as: 'manager', body: { ...read, otherwise: 'queue' } })
    expect(replaced).toMatchObject({ status: 200, body: { otherwise: 'queue', version: 2 } })
    const changed = await call('changeAssignmentRule', { id, as: 'admin', body: { enabled: false } })
    expect(changed).toMatchObject({ status: 200, body: { enabled: false, version: 3 } })
    expect(changes()).toBe(3)
    const stale = { id, as: 'admin', body: { position: 1 }, headers: { 'if-match': '"1"' } } as const
    expect(await call('changeAssignmentRule', stale)).toMatchObject({
      status: 412,
      body: { changes: [{ type: 'assignment-rule.updated' }, { type: 'assignment-rule.updated' }] },
    })
    expect((await call('deleteAssignmentRule', { id, as: 'supervisor' })).status).toBe(204)
    expect(changes()).toBe(4)
    expect((await call('getAssignmentRule', { id })).status).toBe(404)
    expect((await call('deleteAssignmentRule', { id, as: 'manager' })).status).toBe(404)
  })

  it('that a change leaves as it was is not written', async () => {
    const id = await make()
    const before = changes()
    const same = await call('changeAssignmentRule', { id, as: 'admin', body: { position: 10 } })
    expect(same).toMatchObject({ status: 200, body: { version: 1 } })
    expect(changes()).toBe(before)
  })

  it('stands among those that the desk came with, by position, among equals the oldest first', async () => {
    const last = await make({ ...network, position: 9999 })
    const [first, second] = [await make(), await make()]
    const ids = (await listed()).map(({ id }: { id: string }) => id)
    const came = ['asr_default-network', 'asr_default-vip', 'asr_default-after-hours']
    expect(ids).toEqual([...[first, second].toSorted(), ...came, last])
  })

  it.each([
    [{ conditions: {} }, ['conditions']],
    [{ conditions: { custom: {} } }, ['conditions.custom']],
    [{ conditions: { priority: ['highest'] } }, ['conditions.priority.0']],
    [{ conditions: { priority: ['urgent'], colour: ['red'] } }, ['conditions.colour']],
    [{ target: {} }, ['target.person']],
    [{ target: { team: 'north', by: 'chance' } }, ['target.team', 'target.by']],
    [{ target: { person: people.technician.id, team: teams.north } }, ['target.team']],
    [{ target: { onCall: 'x' } }, ['target.onCall']],
    [{ otherwise: 'nothing' }, ['otherwise']],
    [{ from: '2026-12-01T00:00:00Z', until: '2026-11-01T00:00:00Z' }, ['until']],
    [{ position: 10_000 }, ['position']],
  ] as [object, string[]][])('with %j is refused at %j', async (wrong, paths) => {
    const answer = await call('createAssignmentRule', { as: 'admin', body: { ...network, ...wrong } })
    expect([answer.status, pathsOf(answer)]).toEqual([400, paths])
  })

  it.each([
    [{ conditions: { category: ['network', 'plumbing'] } }, ['conditions.category.1']],
    [{ conditions: { category: ['network'], subCategory: ['printer'] } }, ['conditions.subCategory.0']],
    [{ conditions: { brand: ['main', 'nobody'] } }, ['conditions.brand.1']],
    [{ conditions: { custom: { floor: [2] } } }, ['conditions.custom.floor']],
    [{ conditions: { customer: [nobody('cus')] } }, ['conditions.customer.0']],
    [{ conditions: { customer: [customers.bakery], site: [nobody('sit')] } }, ['conditions.site.0']],
    [{ conditions: { site: [nobody('sit')] } }, ['conditions.site']],
    [{ conditions: { customer: [customers.bakery], product: [nobody('prd')] } }, ['conditions.product.0']],
    [{ conditions: { team: [teams.north, nobody('tea')] } }, ['conditions.team.1']],
    [{ conditions: { time: { is: 'outside', calendar: nobody('cal') } } }, ['conditions.time.calendar']],
    [{ target: { person: nobody('per') } }, ['target.person']],
    [{ target: { person: people.customer.id } }, ['target.person']],
    [{ target: { team: nobody('tea') } }, ['target.team']],
    [{ target: { queue: nobody('tea') } }, ['target.queue']],
    [{ target: { onCall: nobody('rot') } }, ['target.onCall']],
    [
      { conditions: { category: ['plumbing'], team: [nobody('tea')] }, target: { person: nobody('per') } },
      ['conditions.category.0', 'conditions.team.0', 'target.person'],
    ],
  ] as [object, string[]][])('that names what is not there, as %j, is refused at %j', async (wrong, paths) => {
    const answer = await call('createAssignmentRule', { as: 'admin', body: { ...network, ...wrong } })
    expect([answer.status, pathsOf(answer)]).toEqual([400, paths])
    const id = await make()
    for (const name of ['replaceAssignmentRule', 'changeAssignmentRule'] as const) {
      const changed = await call(name, { id, as: 'admin', body: { ...network, ...wrong } })
      expect([changed.status, changed.body.errors?.length]).toEqual([400, paths.length])
    }
  })

  it('names the sites and products of the customers that it names', async () => {
    const given = { as: 'agent', id: customers.bakery, body: { name: 'Main plant' } } as const
    const site = (await call('createSite', given)).body.id
    const product = (await call('createProduct', given)).body.id
    await make({ ...network, conditions: { customer: [customers.foundry, customers.bakery], site: [site] } })
    await make({ ...network, conditions: { customer: [customers.bakery], product: [product] } })
    const others = { ...network, conditions: { customer: [customers.foundry], site: [site], product: [product] } }
    const answer = await call('createAssignmentRule', { as: 'admin', body: others })
    expect(pathsOf(answer)).toEqual(['conditions.site.0', 'conditions.product.0'])
  })

  it('keeps what it named and is no more, and gets nothing new that is not there', async () => {
    await call('changeSettings', { as: 'admin', body: { categories: { network: ['wifi'], plumbing: [] } } })
    const conditions = { category: ['plumbing'], subCategory: null }
    const id = await make({
      ...network,
      conditions: { category: ['plumbing'] },
      target: { person: people.technician.id },
    })
    await call('changeSettings', { as: 'admin', body: { categories: { plumbing: null } } })
    desk.table.put({ ...(desk.table.find(keys.technician(people.technician.id)) as Item), active: false })
    const off = await call('changeAssignmentRule', { id, as: 'admin', body: { enabled: false, conditions } })
    expect([off.status, off.body.enabled]).toEqual([200, false])
    const other = { conditions: { tags: ['new'], category: ['plumbing', 'gas'] }, target: { person: nobody('per') } }
    const refused = await call('changeAssignmentRule', { id, as: 'admin', body: other })
    expect(pathsOf(refused)).toEqual(['conditions.category.0', 'conditions.category.1', 'target.person'])
  })

  it('does not name a team that goes while it is being saved, nor does a team go that it has named', async () => {
    const team = async (name: string) => (await call('createTeam', { as: 'manager', body: { name } })).body.id as string
    const drop = (id: string) => call('deleteTeam', { id, as: 'manager' })
    const [first, second] = [await team('First'), await team('Second')]
    let dropped = 0
    desk.before('TransactWrite', async () => {
      dropped = (await drop(first)).status
    })
    const lost = await call('createAssignmentRule', { as: 'manager', body: { ...network, target: { queue: first } } })
    expect([dropped, lost.status, pathsOf(lost)]).toEqual([204, 400, ['target.queue']])
    let made = 0
    desk.before('TransactWrite', async () => {
      const body = { ...network, target: { queue: second } }
      made = (await call('createAssignmentRule', { as: 'manager', body })).status
    })
    expect([(await drop(second)).status, made]).toEqual([409, 201])
  })

  it('is refused where there are as many as can be asked', async () => {
    for (let place = 0; place < mostAssignmentRules; place += 1) await make()
    expect(kindOf(await call('createAssignmentRule', { as: 'manager', body: network }))).toBe('conflict')
  })

  it('gets a target of another kind in the place of the whole old one, and keeps the rest of one of its kind', async () => {
    const id = await make({ ...network, target: { team: teams.north, by: 'nearest', skill: { skill: 'vpn' } } })
    const to = async (target: object) =>
      (await call('changeAssignmentRule', { id, as: 'admin', body: { target } })).body.target
    expect(await to({ team: teams.south })).toEqual({
      team: teams.south,
      by: 'nearest',
      skill: { skill: 'vpn', level: 'basic' },
    })
    expect(await to({ by: 'least-loaded' })).toMatchObject({ team: teams.south, by: 'least-loaded' })
    expect(await to({ anybody: 'best-skilled' })).toMatchObject({ anybody: 'best-skilled', skill: { skill: 'vpn' } })
    expect(await to({ person: people.technician.id })).toEqual({ person: people.technician.id })
    expect(await to({ queue: teams.north })).toEqual({ queue: teams.north })
  })
})

describe('an assignment rule that the desk came with', () => {
  const id = 'asr_default-network'

  it('is there as it came, off until it is given a team', async () => {
    expect(await call('getAssignmentRule', { id })).toMatchObject({ body: { id, enabled: false, version: 1 } })
    const body = { enabled: true, target: { team: teams.north, by: 'round-robin' } }
    const named = await call('changeAssignmentRule', { id, as: 'supervisor', body })
    expect(named).toMatchObject({
      status: 200,
      body: { id, enabled: true, version: 2, target: { team: teams.north, by: 'round-robin' } },
    })
    expect((await listed()).filter((rule: { id: string }) => rule.id === id)).toEqual([named.body])
  })

  it('is replaced, and not taken away', async () => {
    const replaced = await call('replaceAssignmentRule', { id, as: 'manager', body: network })
    expect(replaced).toMatchObject({ status: 200, body: { id, ...network, version: 2 } })
    expect(kindOf(await call('deleteAssignmentRule', { id, as: 'admin' }))).toBe('conflict')
  })
})
