import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { datesOf, type YearlyRule } from '../../domain/yearly.ts'

const nobody = () => undefined
const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const years = { from: 2024, to: 2036 }

/** The same rule as a file says it. */
const said = ({ interval, count, months, monthDays, yearDays, weekdays, positions }: YearlyRule): string =>
  Object.entries({
    FREQ: 'YEARLY',
    INTERVAL: interval,
    COUNT: count,
    BYMONTH: months,
    BYMONTHDAY: monthDays,
    BYYEARDAY: yearDays,
    BYDAY: weekdays?.map(({ day, nth }) => `${nth ?? ''}${names[day]}`),
    BYSETPOS: positions,
  })
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(';')

/**
 * As ical.js walks it. Not asked for what it reads otherwise than RFC 5545: days from the end of several months (it takes the
 * length of the first), the 29th of February in other years (it takes the 1st of March), a date that two parts name (it is
 * counted twice).
 */
function walked(rule: YearlyRule, start: string): string[] {
  const iterator = ICAL.Recur.fromString(said(rule)).iterator(ICAL.Time.fromDateString(start))
  const found: string[] = []
  for (
    let next = iterator.next(), left = 500;
    next && next.year <= years.to && left > 0;
    next = iterator.next(), left -= 1
  )
    if (next.year >= years.from) found.push(next.toString())
  return found
}

describe('dates that come back yearly', () => {
  const months = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 3 })
  const nth = fc.constantFrom(1, 2, 3, 4, -1, -2)
  const weekday = fc.record({ day: fc.integer({ min: 0, max: 6 }), nth })
  const rules: fc.Arbitrary<Omit<YearlyRule, 'interval'>> = fc.oneof(
    fc.constant({}),
    fc.record({
      months,
      monthDays: fc.uniqueArray(fc.constantFrom(1, 2, 15, 28), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ months, weekdays: fc.array(weekday, { minLength: 1, maxLength: 1 }) }),
    fc.record({ yearDays: fc.uniqueArray(fc.constantFrom(1, 60, 100, 200, -1, -100), { minLength: 1, maxLength: 3 }) }),
  )

  it('are those that a walk of the rule finds', () => {
    fc.assert(
      fc.property(
        rules,
        fc.integer({ min: 1, max: 3 }),
        fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
        fc.date({ min: new Date('2015-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
        (parts, interval, count, date) => {
          const rule = { ...parts, interval, ...(count !== undefined && { count }) }
          // Rules that begin on another day than their own are read differently by everybody: so it begins on one of them.
          const day = date.toISOString().slice(0, 10)
          const [start] = datesOf({ ...parts, interval: 1 }, day, { from: 2015, to: 2030 }, nobody).slice(1)
          fc.pre(start !== undefined && !start.endsWith('-02-29'))
          expect(datesOf(rule, start as string, years, nobody)).toEqual(walked(rule, start as string))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('from the end are those of each month', () => {
    const rule = { interval: 1, months: [1, 2, 4], monthDays: [-1] }
    const ends = ['2027-01-31', '2027-02-28', '2027-04-30', '2028-01-31', '2028-02-29', '2028-04-30']
    expect(datesOf(rule, '2026-01-31', { from: 2027, to: 2028 }, nobody)).toEqual(ends)
  })

  it('of a rule that never comes true are its beginning, and cost as much as any other', () => {
    let spent = 0
    const rule = { interval: 1, months: [2], monthDays: [30] }
    const found = datesOf(rule, '2026-02-28', { from: 2020, to: 2039 }, (days) => {
      spent += days
    })
    expect([found, spent]).toEqual([['2026-02-28'], 14 * 366])
  })
})
