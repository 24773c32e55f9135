import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { presenceAt, type Worker, workingTime } from '../../domain/availability.ts'
import { businessTime } from '../../domain/business-time.ts'
import { always } from '../../domain/hours.ts'
import type { Calendar } from '../../schemas/calendar.ts'
import { aCase, aMoment } from './support/calendars.ts'
import { slowHours } from './support/slow-hours.ts'
import { anAbsence, aShift, aTechnician } from './support/workers.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const iso = (ms: number) => new Date(ms).toISOString()
const numRuns = Number(process.env.RUNS ?? 40)

const nineToFive = [{ from: '09:00', to: '17:00' }]
const office: Calendar = {
  timeZone: 'Europe/London',
  weekly: { mon: nineToFive, tue: nineToFive, wed: nineToFive, thu: nineToFive, fri: nineToFive },
  holidays: [{ date: '2026-12-25' }],
}
const inOffice = (more: Partial<Worker> = {}): Worker => ({
  technician: aTechnician(),
  hours: businessTime(office),
  shifts: [],
  zone: 'Europe/London',
  ...more,
})
const shift = (from: string, until: string) => aShift(Date.parse(from), Date.parse(until))
const absence = (from: string, until: string) => anAbsence(Date.parse(from), Date.parse(until))

describe('whether somebody is at work', () => {
  // 2026-11-23 is a Monday.
  const away = aTechnician({ absences: [absence('2026-11-23T00:00:00Z', '2026-11-25T12:00:00Z')] })
  const longAway = aTechnician({ absences: [absence('2026-11-01T00:00:00Z', '2027-05-01T00:00:00Z')] })
  const late = [shift('2026-11-23T14:00:00Z', '2026-11-23T22:00:00Z')]
  it.each<[string, Partial<Worker>, string, object]>([
    ['in their hours', {}, '2026-11-23T10:00:00Z', { at: 'work' }],
    ['at the very opening', {}, '2026-11-23T09:00:00Z', { at: 'work' }],
    ['at closing time', {}, '2026-11-23T17:00:00Z', { at: 'outside-hours', back: '2026-11-24T09:00:00.000Z' }],
    ['on a Saturday', {}, '2026-11-21T12:00:00Z', { at: 'outside-hours', back: '2026-11-23T09:00:00.000Z' }],
    ['always, without a calendar', { hours: always }, '2026-11-21T03:00:00Z', { at: 'work' }],
    ['absent', { technician: away }, '2026-11-23T10:00:00Z', { at: 'absent', back: '2026-11-25T12:00:00.000Z' }],
    [
      'absent by night',
      { technician: away },
      '2026-11-24T03:00:00Z',
      { at: 'absent', back: '2026-11-25T12:00:00.000Z' },
    ],
    ['absent for months', { technician: longAway }, '2026-11-23T10:00:00Z', { at: 'absent' }],
    ['off', { technician: { ...away, status: 'off' } }, '2026-11-23T10:00:00Z', { at: 'off' }],
    ['not here', { technician: { ...away, status: 'off', active: false } }, '2026-11-23T10:00:00Z', { at: 'not-here' }],
    [
      'on a date of a shift, before it',
      { shifts: late },
      '2026-11-23T10:00:00Z',
      { at: 'outside-hours', back: '2026-11-23T14:00:00.000Z' },
    ],
    ['in a shift', { shifts: late }, '2026-11-23T21:59:59.999Z', { at: 'work' }],
    ['on the day after a shift', { shifts: late }, '2026-11-24T10:00:00Z', { at: 'work' }],
    ['long ago', {}, '1970-01-05T10:00:00Z', { at: 'work' }],
    ['far ahead', {}, '2199-11-25T10:00:00Z', { at: 'work' }],
    ['when no calendar reaches so far', {}, '2301-01-01T10:00:00Z', { at: 'outside-hours' }],
  ])('%s', (_, more, at, expected) => {
    expect(presenceAt(inOffice(more), iso(Date.parse(at)))).toEqual(expected)
  })
})

describe('when somebody works', () => {
  const works = (worker: Worker, from: string, to: string) =>
    workingTime(worker, iso(Date.parse(from)), iso(Date.parse(to))).map((one) => [
      one.from.slice(0, 16),
      one.to.slice(0, 16),
    ])

  it('a shift over midnight belongs to the date on which it begins', () => {
    const night = inOffice({ shifts: [shift('2026-11-23T22:00:00Z', '2026-11-24T06:00:00Z')] })
    expect(works(night, '2026-11-23T00:00:00Z', '2026-11-25T00:00:00Z')).toEqual([
      ['2026-11-23T22:00', '2026-11-24T06:00'],
      ['2026-11-24T09:00', '2026-11-24T17:00'],
    ])
    // Also where only its end is asked for.
    expect(works(night, '2026-11-24T05:00:00Z', '2026-11-24T10:00:00Z')).toEqual([
      ['2026-11-24T05:00', '2026-11-24T06:00'],
      ['2026-11-24T09:00', '2026-11-24T10:00'],
    ])
  })

  it('the date is that of their own zone', () => {
    const shifts = [shift('2026-11-23T22:00:00Z', '2026-11-24T02:00:00Z')]
    const tokyo = inOffice({ zone: 'Asia/Tokyo', shifts })
    // There it is the morning of the 24th: what London's calendar opens until 15:00 of the 24th is replaced.
    expect(works(tokyo, '2026-11-23T00:00:00Z', '2026-11-25T00:00:00Z')).toEqual([
      ['2026-11-23T09:00', '2026-11-23T15:00'],
      ['2026-11-23T22:00', '2026-11-24T02:00'],
      ['2026-11-24T15:00', '2026-11-24T17:00'],
    ])
  })

  it('a date that has ended does not come again, though clocks that go back over midnight show it', () => {
    // At a minute past midnight it is a minute past eleven: what begins then is of the date that had begun.
    const shifts = [shift('2000-10-29T02:45:00Z', '2000-10-29T03:00:00Z')]
    const worker = inOffice({ hours: always, zone: 'America/St_Johns', shifts })
    expect(works(worker, '2000-10-29T00:00:00Z', '2000-10-31T00:00:00Z')).toEqual([
      ['2000-10-29T00:00', '2000-10-29T02:30'],
      ['2000-10-29T02:45', '2000-10-29T03:00'],
      ['2000-10-30T03:30', '2000-10-31T00:00'],
    ])
  })

  it('a shift on a holiday is work, absences that overlap are away once, and who is not here never works', () => {
    const absences = [
      absence('2026-12-25T10:00:00Z', '2026-12-25T12:00:00Z'),
      absence('2026-12-25T11:00:00Z', '2026-12-25T13:00:00Z'),
    ]
    const shifts = [shift('2026-12-25T08:00:00Z', '2026-12-25T16:00:00Z')]
    const worker = inOffice({ technician: aTechnician({ absences, status: 'off' }), shifts })
    expect(works(worker, '2026-12-25T00:00:00Z', '2026-12-26T00:00:00Z')).toEqual([
      ['2026-12-25T08:00', '2026-12-25T10:00'],
      ['2026-12-25T13:00', '2026-12-25T16:00'],
    ])
    const gone = { ...worker, technician: aTechnician({ active: false }) }
    expect(works(gone, '2026-12-25T00:00:00Z', '2026-12-26T00:00:00Z')).toEqual([])
    expect(works(worker, '2026-12-26T00:00:00Z', '2026-12-25T00:00:00Z')).toEqual([])
  })
})

/** Spans around an instant, on whole minutes. */
const spansAround = (at: number, most: number, longest: number) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: -2 * 24 * 60, max: 3 * 24 * 60 }), fc.integer({ min: 1, max: longest }))
      .map(([begin, length]) => {
        const from = Math.floor(at / minute) * minute + begin * minute
        return { from, to: from + length * minute }
      }),
    { maxLength: most },
  )

/** Somebody with a calendar of one zone, who lives in another or the same, around a day that may be odd. */
const aWorker = fc
  .record({ one: aCase, zone: fc.option(aMoment.map(({ timeZone }) => timeZone)) })
  .chain(({ one: { calendar, at }, zone }) =>
    fc.record({
      calendar: fc.constant(calendar),
      at: fc.constant(Math.floor(at / minute) * minute),
      zone: fc.constant(zone ?? calendar.timeZone),
      shifts: spansAround(at, 4, 24 * 60),
      absences: spansAround(at, 3, 30 * 60),
    }),
  )

/** The same from the words alone, minute by minute. Dates are Temporal's: one has begun for good when it first begins. */
function slowMinutes({ calendar, zone, shifts, absences }: Asked, from: number, minutes: number): boolean[] {
  const zoned = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
  const midnight = (date: Temporal.PlainDate) => date.toPlainDateTime('00:00').toZonedDateTime(zone).epochMilliseconds
  const dateOf = (ms: number) => {
    const date = zoned(ms).toPlainDate()
    return (midnight(date.add({ days: 1 })) <= ms ? date.add({ days: 1 }) : date).toString()
  }
  const planned = new Set(shifts.map((one) => dateOf(one.from)))
  const open = slowHours(calendar).stretches(from - day, from + minutes * minute + day)
  const openAt = [...open].filter((one) => one.open)
  const covers = (spans: readonly { from: number; to: number }[], at: number) =>
    spans.some((one) => one.from <= at && at < one.to)
  return Array.from({ length: minutes }, (_, place) => {
    const at = from + place * minute
    if (covers(absences, at)) return false
    return covers(shifts, at) || (covers(openAt, at) && !(planned.size > 0 && planned.has(dateOf(at))))
  })
}

interface Asked {
  calendar: Calendar
  at: number
  zone: string
  shifts: { from: number; to: number }[]
  absences: { from: number; to: number }[]
}

const workerOf = ({ calendar, zone, shifts, absences }: Asked): Worker => ({
  technician: aTechnician({ absences: absences.map(({ from, to }, place) => anAbsence(from, to, place)) }),
  hours: businessTime(calendar),
  shifts: shifts.map(({ from, to }, place) => aShift(from, to, place)),
  zone,
})

describe('agrees with a model that walks minute by minute', () => {
  /** No calendar opens before 1970, and clocks of a few zones changed within a minute, long ago: there the model cannot look. */
  const isPlain = ({ calendar, zone, at }: Asked) =>
    at > 6 * day &&
    [calendar.timeZone, zone].every((one) =>
      [-3, 0, 3].every((days) => {
        const there = Temporal.Instant.fromEpochMilliseconds(at + days * day).toZonedDateTimeISO(one)
        return there.offsetNanoseconds % 60e9 === 0
      }),
    )

  it('on the working time of a day and a half', () => {
    void fc.assert(
      fc.property(aWorker, (asked) => {
        fc.pre(isPlain(asked))
        const [from, to] = [asked.at - day / 2, asked.at + day]
        const minutes = slowMinutes(asked, from, (to - from) / minute)
        const found = workingTime(workerOf(asked), iso(from), iso(to))
        const worked = minutes.map((_, place) =>
          found.some((one) => one.from <= iso(from + place * minute) && iso(from + place * minute) < one.to),
        )
        expect(worked).toEqual(minutes)
        for (const [place, one] of found.entries()) {
          expect(one.from < one.to).toBe(true)
          if (place > 0) expect(one.from > (found[place - 1]?.to ?? '')).toBe(true)
        }
      }),
      { numRuns },
    )
  })

  it('on whether somebody is at work, and when they are back', () => {
    void fc.assert(
      fc.property(aWorker, (asked) => {
        fc.pre(isPlain(asked))
        const presence = presenceAt(workerOf(asked), iso(asked.at))
        const minutes = slowMinutes(asked, asked.at, 2 * 24 * 60)
        const next = minutes.indexOf(true)
        expect(presence.at === 'work').toBe(minutes[0])
        if (presence.at === 'work') return
        expect(presence.at).toBe(
          asked.absences.some((one) => one.from <= asked.at && asked.at < one.to) ? 'absent' : 'outside-hours',
        )
        if (next >= 0) expect(presence).toHaveProperty('back', iso(asked.at + next * minute))
      }),
      { numRuns },
    )
  })
})
