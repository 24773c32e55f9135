import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { skipReasons } from '../../schemas/holiday-import.ts'
import { aDesk, pass } from './support/desk.ts'
import { call } from './support/gateway.ts'
import { aCalendar, christmas, event, file, take, weekly, years } from './support/holidays.ts'

const desk = aDesk()

describe('holidays of a country', () => {
  it('are the public ones of the years asked for, by its names', async () => {
    const id = await aCalendar()
    const { status, headers, body } = await take(id, { country: 'GB', region: 'SCT', ...years(2026) })
    expect([status, headers.etag]).toEqual([200, '"2"'])
    expect(body.added).toContainEqual({ date: '2026-11-30', name: 'St Andrew’s Day' })
    expect(body.added).toContainEqual({ date: '2026-12-28', name: 'Boxing Day (substitute day)' })
    expect(body.added.map(({ name }: { name: string }) => name)).not.toContain("Mother's Day")
    expect(body.calendar).toMatchObject({ version: 2, holidays: body.added })
    const english = await take(id, { country: 'DE', region: 'BY-A', language: 'en', dryRun: true, ...years(2026) })
    // What Augsburg alone has.
    expect(english.body.added).toContainEqual(expect.objectContaining({ date: '2026-08-08' }))
    expect(english.body.added).toContainEqual({ date: '2026-05-01', name: 'Labour Day' })
  })

  it('are others where that is asked for', async () => {
    const id = await aCalendar()
    const { body } = await take(id, { country: 'GB', types: ['observance'], dryRun: true, ...years(2026) })
    expect(body.added.map(({ name }: { name: string }) => name)).toContain("Mother's Day")
    expect(body.added.map(({ name }: { name: string }) => name)).not.toContain('Christmas Day')
  })

  it('that begin the evening before lie on their day, and half days are skipped', async () => {
    const id = await aCalendar()
    const jewish = await take(id, { country: 'IL', language: 'en', dryRun: true, ...years(2026) })
    expect(jewish.body.added).toContainEqual({ date: '2026-09-21', name: 'Day of Atonement (Yom Kippur)' })
    const eid = await take(id, { country: 'SA', language: 'en', dryRun: true, ...years(2026) })
    const dates = eid.body.added.map(({ date }: { date: string }) => date)
    expect(dates).toEqual(expect.arrayContaining(['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22']))
    expect(dates).not.toContain('2026-03-23')
    const chinese = await take(id, { country: 'CN', language: 'en', dryRun: true, ...years(2026) })
    expect(chinese.body.skipped).toContainEqual(
      expect.objectContaining({ date: '2026-03-08', reason: 'part-of-day', because: skipReasons['part-of-day'] }),
    )
  })

  it('of a country or a region that is not known are refused by name', async () => {
    const id = await aCalendar()
    const wrong = async (body: object) => (await take(id, body)).body.errors?.[0]?.path
    expect(await wrong({ country: 'XX' })).toBe('country')
    expect(await wrong({ country: 'gb' })).toBe('country')
    expect(await wrong({ country: 'GB', region: 'BY' })).toBe('region')
    expect(await wrong({ country: 'DE', region: 'BY-ZZZ' })).toBe('region')
    expect(await wrong({ country: 'GB', region: 'constructor' })).toBe('region')
    expect(await wrong({ country: 'GB', ...years(2026, 2046) })).toBe('years')
    expect(await wrong({ country: 'GB', ...years(2027, 2026) })).toBe('years')
    expect(await wrong({ country: 'GB', ics: file(christmas) })).toBe('ics')
    expect(await wrong({})).toBe('ics')
    expect(await wrong({ region: 'ENG', ics: file(christmas) })).toBe('region')
  })

  it('can be chosen from a list', async () => {
    const { body } = await call('listHolidayCountries', { as: 'technician' })
    expect(body.items.length).toBeGreaterThan(200)
    const britain = body.items.find(({ country }: { country: string }) => country === 'GB')
    expect(britain).toMatchObject({ name: 'United Kingdom' })
    expect(britain.regions).toContainEqual({ region: 'SCT', name: 'Scotland' })
    const germany = body.items.find(({ country }: { country: string }) => country === 'DE')
    expect(germany.regions.map(({ region }: { region: string }) => region)).toContain('BY-A')
    const id = await aCalendar()
    for (const { country, regions = [] } of body.items.filter(({ country }: { country: string }) =>
      /C[AHK]|NZ/.test(country),
    ))
      for (const { region } of regions)
        expect([region, (await take(id, { country, region, dryRun: true, ...years(2026) })).status]).toEqual([
          region,
          200,
        ])
  })
})

describe('merged by date', () => {
  const there = [
    { date: '2026-12-24', name: 'Christmas Eve', hours: [{ from: '09:00', to: '12:00' }] },
    { date: '2026-12-25', name: 'Xmas' },
    { date: '2026-12-26', name: 'Boxing Day' },
    { date: '2026-07-01', name: 'Our summer party' },
  ]
  const days = (...given: [string, string][]) =>
    file(...given.map(([date, name], at) => event(`UID:${at}`, `DTSTART;VALUE=DATE:${date}`, `SUMMARY:${name}`)))

  it('each date is added, changed or skipped, and the answer says why', async () => {
    const id = await aCalendar(there)
    const ics = days(
      ['20261224', 'Christmas Eve (bank)'],
      ['20261225', 'Christmas Day'],
      ['20261226', 'Boxing Day'],
      ['20261226', 'St Stephen'],
      ['20261231', 'Old Year'],
      ['20311225', 'Christmas Day'],
    )
    const { body } = await take(id, { ics, ...years(2026) })
    expect(body.added).toEqual([{ date: '2026-12-31', name: 'Old Year' }])
    expect(body.changed).toEqual([{ date: '2026-12-25', name: 'Christmas Day', was: 'Xmas' }])
    expect(body.skipped.map(({ date, reason }: Record<string, string>) => [date, reason])).toEqual([
      ['2026-12-24', 'own-hours'],
      ['2026-12-26', 'there-already'],
      ['2026-12-26', 'same-date'],
      ['2031-12-25', 'outside-years'],
    ])
    expect(body.calendar.holidays).toEqual([
      { date: '2026-07-01', name: 'Our summer party' },
      there[0],
      { date: '2026-12-25', name: 'Christmas Day' },
      { date: '2026-12-26', name: 'Boxing Day' },
      { date: '2026-12-31', name: 'Old Year' },
    ])
  })

  it('once more changes nothing, and makes no version', async () => {
    const id = await aCalendar()
    expect((await take(id, { ics: file(christmas), ...years(2026) })).body.calendar.version).toBe(2)
    const again = await take(id, { ics: file(christmas), ...years(2026) })
    expect(again).toMatchObject({
      headers: { etag: '"2"' },
      body: { added: [], changed: [], calendar: { version: 2 } },
    })
  })

  it('a dry run says the same and changes nothing', async () => {
    const id = await aCalendar(there)
    const before = desk.table.items
    const dry = await take(id, { ics: file(christmas), dryRun: true, ...years(2026) })
    expect(desk.table.items).toEqual(before)
    expect(dry.body).toMatchObject({ dryRun: true, calendar: { version: 1, holidays: there } })
    const done = await take(id, { ics: file(christmas), ...years(2026) })
    const { dryRun: _, calendar: __, ...said } = dry.body
    expect(done.body).toMatchObject({ dryRun: false, ...said })
  })

  it('what somebody has changed meanwhile stays', async () => {
    const id = await aCalendar()
    desk.before('TransactWrite', async () => {
      const { name, timeZone } = { name: 'Renamed', timeZone: 'Europe/Paris' }
      const body = { name, timeZone, weekly, holidays: [{ date: '2026-05-01', name: 'May Day' }] }
      expect((await call('replaceCalendar', { id, as: 'admin', body })).status).toBe(200)
    })
    const { body } = await take(id, { ics: file(christmas), ...years(2026) })
    expect(body.calendar).toMatchObject({ name: 'Renamed', timeZone: 'Europe/Paris', version: 3 })
    expect(body.calendar.holidays.map(({ date }: { date: string }) => date)).toEqual(['2026-05-01', '2026-12-25'])
    const stale = await call('importHolidays', {
      id,
      as: 'manager',
      body: { country: 'GB' },
      headers: { 'if-match': '"1"' },
    })
    expect(stale.status).toBe(412)
  })

  it('without years: this year and the two after it', async () => {
    const id = await aCalendar()
    const yearly = event('UID:1', 'DTSTART;VALUE=DATE:19000101', 'RRULE:FREQ=YEARLY', 'SUMMARY:New Year')
    const { body } = await take(id, { ics: file(yearly) })
    const year = new Date().getUTCFullYear()
    expect(body.years).toEqual({ from: year, to: year + 2 })
    expect(body.added.map(({ date }: { date: string }) => date)).toEqual([0, 1, 2].map((at) => `${year + at}-01-01`))
  })
})

it('an import that comes twice with one key is done once', async () => {
  const id = await aCalendar()
  const asked = {
    id,
    as: 'manager' as const,
    body: { ics: file(christmas), ...years(2026) },
    headers: { 'idempotency-key': 'import-1' },
  }
  const first = await call('importHolidays', asked)
  pass(1000)
  expect(await call('importHolidays', asked)).toMatchObject({ status: 200, text: first.text })
})
