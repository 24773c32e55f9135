import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { skipReasons } from '../../schemas/holiday-import.ts'
import { aDesk, pass } from './support/desk.ts'
import { call } from './support/gateway.ts'

const desk = aDesk()
const weekly = { mon: [{ from: '09:00', to: '18:00' }], fri: [{ from: '09:00', to: '18:00' }] }
const aCalendar = async (holidays: object[] = []): Promise<string> => {
  const body = { name: 'Office hours', timeZone: 'Europe/London', weekly, holidays }
  return (await call('createCalendar', { as: 'manager', body })).body.id
}
const take = (id: string, body: object) => call('importHolidays', { id, as: 'manager', body })
const years = (from: number, to = from) => ({ years: { from, to } })
const file = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...events, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
const christmas = event('UID:1', 'DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261226', 'SUMMARY:Christmas Day')

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

describe('an iCalendar file', () => {
  const read = async (range: [number, number?], ...events: string[]) => {
    const { body } = await take(await aCalendar(), { ics: file(...events), dryRun: true, ...years(...range) })
    return {
      dates: (body.added ?? []).map(({ date }: { date: string }) => date),
      skipped: (body.skipped ?? []).map(({ reason }: { reason: string }) => reason),
      body,
    }
  }
  const yearly = (start: string, rule: string, ...more: string[]) =>
    event('UID:1', `DTSTART;VALUE=DATE:${start}`, `RRULE:FREQ=YEARLY${rule}`, 'SUMMARY:Feast', ...more)

  it.each<[string, [number, number?], string[], string[]]>([
    [
      'several days in a row',
      [2026],
      [event('DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227')],
      ['2026-12-24', '2026-12-25', '2026-12-26'],
    ],
    [
      'several days by their duration',
      [2026],
      [event('DTSTART;VALUE=DATE:20261224', 'DURATION:P2D')],
      ['2026-12-24', '2026-12-25'],
    ],
    [
      'those of the new year that began in the old',
      [2027],
      [event('DTSTART;VALUE=DATE:20261230', 'DTEND;VALUE=DATE:20270102')],
      ['2027-01-01'],
    ],
    [
      'an end that is no later than its start',
      [2026],
      [event('DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261224')],
      ['2026-12-24'],
    ],
    [
      'midnight to midnight',
      [2026],
      [event('DTSTART;TZID=Europe/London:20261225T000000', 'DTEND;TZID=Europe/London:20261226T000000')],
      ['2026-12-25'],
    ],
    ['every year', [2026, 2028], [yearly('20001225', '')], ['2026-12-25', '2027-12-25', '2028-12-25']],
    ['every other year', [2026, 2030], [yearly('20241225', ';INTERVAL=2')], ['2026-12-25', '2028-12-25', '2030-12-25']],
    ['so many times', [2026, 2030], [yearly('20241225', ';COUNT=4')], ['2026-12-25', '2027-12-25']],
    ['until a day', [2026, 2030], [yearly('20241225', ';UNTIL=20271225')], ['2026-12-25', '2027-12-25']],
    [
      'the fourth Thursday of November',
      [2026, 2027],
      [yearly('20241128', ';BYMONTH=11;BYDAY=4TH')],
      ['2026-11-26', '2027-11-25'],
    ],
    [
      'the last Monday of May',
      [2026, 2027],
      [yearly('20250526', ';BYMONTH=5;BYDAY=-1MO')],
      ['2026-05-25', '2027-05-31'],
    ],
    ['the hundredth day', [2027, 2028], [yearly('20250410', ';BYYEARDAY=100')], ['2027-04-10', '2028-04-09']],
    [
      'the first Monday from a day on',
      [2026, 2027],
      [yearly('20250505', ';BYMONTH=5;BYMONTHDAY=5,6,7,8,9,10,11;BYDAY=MO')],
      ['2026-05-11', '2027-05-10'],
    ],
    [
      'the last weekday of December',
      [2026, 2027],
      [yearly('20251231', ';BYMONTH=12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1')],
      ['2026-12-31', '2027-12-31'],
    ],
    ['leap days only where there are', [2026, 2032], [yearly('20240229', '')], ['2028-02-29', '2032-02-29']],
    [
      'but not when it is left out',
      [2026, 2028],
      [yearly('20251225', '', 'EXDATE;VALUE=DATE:20261225', 'EXDATE:20281225T000000Z')],
      ['2027-12-25'],
    ],
    ['and further dates', [2026], [yearly('20251225', '', 'RDATE;VALUE=DATE:20260601')], ['2026-06-01', '2026-12-25']],
    [
      'moved once',
      [2026, 2027],
      [yearly('20251225', ''), event('UID:1', 'RECURRENCE-ID;VALUE=DATE:20261225', 'DTSTART;VALUE=DATE:20261228')],
      ['2026-12-28', '2027-12-25'],
    ],
  ])('%s', async (_, range, events, dates) => {
    expect((await read(range, ...events)).dates).toEqual(dates)
  })

  it.each<[string, string[], string]>([
    ['has times', [event('DTSTART:20261225T090000Z', 'DTEND:20261225T120000Z')], 'has-times'],
    ['was cancelled', [event('DTSTART;VALUE=DATE:20261225', 'STATUS:CANCELLED')], 'cancelled'],
    ['comes back every week', [event('DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=WEEKLY;BYDAY=FR')], 'rule-unknown'],
    ['comes back by weeks of the year', [yearly('20261225', ';BYWEEKNO=20')], 'rule-unknown'],
    ['has no date', [event('SUMMARY:Some day')], 'no-date'],
    ['has a date that there is not', [event('DTSTART;VALUE=DATE:20260230')], 'no-date'],
    ['never comes back', [yearly('20250230'.replace('0230', '0228'), ';BYMONTH=2;BYMONTHDAY=30')], 'outside-years'],
  ])('what %s is skipped, and the answer says why', async (_, events, reason) => {
    const { dates, skipped } = await read([2026], ...events)
    expect([dates, skipped]).toEqual([[], [reason]])
  })

  it('gives names that can be kept', async () => {
    const [bell, long] = [String.fromCharCode(7), 'é'.repeat(500)]
    const ics = [
      event('DTSTART;VALUE=DATE:20261224', `SUMMARY:  Christmas${bell}\\n Eve\\, ${'x'.repeat(3)} `),
      event('DTSTART;VALUE=DATE:20261225', `SUMMARY:${long}`),
      event('DTSTART;VALUE=DATE:20261226', 'SUMMARY: '),
    ]
    const { body } = await read([2026], ...ics)
    expect(body.added).toEqual([
      { date: '2026-12-24', name: 'Christmas Eve, xxx' },
      { date: '2026-12-25', name: 'é'.repeat(100) },
      { date: '2026-12-26' },
    ])
  })

  it('is read whatever its line ends are, and whatever else it holds', async () => {
    const zone =
      'BEGIN:VTIMEZONE\nTZID:Europe/London\nBEGIN:STANDARD\nDTSTART:19701025T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nEND:STANDARD\nEND:VTIMEZONE'
    const ics = `\uFEFF${file(zone, christmas).replaceAll('\r\n', '\n')}`
    const { body } = await take(await aCalendar(), { ics, dryRun: true, ...years(2026) })
    expect(body.added).toEqual([{ date: '2026-12-25', name: 'Christmas Day' }])
  })

  const much = 180_000
  const many = (one: string) => one.repeat(Math.floor(much / one.length))
  it.each<[string, string]>([
    ['nothing', ' '],
    ['no text of that kind', '{"holidays":[]}'],
    ['a page', '<html><body>Not found</body></html>'],
    ['half a file', file(christmas).slice(0, -20)],
    ['another calendar of things', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Nobody\r\nEND:VCARD\r\n'],
    ['no events', file()],
    ['an end without a beginning', 'END:VCALENDAR\r\nEND:VCALENDAR\r\n'],
    ['a rule that is none', file(event('DTSTART;VALUE=DATE:20261225', 'RRULE:FREQ=NEVER'))],
    ['components without end', `BEGIN:VCALENDAR\r\n${many('BEGIN:A\n')}`],
    ['components within components', `BEGIN:VCALENDAR\r\n${many('BEGIN:A\nEND:A\n')}END:VCALENDAR`],
    ['deep components', `BEGIN:VCALENDAR\r\n${'BEGIN:A\r\n'.repeat(12_000)}${'END:A\r\n'.repeat(12_000)}END:VCALENDAR`],
    [
      'rules over rules',
      file(
        ...Array.from({ length: 1500 }, (_, at) =>
          yearly('01000101', `;COUNT=9999;BYMONTHDAY=30;BYMONTH=2`).replace('UID:1', `UID:${at}`),
        ),
      ),
    ],
    [
      'long stretches over and over',
      file(...Array.from({ length: 1500 }, () => event('DTSTART;VALUE=DATE:20260101', 'DURATION:P9999D'))),
    ],
  ])('that is %s is refused in a moment', async (_, ics) => {
    const id = await aCalendar()
    const began = performance.now()
    const { status, body } = await take(id, { ics, ...years(2026, 2045) })
    expect([status, body.errors?.[0]?.path]).toEqual([400, 'ics'])
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it.each<[string, string]>([
    ['parameters', file(christmas.replace('SUMMARY', `X-A${many(';a=b').slice(0, 200_000)}:x\r\nSUMMARY`))],
    ['folds', file(christmas.replace('Day', `Day${'\r\n a'.repeat(40_000)}`))],
    ['names of what every object has', file(christmas, '__PROTO__;__proto__=x;constructor=y:z', 'CONSTRUCTOR:1')],
    ['days of the week', file(yearly('20261225', `;BYDAY=${many('1MO,').slice(0, 200_000)}1MO`))],
    [
      'days of the year',
      file(
        ...Array.from({ length: 20 }, () =>
          yearly('20261225', `;BYYEARDAY=${Array.from({ length: 366 }, (_, at) => at + 1)}`),
        ),
      ),
    ],
  ])('with very many %s is read, or refused, in a moment', async (_, ics) => {
    const id = await aCalendar()
    const began = performance.now()
    const { status } = await take(id, { ics, dryRun: true, ...years(2026, 2027) })
    expect([200, 400]).toContain(status)
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('that closes every day of a year is refused, and so is more than a calendar can hold', async () => {
    const id = await aCalendar()
    const always = event('DTSTART;VALUE=DATE:20260101', 'DURATION:P366D', 'RRULE:FREQ=YEARLY')
    const closed = await take(id, { ics: file(always), ...years(2026, 2028) })
    expect(closed.body.errors?.[0]).toMatchObject({ path: 'ics' })
    const crowd = await take(id, { ics: file(always), ...years(2030, 2039) })
    expect(crowd.body.errors?.[0]).toMatchObject({ path: 'ics', expected: expect.stringContaining('1000') })
  })

  it('of more than a body may have is too large', async () => {
    const big = file(...Array.from({ length: 5000 }, () => christmas))
    expect((await take(await aCalendar(), { ics: big })).status).toBe(413)
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
