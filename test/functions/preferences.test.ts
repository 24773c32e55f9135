import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { type Caller, people } from '../support/people.ts'
import { at, hour } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const read = (as: Caller, id = 'me') => call('getNotificationPreferences', { as, id })
const put = (as: Caller, body: unknown, more: { id?: string; headers?: Record<string, string> } = {}) =>
  call('putNotificationPreferences', { as, id: 'me', body, ...more })

describe('what somebody wants to be told', () => {
  it('is as it comes until they say something, and then what they said, all of it', async () => {
    const first = await read('technician')
    expect(first.body).toMatchObject({ id: people.technician.id, version: 0, notices: { moved: 'now', atRisk: 'off' } })
    const given = { notices: { moved: 'digest' }, quietHours: { from: '20:00', to: '07:00' }, language: 'de' }
    const second = await put('technician', given, { headers: { 'if-match': first.headers.etag ?? '' } })
    expect(second.body).toMatchObject({ ...given, version: 1, notices: { moved: 'digest', answered: 'now' } })
    pass(hour)
    expect((await put('technician', given)).body).toMatchObject({ version: 1 })
    const third = await put('technician', { quietHours: 'none' })
    expect(third.body).toMatchObject({ version: 2, quietHours: 'none', notices: { moved: 'now' }, updatedAt: at(hour) })
    expect(third.body).not.toHaveProperty('language')
    expect((await read('technician')).body).toEqual(third.body)
  })

  it('is not written over by who has read what was before', async () => {
    const { headers } = await read('agent')
    await put('agent', { language: 'de' })
    const late = await put('agent', { language: 'en' }, { headers: { 'if-match': headers.etag ?? '' } })
    expect([late.status, kindOf(late)]).toEqual([412, 'stale'])
    expect((await read('agent')).body.language).toBe('de')
  })

  it.each<[Caller, string, number]>([
    ['manager', people.technician.id, 200],
    ['admin', people.customer.id, 200],
    ['manager', people.partner.id, 404],
    ['manager', 'per_0000000000000000000000NNNE', 404],
    ['supervisor', people.technician.id, 404],
    ['agent', people.customer.id, 404],
    ['technician', people.technician.id, 200],
    ['customer', people.colleague.id, 404],
    ['customer', people.customer.id, 200],
    ['customer', people.technician.id, 404],
  ])('%s asks for that of %s, and says it: %i', async (as, id, status) => {
    expect((await read(as, id)).status).toBe(status)
    expect((await put(as, {}, { id })).status).toBe(status)
  })

  it.each([
    [{ notices: { breached: 'off' } }, 'notices.breached', 'now, digest'],
    [{ notices: { opened: 'digest' } }, 'notices.opened', 'now, off'],
    [{ notices: { atRisk: 'now' } }, 'notices.atRisk', 'digest, off'],
    [{ quietHours: { from: '20:00', to: '20:00' } }, 'quietHours.to', 'another time of day'],
    [{ digestAt: '25:00' }, 'digestAt', undefined],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone', 'an IANA name, as Europe/London'],
    [{ language: 'fr' }, 'language', 'en, de'],
  ])('%j is refused by its field', async (body, path, expected) => {
    const { status, body: problem } = await put('technician', body)
    expect([status, problem.errors[0].path]).toEqual([400, path])
    if (expected) expect(problem.errors[0].expected).toBe(expected)
  })

  it('has the first digest due with it, for whoever wants one every day', async () => {
    await put('technician', { notices: { atRisk: 'digest' }, digestAt: '07:00' })
    const key = keys.notice(`digest.${people.technician.id}`, people.technician.id)
    expect(desk.table.find(key)).toMatchObject({ waitsUntil: at(21 * hour) })
    // To customers nothing of theirs is at risk.
    await put('customer', { notices: { atRisk: 'digest' } })
    expect(desk.table.find(keys.notice(`digest.${people.customer.id}`, people.customer.id))).toBeUndefined()
  })

  it('goes with whoever is erased', async () => {
    const { body } = await call('createContact', { as: 'admin', body: { name: 'Reception' } })
    expect((await put('manager', { language: 'de' }, { id: body.id })).status).toBe(200)
    expect(desk.table.find(keys.preferences(body.id))).toBeDefined()
    expect((await call('eraseContact', { as: 'admin', id: body.id })).status).toBe(202)
    expect(desk.table.find(keys.preferences(body.id))).toBeUndefined()
  })
})
