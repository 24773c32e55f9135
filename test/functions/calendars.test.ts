import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { toMs } from '../../domain/time.ts'
import { calendarVersion, hoursNow, hoursOfVersion } from '../../functions/platform/table/calendars.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const day = [{ from: '09:00', to: '18:00' }]
const office = {
  name: 'Office hours',
  timeZone: 'Europe/London',
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [{ from: '10:00', to: '14:00' }] },
  holidays: [
    { date: '2026-12-25', name: 'Christmas Day' },
    { date: '2026-12-24', name: 'Christmas Eve', hours: [{ from: '09:00', to: '12:00' }] },
  ],
}
const make = async (more: object = {}): Promise<string> => {
  const { status, body, text } = await call('createCalendar', { as: 'manager', body: { ...office, ...more } })
  expect([status, text]).toEqual([201, text])
  return body.id
}
const replace = (id: string, body: object, headers = {}) =>
  call('replaceCalendar', { id, as: 'manager', body, headers })
const remove = (id: string) => call('deleteCalendar', { id, as: 'manager' })
const setting = (body: object) => call('changeSettings', { as: 'admin', body })
const openings = async (id: string, query: Record<string, string>) => (await call('listOpenings', { id, query })).body
const eventsOf = (id: string) =>
  desk.table.filter(({ pk, type }) => pk === `CALENDAR#${id}` && type !== undefined).map(({ type }) => type)
const versionsOf = (id: string) =>
  desk.table.filter(({ pk, sk }) => pk === `CALENDAR#${id}` && String(sk).startsWith('VERSION#'))

describe('a calendar', () => {
  it('is made, read, replaced and taken away, and tells of it', async () => {
    const id = await make()
    expect(await call('getCalendar', { id, as: 'technician' })).toMatchObject({
      headers: { etag: '"1"' },
      body: { ...office, version: 1 },
    })
    expect((await call('listCalendars')).body.items).toMatchObject([{ id, name: 'Office hours' }])
    const replaced = await replace(id, { ...office, holidays: [] }, { 'if-match': '"1"' })
    expect(replaced).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { holidays: [], version: 2 } })
    const stale = await replace(id, office, { 'if-match': '"1"' })
    expect(stale).toMatchObject({ status: 412, body: { changes: [{ type: 'calendar.updated', version: 2 }] } })
    expect((await remove(id)).status).toBe(204)
    expect((await call('getCalendar', { id })).status).toBe(404)
    expect((await remove(id)).status).toBe(404)
    expect(eventsOf(id)).toEqual(['calendar.created', 'calendar.updated', 'calendar.deleted'])
  })

  it('leaves a version that never changes with each change, also when it is gone', async () => {
    const id = await make()
    const [opens, later] = [toMs('2026-11-23T09:00:00.000Z'), toMs('2026-11-23T10:00:00.000Z')]
    await replace(id, { ...office, weekly: { mon: [{ from: '10:00', to: '12:00' }] } })
    expect((await hoursNow(id as never)).nextOpening(opens)).toBe(later)
    await remove(id)
    expect(versionsOf(id).map(({ sk }) => sk)).toEqual(['VERSION#000001', 'VERSION#000002'])
    expect(await calendarVersion({ id, version: 1 })).toMatchObject({ ...office, version: 1 })
    expect((await hoursOfVersion({ id, version: 1 })).nextOpening(opens)).toBe(opens)
    expect((await hoursOfVersion({ id, version: 2 })).nextOpening(opens)).toBe(later)
    await expect(calendarVersion({ id, version: 3 })).rejects.toThrow('is not there')
  })

  it('makes no version of what changes nothing, or only the order of what it says', async () => {
    const id = await make()
    const same = await replace(id, {
      ...office,
      weekly: { ...office.weekly, sun: [] },
      holidays: office.holidays.toReversed(),
    })
    expect(same).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: { version: 1 } })
    expect(versionsOf(id)).toHaveLength(1)
    expect(eventsOf(id)).toEqual(['calendar.created'])
  })

  it('takes what was read; what else is said of it is refused by name', async () => {
    const id = await make()
    const { body } = await call('getCalendar', { id })
    const noon = { ...body, weekly: { mon: [{ from: '09:00', to: '12:00' }] } }
    expect(await replace(id, noon)).toMatchObject({ status: 200, body: { ...noon, version: 2 } })
    const late = await replace(id, { ...noon, name: 'Late' })
    expect(late).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'version', expected: 'nothing, or what it is now: 2' }] },
    })
    expect((await replace(id, { ...noon, name: 'Late' }, { 'if-match': '"1"' })).status).toBe(412)
    expect((await replace('always', (await call('getCalendar', { id: 'always' })).body)).status).toBe(409)
  })

  it('is called as no other is', async () => {
    const id = await make()
    const again = await call('createCalendar', { as: 'admin', body: { ...office, name: '  OFFICE hours' } })
    expect([again.status, again.body.errors]).toEqual([
      409,
      [{ path: 'name', message: 'is taken', expected: 'one that nobody else has' }],
    ])
    const other = await make({ name: 'Night shift' })
    expect((await replace(other, office)).status).toBe(409)
    await remove(id)
    expect((await replace(other, office)).body).toMatchObject({ name: 'Office hours' })
  })

  it('is listed page by page', async () => {
    for (const name of ['One', 'Two', 'Three']) await make({ name })
    const first = await call('listCalendars', { query: { limit: '2' } })
    const rest = await call('listCalendars', { query: { limit: '2', cursor: first.body.next } })
    expect([...first.body.items, ...rest.body.items].map(({ name }) => name).toSorted()).toEqual([
      'One',
      'Three',
      'Two',
    ])
    expect(rest.body.next).toBeUndefined()
  })
})

describe('refused by the field that is wrong', () => {
  const dates = (from: string, days: number) =>
    Array.from({ length: days }, (_, at) => ({
      date: new Date(Date.parse(from) + at * 86_400_000).toISOString().slice(0, 10),
    }))
  it.each([
    ['an unknown zone', { timeZone: 'Europe/Nowhere' }, 'timeZone', 'is not a time zone'],
    ['an offset for a zone', { timeZone: '+01:00' }, 'timeZone', 'is not a time zone'],
    ['backwards', { weekly: { mon: [{ from: '18:00', to: '09:00' }] } }, 'weekly.mon.0', 'ends before it begins'],
    ['nothing', { weekly: { mon: [{ from: '09:00', to: '09:00' }] } }, 'weekly.mon.0', 'ends before it begins'],
    [
      'overlapping',
      {
        weekly: {
          mon: [
            { from: '12:00', to: '18:00' },
            { from: '09:00', to: '12:01' },
          ],
        },
      },
      'weekly.mon',
      'overlap',
    ],
    ['no weekly hours', { weekly: { mon: [] } }, 'weekly', 'never opens'],
    ['hours on holidays only', { weekly: {} }, 'weekly', 'never opens'],
    [
      'a date twice',
      { holidays: [{ date: '2026-12-25' }, { date: '2026-12-25', name: 'Again' }] },
      'holidays',
      'names a date twice',
    ],
    ['a date that there is not', { holidays: [{ date: '2026-02-30' }] }, 'holidays.0.date', 'is not a date'],
    [
      'every opening of the next year taken away',
      { weekly: { mon: day }, holidays: dates('2026-01-01T00:00:00Z', 800) },
      'holidays',
      'takes every opening of the next year away',
    ],
    [
      'more than there is room for',
      { holidays: dates('2026-01-01T00:00:00Z', 1000).map((one) => ({ ...one, name: 'x'.repeat(100) })) },
      'holidays',
      'is too much',
    ],
    ['a field that is none', { colour: 'red' }, 'colour', 'is not known here'],
  ])('%s', async (_, wrong, path, message) => {
    for (const name of ['createCalendar', 'replaceCalendar'] as const) {
      const id = name === 'createCalendar' ? 'none' : await make()
      const { status, body } = await call(name, { id, as: 'manager', body: { ...office, ...wrong } })
      expect([status, body.errors]).toEqual([400, [expect.objectContaining({ path, message })]])
    }
  })

  it('touching intervals are fine, and those up to 24:00', async () => {
    const weekly = {
      mon: [
        { from: '09:00', to: '12:00' },
        { from: '12:00', to: '24:00' },
      ],
    }
    expect(await make({ weekly })).toMatch(/^cal_/)
  })
})

describe('open hours of the desk', () => {
  const waiting = async (number: string) => {
    await call('startTicket', { id: number })
    await call('pauseTicket', { id: number, body: { status: 'pending_customer', reason: 'Which one?' } })
    return desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' })?.wakeAt
  }

  it('are a calendar as it is now: reminders count its time', async () => {
    const id = await make({ weekly: { mon: day }, holidays: [] })
    await setting({ openHours: id, reminderAfter: 'PT1H', brands: { repairs: { name: 'R', openHours: 'always' } } })
    const first = await aTicket()
    const monday = (await openings(id, { from: new Date().toISOString(), count: '1' })).items[0].from
    expect(await waiting(first)).toBe(new Date(toMs(monday) + 3_600_000).toISOString())
    await replace(id, { ...office, weekly: { tue: day }, holidays: [] })
    const tuesday = (await openings(id, { from: new Date().toISOString(), count: '1' })).items[0].from
    expect(await waiting(await aTicket())).toBe(new Date(toMs(tuesday) + 3_600_000).toISOString())
    const repairs = await aTicket({ brand: 'repairs' }, 'agent')
    expect(await waiting(repairs)).toBe(new Date(Date.now() + 3_600_000).toISOString())
  })
})

describe('openings', () => {
  it('are the next ten, with the holidays that have a say in them', async () => {
    const id = await make()
    const { items, openAt, timeZone } = await openings(id, { from: '2026-12-23T17:00:00Z' })
    expect([items.length, openAt, timeZone]).toEqual([10, true, 'Europe/London'])
    expect(items.slice(0, 4)).toEqual([
      {
        from: '2026-12-23T17:00:00.000Z',
        to: '2026-12-23T18:00:00.000Z',
        local: { from: '2026-12-23T17:00', to: '2026-12-23T18:00' },
      },
      {
        from: '2026-12-24T09:00:00.000Z',
        to: '2026-12-24T12:00:00.000Z',
        local: { from: '2026-12-24T09:00', to: '2026-12-24T12:00' },
        holidays: [{ date: '2026-12-24', name: 'Christmas Eve', open: true }],
      },
      {
        from: '2026-12-26T10:00:00.000Z',
        to: '2026-12-26T14:00:00.000Z',
        local: { from: '2026-12-26T10:00', to: '2026-12-26T14:00' },
        holidays: [{ date: '2026-12-25', name: 'Christmas Day', open: false }],
      },
      {
        from: '2026-12-28T09:00:00.000Z',
        to: '2026-12-28T18:00:00.000Z',
        local: { from: '2026-12-28T09:00', to: '2026-12-28T18:00' },
      },
    ])
  })

  it('of a calendar that is not saved are the same, and wrong ones are refused', async () => {
    const id = await make()
    const { name: _, ...hours } = office
    const query = { from: '2026-12-23T17:00:00Z', count: '5' }
    expect((await call('previewCalendar', { query, body: hours })).body).toEqual(await openings(id, query))
    const refused = await call('previewCalendar', { body: { ...hours, weekly: {} } })
    expect([refused.status, refused.body.errors[0].path]).toEqual([400, 'weekly'])
    expect(desk.table.filter(({ pk }) => pk === 'CALENDARS')).toHaveLength(1)
  })

  it('follow the wall where clocks change', async () => {
    const id = await make({ weekly: { sun: [{ from: '00:00', to: '24:00' }] }, holidays: [] })
    expect((await openings(id, { from: '2026-03-28T12:00:00Z', count: '2' })).items).toMatchObject([
      { from: '2026-03-29T00:00:00.000Z', to: '2026-03-29T23:00:00.000Z', local: { to: '2026-03-30T00:00' } },
      { from: '2026-04-04T23:00:00.000Z', to: '2026-04-05T23:00:00.000Z' },
    ])
  })

  it('of what never closes have no end', async () => {
    const query = { from: '2026-11-21T10:00:00+01:00' }
    const local = { from: '2026-11-21T09:00' }
    const endless = { openAt: true, items: [{ from: '2026-11-21T09:00:00.000Z', local }] }
    expect(await openings('always', query)).toEqual({ timeZone: 'UTC', ...endless })
    const whole = [{ from: '00:00', to: '24:00' }]
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
    const weekly = Object.fromEntries(days.map((day) => [day, whole]))
    const id = await make({ weekly, holidays: [] })
    expect(await openings(id, query)).toEqual({ timeZone: 'Europe/London', ...endless })
  })

  it('of nothing are not found', async () => {
    expect((await call('listOpenings', { id: 'cal_none' })).status).toBe(404)
  })
})

it('always is read, and belongs to nobody', async () => {
  expect((await call('getCalendar', { id: 'always', headers: { 'if-none-match': '"1"' } })).status).toBe(304)
  expect((await call('getCalendar', { id: 'always' })).body).toMatchObject({ id: 'always', name: 'Always open' })
  expect(kindOf(await replace('always', office))).toBe('conflict')
  expect(kindOf(await remove('always'))).toBe('conflict')
  const imported = await call('importHolidays', { id: 'always', as: 'manager', body: { country: 'GB' } })
  expect(kindOf(imported)).toBe('conflict')
})
