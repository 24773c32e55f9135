import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { type Caller, people, teams } from '../support/people.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

const desk = aDesk()
const urgent = { name: 'Urgent', filter: { open: true, priority: ['urgent'] } }

async function aView(given: object = {}, as: Caller = 'agent') {
  const { status, body } = await call('createView', { as, body: { ...urgent, ...given } })
  expect(status).toBe(201)
  return body
}
const seenBy = async (as: Caller) => (await call('listViews', { as })).body.items.map(({ id }: { id: string }) => id)

describe('a view', () => {
  it('is kept with what nobody said as it usually is, and read again', async () => {
    const view = await aView()
    expect(view).toMatchObject({
      ...urgent,
      owner: people.agent.id,
      sort: { by: 'created', order: 'desc' },
      columns: expect.arrayContaining(['number', 'title']),
      version: 1,
    })
    expect((await call('getView', { id: view.id })).body).toEqual(view)
    expect(await seenBy('agent')).toEqual([view.id])
  })

  it("is its maker's alone, to everybody else as if it were not there", async () => {
    const { id } = await aView()
    for (const as of ['supervisor', 'manager', 'admin', 'technician'] as const) {
      expect(await seenBy(as)).toEqual([])
      for (const name of ['getView', 'listViewTickets', 'deleteView'] as const) {
        expect((await call(name, { as, id })).status).toBe(404)
      }
      expect((await call('updateView', { as, id, body: { name: 'Mine' } })).status).toBe(404)
    }
  })

  it('of a team is seen by the team, and changed by who leads it', async () => {
    const { id } = await aView({ team: teams.north }, 'supervisor')
    for (const as of ['supervisor', 'technician', 'teammate', 'manager', 'admin'] as const) {
      expect(await seenBy(as)).toEqual([id])
      expect((await call('listViewTickets', { as, id })).status).toBe(200)
    }
    for (const as of ['otherTechnician', 'agent'] as const) {
      expect(await seenBy(as)).toEqual([])
      expect((await call('getView', { as, id })).status).toBe(404)
    }
    expect((await call('updateView', { as: 'technician', id, body: { name: 'Ours' } })).status).toBe(403)
    expect((await call('deleteView', { as: 'teammate', id })).status).toBe(403)
    expect((await call('updateView', { as: 'manager', id, body: { name: 'Ours' } })).status).toBe(200)
    expect((await call('deleteView', { as: 'supervisor', id })).status).toBe(204)
    expect(await seenBy('technician')).toEqual([])
  })

  it.each([
    ['technician', teams.north, 403],
    ['agent', teams.north, 403],
    ['supervisor', teams.south, 403],
    ['manager', teams.south, 201],
    ['manager', 'tea_00000000000000000000NOBODY', 400],
  ] as const)('by a %s for the team %s is answered %i', async (as, team, expected) => {
    expect((await call('createView', { as, body: { ...urgent, team } })).status).toBe(expected)
  })

  it('is changed in what is said, and stays as it is in the rest', async () => {
    const view = await aView({ sort: { by: 'due', order: 'asc' }, columns: ['title'] })
    pass(1000)
    const { body } = await call('updateView', { id: view.id, body: { filter: { open: null, team: ['mine'] } } })
    expect(body).toEqual({
      ...view,
      filter: { priority: ['urgent'], team: ['mine'] },
      version: 2,
      updatedAt: body.updatedAt,
    })
  })

  it.each<[object, string]>([
    [{ filter: { colour: 'red' } }, 'filter.colour'],
    [{ filter: { 'custom.floor': '2' } }, 'filter.custom.floor'],
    [{ filter: { custom: { floor: '2' } } }, 'filter.custom.floor'],
    [{ filter: { priority: ['soon'] } }, 'filter.priority.0'],
    [{ sort: { by: 'rank', order: 'asc' } }, 'sort.by'],
    [{ columns: [] }, 'columns'],
    [{ columns: ['title', 'title'] }, 'columns'],
    [{ name: ' ' }, 'name'],
    [{ owner: people.admin.id }, 'owner'],
  ])('is refused with %j, new or changed', async (wrong, path) => {
    const { id } = await aView()
    const made = await call('createView', { body: { ...urgent, ...wrong } })
    const changed = await call('updateView', { id, body: wrong })
    for (const { status, body } of [made, changed]) {
      expect([status, body.errors?.[0].path]).toEqual([400, path])
    }
  })

  it('is told apart from what somebody else made of it meanwhile', async () => {
    const { id } = await aView()
    await call('updateView', { id, body: { name: 'First' } })
    const stale = await call('updateView', { id, body: { name: 'Second' }, headers: { 'if-match': '"1"' } })
    expect(stale.status).toBe(412)
    expect(stale.body.changes).toMatchObject([{ fields: ['name'] }])
  })

  it('is made once for one key, however often it is asked for', async () => {
    const headers = { 'idempotency-key': 'view-1' }
    const [first, second] = [
      await call('createView', { body: urgent, headers }),
      await call('createView', { body: urgent, headers }),
    ]
    expect(second?.body).toEqual(first?.body)
    expect((await seenBy('agent')).length).toBe(1)
  })

  it('is one of a hundred at most', async () => {
    for (let at = 0; at < 100; at += 1) await aView({ name: `View ${at}` })
    expect((await call('createView', { body: urgent })).status).toBe(409)
    await aView({ team: teams.north }, 'manager')
  })

  it('shows each caller what they may see of it', async () => {
    const { id } = await aView({ team: teams.north, filter: { priority: ['urgent'], open: true } }, 'manager')
    for (const priority of ['urgent', 'urgent', 'low']) await aTicket({ priority })
    const other = await aTicket({ priority: 'urgent' })
    await call('assignTicket', { as: 'manager', id: other, body: { team: teams.south } })
    for (const [as, expected] of [
      ['manager', 3],
      ['technician', 2],
    ] as const) {
      expect((await call('listViewTickets', { as, id })).body.items.length).toBe(expected)
    }
  })

  it('leaves its changes in the outbox, without its words', async () => {
    const { id } = await aView({ name: 'A secret name' })
    const [event] = desk.table.filter(({ type }) => type === 'view.created')
    expect(event).toMatchObject({ subject: { kind: 'view', id }, data: { version: 1, fields: [] } })
    expect(JSON.stringify(event?.data)).not.toContain('secret')
  })
})
