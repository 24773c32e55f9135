import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { aDesk } from './support/desk.ts'
import { aCalendar, christmas, event, file, take, years } from './support/holidays.ts'

aDesk()

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
    ['comes back by two rules', [yearly('20261225', '', 'RRULE:FREQ=YEARLY;BYMONTH=1')], 'rule-unknown'],
    ['comes back but for a rule', [yearly('20261225', '', 'EXRULE:FREQ=YEARLY;INTERVAL=2')], 'rule-unknown'],
    ['is left out by a rule', [event('DTSTART;VALUE=DATE:20261225', 'EXRULE:FREQ=YEARLY')], 'rule-unknown'],
    ['comes back every 0 years', [yearly('20261225', ';INTERVAL=0')], 'rule-unknown'],
    ['comes back backwards', [yearly('20261225', ';interval=-2;BYMONTH=12')], 'rule-unknown'],
    ['comes back every 0 years, on two lines', [yearly('20261225', ';INTER\r\n VAL=0')], 'rule-unknown'],
    [
      'comes back every 0 years, said first',
      [event('DTSTART;VALUE=DATE:20261225', 'RRULE:INTERVAL=0;FREQ=YEARLY')],
      'rule-unknown',
    ],
    ['comes back every few years', [yearly('20261225', ';INTERVAL=few')], 'rule-unknown'],
    ['comes back until some day', [yearly('20261225', ';UNTIL=20260230')], 'rule-unknown'],
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
