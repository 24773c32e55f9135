import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { aDesk } from './support/desk.ts'
import { call } from './support/gateway.ts'

const desk = aDesk()
const make = async (): Promise<string> => {
  const weekly = { mon: [{ from: '09:00', to: '18:00' }] }
  const body = { name: 'Office hours', timeZone: 'Europe/London', weekly }
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

  it('by the settings or a brand is not taken away', async () => {
    const id = await make()
    await setting({ openHours: id, brands: { repairs: { name: 'Repairs', openHours: id } } })
    expect((await remove(id)).body.detail).toContain('the settings (openHours), the brand repairs (openHours)')
    await setting({ openHours: null, brands: { repairs: { openHours: 'always' } } })
    expect((await remove(id)).status).toBe(204)
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
    expect((await call('getSettings')).body.openHours).toBe('always')
  })
})
