import { describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people, team } from '../../infra/local/people.ts'
import { deskAt, unique } from '../support/desk.ts'
import { inParallel } from '../support/parallel.ts'
import { hire } from '../support/staffing.ts'

const desk = deskAt(readOutputs())
const { call, wrong, ask } = desk
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' }
const late = (technician: string) => ({ technician, from: '2026-11-23T14:00:00Z', until: '2026-11-23T22:00:00Z' })

describe('the rota', () => {
  it('has who is on call, with a stand-in for a while', async () => {
    const [one, other] = [await hire(desk), await hire(desk)]
    const body = {
      ...{ name: unique('nights'), team: team.id, timeZone: 'Europe/London', members: [one.id, other.id] },
      startsOn: '2026-11-23',
    }
    const made = await call('createRotation', 'supervisor', { body })
    expect([made.status, made.text]).toEqual([201, made.text])
    const { id } = made.body
    const at = '2026-11-24T20:00:00Z'
    const onCall = async () => {
      const { items } = (await call('listOnCall', 'technician', { query: { at, team: team.id } })).body
      return items.find(({ rotation }) => rotation === id)
    }
    expect(await onCall()).toMatchObject({ now: { person: one.id }, next: { person: other.id } })
    const standIn = { person: other.id, from: '2026-11-24T19:00:00Z', until: '2026-11-24T21:00:00Z' }
    const { body: after } = await call('addOverride', 'supervisor', { id, body: standIn })
    expect(await onCall()).toMatchObject({
      now: { person: other.id, until: '2026-11-24T21:00:00.000Z' },
      next: { person: one.id },
    })
    await call('removeOverride', 'supervisor', { id, params: { override: after.overrides[0]?.id ?? '' } })
    expect((await onCall())?.now.person).toBe(one.id)
    expect((await call('deleteRotation', 'supervisor', { id })).status).toBe(204)
  })

  it('never has one person in two shifts at once, however many plan them', async () => {
    const { id } = await hire(desk)
    const plan = () => wrong('planShifts', 'supervisor', { body: { shifts: [late(id)] } })
    const answers = await inParallel(8, Array<typeof plan>(8).fill(plan))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)])
    const { items } = (await call('listShifts', 'agent', { query: { ...week, technician: id } })).body
    expect(items).toHaveLength(1)
  })

  it('is read by calendar programs with a link that can be revoked', async () => {
    const { id } = await hire(desk)
    await call('planShifts', 'manager', { body: { shifts: [{ ...late(id), name: 'Late, alone' }] } })
    const { working } = (await call('getTechnicianCalendar', 'agent', { id, query: week })).body
    expect(working).toContainEqual({ from: '2026-11-23T14:00:00.000Z', until: '2026-11-23T22:00:00.000Z' })
    const { path } = (await call('makeCalendarFeed', 'manager', { id })).body
    const secret = path.split('/').at(-1) ?? ''
    const feed = await call('readCalendarFeed', 'nobody', { id: secret })
    expect([feed.status, feed.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(feed.text).toContain('SUMMARY:Late\\, alone\r\n')
    const again = await ask('GET', `/calendar-feeds/${secret}`, { 'if-none-match': feed.headers.get('etag') ?? '' })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await call('revokeCalendarFeed', 'manager', { id })).status).toBe(204)
    expect((await wrong('readCalendarFeed', 'nobody', { id: secret })).status).toBe(404)
    expect((await ask('POST', `/calendar-feeds/${secret}`)).status).toBe(405)
  })

  it('of the demonstration has somebody on call at any time', async () => {
    const { items } = (await call('listOnCall', 'agent')).body
    const nights = items.find(({ name }) => name === 'Nights and weekends')
    const members = [people.networkTechnician.id, people.secondNetworkTechnician.id, people.seniorTechnician.id]
    expect(members).toContain(nights?.now.person)
  })
})
