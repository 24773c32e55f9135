import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { aDesk } from './support/desk.ts'
import { call } from './support/gateway.ts'

const desk = aDesk()
const make = async (name = 'Office hours'): Promise<string> => {
  const weekly = { mon: [{ from: '09:00', to: '18:00' }] }
  const body = { name, timeZone: 'Europe/London', weekly }
  return (await call('createCalendar', { as: 'manager', body })).body.id
}
const remove = (id: string) => call('deleteCalendar', { id, as: 'manager' })
const setting = (body: object) => call('changeSettings', { as: 'admin', body })

describe('a calendar in use', () => {
  const policy = (calendar: string) => ({
    as: 'manager' as const,
    body: { name: 'Plant floor', calendar, targets: { high: { response: 'PT1H' } } },
  })
  it('by a policy is not taken away', async () => {
    const id = await make()
    const { body } = await call('createSlaPolicy', policy(id))
    const refused = await remove(id)
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      'It is in use: the policy Plant floor. Give them another calendar first.',
    ])
    expect((await call('deleteSlaPolicy', { id: body.id, as: 'manager' })).status).toBe(204)
    expect((await remove(id)).status).toBe(204)
  })

  const hours = (calendar: string) => ({
    as: 'supervisor' as const,
    body: {
      name: 'By night',
      conditions: { time: { is: 'outside', calendar } },
      target: { anybody: 'best-match' },
    },
  })
  it('by an assignment rule is not taken away, whether the rule is on or off', async () => {
    const id = await make()
    const { body } = await call('createAssignmentRule', hours(id))
    await call('changeAssignmentRule', { id: body.id, as: 'supervisor', body: { enabled: false } })
    expect((await remove(id)).body.detail).toBe('It is in use: the rule By night. Give them another calendar first.')
    expect((await call('deleteAssignmentRule', { id: body.id, as: 'manager' })).status).toBe(204)
    expect((await remove(id)).status).toBe(204)
  })

  it('by the settings or a brand is not taken away', async () => {
    const id = await make()
    await setting({ openHours: id, brands: { repairs: { name: 'Repairs', openHours: id } } })
    expect((await remove(id)).body.detail).toContain('the settings (openHours), the brand repairs (openHours)')
    await setting({ openHours: null, brands: { repairs: { openHours: 'always' } } })
    expect((await remove(id)).status).toBe(204)
  })

  const rarely = { mon: [{ from: '09:00', to: '09:01' }] }
  const weeks = { name: 'Plant floor', targets: { low: { response: 'PT1S', resolution: 'PT9999M' } } }
  const change = (id: string, weekly: object) =>
    call('replaceCalendar', { id, as: 'manager', body: { name: 'Office hours', timeZone: 'Europe/London', weekly } })

  it('by a policy is not given hours in which its targets are never due', async () => {
    const id = await make()
    await call('createSlaPolicy', { as: 'manager', body: { ...weeks, calendar: id } })
    expect((await change(id, rarely)).body.errors).toMatchObject([
      { path: 'weekly', message: 'would leave targets of the policy Plant floor never due: low.resolution' },
    ])
    expect((await change(id, { tue: [{ from: '09:00', to: '10:00' }] })).status).toBe(200)
  })

  it('is not given them while a policy begins to use it, nor used while it is given them', async () => {
    for (const first of ['policy', 'calendar']) {
      const id = await make(`For the ${first}`)
      const save = () => call('createSlaPolicy', { as: 'manager', body: { ...weeks, calendar: id } })
      const body = { name: `For the ${first}`, timeZone: 'Europe/London', weekly: rarely }
      const edit = () => call('replaceCalendar', { id, as: 'manager', body })
      let won = 0
      desk.before('TransactWrite', async () => {
        won = (await (first === 'policy' ? save() : edit())).status
      })
      const lost = await (first === 'policy' ? edit() : save())
      expect([won, lost.status]).toEqual([first === 'policy' ? 201 : 200, 400])
    }
  })

  it('comes into use by settings only if it is there', async () => {
    const nobodys = 'cal_01JD00000000000000000NE0NE'.replace('NE0NE', 'NENNE')
    const refused = await setting({ openHours: nobodys, brands: { repairs: { name: 'R', openHours: nobodys } } })
    expect([refused.status, refused.body.errors.map(({ path }: { path: string }) => path)]).toEqual([
      400,
      ['openHours', 'brands.repairs.openHours'],
    ])
    expect((await setting({ openHours: 'sometimes' })).status).toBe(400)
  })

  it.each([
    ['a policy', (id: string) => call('createSlaPolicy', policy(id)), 201],
    ['a rule', (id: string) => call('createAssignmentRule', hours(id)), 201],
    ['the settings', (id: string) => setting({ openHours: id }), 200],
  ])('is not taken away while %s begins to use it', async (_, use, done) => {
    const id = await make()
    let used = 0
    desk.before('TransactWrite', async () => {
      used = (await use(id)).status
    })
    const removed = await remove(id)
    expect([used, removed.status]).toEqual([done, 409])
    expect((await call('getCalendar', { id })).status).toBe(200)
  })

  it.each([
    ['a policy', (id: string) => call('createSlaPolicy', policy(id))],
    ['a rule', (id: string) => call('createAssignmentRule', hours(id))],
    ['the settings', (id: string) => setting({ openHours: id })],
  ])('that goes is not used by %s that is being saved', async (_, use) => {
    const id = await make()
    await setting({ autoCloseAfter: 'P5D' })
    let removed = 0
    desk.before('TransactWrite', async () => {
      removed = (await remove(id)).status
    })
    const used = await use(id)
    expect([removed, used.status]).toEqual([204, 400])
    expect((await call('listSlaPolicies')).text).not.toContain(id)
    expect((await call('listAssignmentRules')).text).not.toContain(id)
    expect((await call('getSettings')).body.openHours).toBe('always')
  })
})
