import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { findTeam } from '../../functions/platform/table/people.ts'
import { people, teams } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

const desk = aDesk()
const given = { name: 'Network', supervisor: people.supervisor.id, manager: people.manager.id }
const make = async (more: object = {}): Promise<string> => {
  const { status, body, text } = await call('createTeam', { as: 'manager', body: { ...given, ...more } })
  expect([status, text]).toEqual([201, text])
  return body.id
}
const change = (id: string, body: object, headers = {}) => call('changeTeam', { id, as: 'manager', body, headers })
const remove = (id: string) => call('deleteTeam', { id, as: 'manager' })
const inUse = async (id: string) => {
  const { status, body } = await remove(id)
  expect(status).toBe(409)
  return body.detail as string
}

describe('a team', () => {
  it('is made, read, changed and taken away, and tells of it', async () => {
    const id = await make({ email: 'Network-Team@desk.example', brand: 'main' })
    const read = await call('getTeam', { id, as: 'technician' })
    expect(read).toMatchObject({ headers: { etag: '"1"' }, body: { ...given, email: 'network-team@desk.example' } })
    expect(await findTeam(id)).toEqual({ id, ...given, email: 'network-team@desk.example' })
    expect((await change(id, { manager: null }, { 'if-match': '"1"' })).body).not.toHaveProperty('manager')
    expect(await findTeam(id)).not.toHaveProperty('manager')
    expect((await change(id, { manager: people.manager.id }, { 'if-match': '"1"' })).status).toBe(412)
    expect((await remove(id)).status).toBe(204)
    expect(await findTeam(id)).toBeUndefined()
    expect((await call('getTeam', { id })).status).toBe(404)
    const types = desk.table.filter(({ pk, type }) => pk === `TEAM#${id}` && !!type).map(({ type }) => type)
    expect(types).toEqual(['team.created', 'team.updated', 'team.deleted'])
    expect(desk.table.find({ pk: 'LOADS', sk: '#REVISION' })).toMatchObject({ changes: 3 })
  })

  it('is called as no other is', async () => {
    const id = await make()
    const again = await call('createTeam', { as: 'admin', body: { ...given, name: ' NETWORK ' } })
    expect([again.status, again.body.errors]).toMatchObject([409, [{ path: 'name', message: 'is taken' }]])
    expect((await change(id, { name: 'Networks' })).status).toBe(200)
    expect((await call('createTeam', { as: 'admin', body: given })).status).toBe(201)
  })

  it('is led by people who work here, for a brand that there is', async () => {
    const wrong = { supervisor: people.customer.id, manager: `per_${'0'.repeat(26)}`, brand: 'nobody-s' }
    const { status, body } = await call('createTeam', { as: 'manager', body: { ...given, ...wrong } })
    const path = (path: string) => expect.objectContaining({ path, message: 'is not known' })
    expect([status, body.errors]).toEqual([400, [path('supervisor'), path('manager'), path('brand')]])
    await call('deactivateTechnician', { as: 'manager', id: people.agent.id, body: { reason: 'Has left' } })
    expect((await change(await make(), { supervisor: people.agent.id })).status).toBe(400)
  })

  it('is listed with who is in it, page by page', async () => {
    const id = await make()
    await call('deactivateTechnician', { as: 'manager', id: people.teammate.id, body: { reason: 'Has left' } })
    const pages = [await call('listTeams', { as: 'technician', query: { limit: '2' } })]
    pages.push(await call('listTeams', { as: 'technician', query: { limit: '2', cursor: pages[0]?.body.next } }))
    const items = pages.flatMap(({ body }) => body.items)
    expect(items.map(({ name, members }) => [name, members])).toEqual([
      ['north', [people.supervisor.id, people.technician.id]],
      ['south', [people.otherTechnician.id]],
      ['Network', []],
    ])
    expect(items.at(-1).id).toBe(id)
    expect(pages[1]?.body.next).toBeUndefined()
  })

  it('comes to its supervisor with the next escalation', async () => {
    await change(teams.north, { supervisor: people.manager.id })
    const number = await aTicket()
    await call('assignTicket', { id: number, body: { technician: people.technician.id } })
    const { body } = await call('escalateTicket', { id: number, body: { reason: 'Nobody answers' } })
    expect(body.assignee).toBe(people.manager.id)
  })
})

describe('taking a team away', () => {
  it('is refused while something names it: with what', async () => {
    const id = await make()
    await call('changeTechnician', { id: people.agent.id, as: 'manager', body: { teams: [id] } })
    const rule = { name: 'Urgent', conditions: { priority: ['urgent'] }, target: { team: id } }
    const made = await call('createAssignmentRule', { as: 'manager', body: rule })
    expect(made.status).toBe(201)
    const policy = {
      name: 'Plant floor',
      targets: { high: { response: 'PT1H' } },
      escalation: [{ clock: 'response', atPercent: 100, actions: [{ action: 'assign', team: id }] }],
    }
    expect((await call('createSlaPolicy', { as: 'manager', body: policy })).status).toBe(201)
    await call('changeSettings', {
      as: 'admin',
      body: { defaultTeam: id, brands: { shop: { name: 'Shop', defaultTeam: id } } },
    })
    const number = await aTicket()
    await call('assignTicket', { id: number, body: { team: id } })
    expect(await inUse(id)).toBe(
      'It is in use: agent, the assignment rule Urgent, the policy Plant floor, the settings (defaultTeam), the brand shop (defaultTeam), open tickets. Give them another team first.',
    )
    await call('changeTechnician', { id: people.agent.id, as: 'manager', body: { teams: [] } })
    await call('deleteAssignmentRule', { id: made.body.id, as: 'manager' })
    expect(await inUse(id)).not.toMatch(/agent|rule/)
  })

  it('is refused where somebody comes into it between the look and the deletion', async () => {
    const id = await make()
    desk.before('TransactWrite', () =>
      call('changeTechnician', { id: people.agent.id, as: 'manager', body: { teams: [id] } }),
    )
    expect(await inUse(id)).toContain('agent')
  })
})
