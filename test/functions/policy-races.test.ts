import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import {
  aCalendar,
  drop,
  ids,
  listed,
  made,
  measuredBy,
  order,
  own,
  promise,
  replace,
  wrong,
} from './support/policies.ts'

const desk = aDesk()
const eventsOf = (id: string) =>
  desk.table.filter(({ pk, sk }) => pk === `SLA-POLICY#${id}` && String(sk).startsWith('EVENT#'))

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
