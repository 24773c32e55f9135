import * as fc from 'fast-check'
import { type Calendar, type OpenInterval, weekdays } from '../../../schemas/calendar.ts'

const day = 86_400_000
const minutesOfDay = 24 * 60

/** Days on which clocks were, or will be, changed in an odd way. */
const oddDays: readonly [timeZone: string, on: string, what: string][] = [
  ['Europe/London', '2026-03-29', 'an hour forward by night'],
  ['Europe/London', '2026-10-25', 'an hour back by night'],
  ['Europe/London', '1971-10-31', 'the end of three years on summer time'],
  ['America/New_York', '2199-03-10', 'rules that go on for ever'],
  ['America/Sao_Paulo', '2018-11-04', 'a day without its midnight'],
  ['America/Sao_Paulo', '2018-02-18', 'a last hour of the day that comes twice'],
  ['Africa/Cairo', '2014-05-15', 'forward at the end of a Thursday'],
  ['Africa/Cairo', '2024-10-31', 'back at midnight'],
  ['America/St_Johns', '2000-04-02', 'forward at a minute past midnight'],
  ['America/St_Johns', '2000-10-29', 'back at a minute past midnight, into the day before'],
  ['Australia/Lord_Howe', '2026-04-05', 'half an hour back'],
  ['Australia/Lord_Howe', '2026-10-04', 'half an hour forward'],
  ['Antarctica/Troll', '2026-03-29', 'two hours forward'],
  ['Pacific/Apia', '2011-12-30', 'a date that is left out'],
  ['Pacific/Kiritimati', '1994-12-31', 'a last day of the year that is left out'],
  ['Pacific/Enderbury', '1994-12-31', 'another'],
  ['Pacific/Kwajalein', '1993-08-21', 'a date that is left out'],
  ['Africa/Monrovia', '1972-01-07', '44 minutes and 30 seconds forward'],
  ['America/Recife', '2000-10-10', 'a summer time of a week'],
  ['Africa/Casablanca', '2026-02-15', 'back for Ramadan'],
  ['Asia/Pyongyang', '2015-08-15', 'half an hour back'],
  ['Asia/Kathmandu', '1986-01-01', 'a quarter of an hour forward at New Year'],
  ['Asia/Gaza', '2040-10-20', 'a summer time of a week, foretold'],
  ['America/Caracas', '2007-12-09', 'half an hour back'],
  ['Europe/Volgograd', '2018-10-28', 'another zone'],
  ['UTC', '2000-02-29', 'a leap day'],
]

export interface Moment {
  timeZone: string
  /** In milliseconds. */
  at: number
}

const zones = Intl.supportedValuesOf('timeZone')
/** An instant near an odd day, often on the very minute. */
const oddMoment = fc
  .tuple(
    fc.constantFrom(...oddDays),
    fc.oneof(
      fc.integer({ min: -2 * 24 * 4, max: 3 * 24 * 4 }).map((quarters) => quarters * 15 * 60_000),
      fc.integer({ min: -2 * day, max: 3 * day }),
    ),
  )
  .map(([[timeZone, on], offset]): Moment => ({ timeZone, at: Date.parse(on) + offset }))
/** Any instant from 1970 to 2199 in any zone. */
const anyMoment = fc.record({
  timeZone: fc.constantFrom(...zones),
  at: fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) - 1 }),
})
export const aMoment: fc.Arbitrary<Moment> = fc.oneof(oddMoment, anyMoment)

const text = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** Intervals of a day in no order: edges on the minute, on the quarter of an hour, or at midnight. */
const intervals: fc.Arbitrary<OpenInterval[]> = fc
  .uniqueArray(
    fc.oneof(
      fc.constantFrom(0, minutesOfDay),
      fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15),
      fc.integer({ min: 0, max: minutesOfDay }),
    ),
    { minLength: 2, maxLength: 6 },
  )
  .map((edges) => {
    const sorted = edges.toSorted((a, b) => a - b)
    const pairs = sorted.flatMap((from, place) => (place % 2 === 0 ? [[from, sorted[place + 1]] as const] : []))
    return pairs.flatMap(([from, to]) => (to === undefined ? [] : [{ from: text(from), to: text(to) }])).toReversed()
  })
const always: OpenInterval[] = [{ from: '00:00', to: '24:00' }]
const dayHours: fc.Arbitrary<OpenInterval[]> = fc.oneof(intervals, fc.constant(always), fc.constant<OpenInterval[]>([]))

const weekly = fc
  .tuple(...weekdays.map(() => fc.option(dayHours, { nil: undefined })))
  .map((days): Calendar['weekly'] =>
    Object.fromEntries(weekdays.flatMap((name, place) => (days[place] ? [[name, days[place]]] : []))),
  )
  .filter((week) => Object.values(week).some((day) => day.length > 0))

/** Holidays around an instant: a third of the dates, some with names, some with hours of their own. */
const holidaysAround = (at: number): fc.Arbitrary<Calendar['holidays']> =>
  fc.uniqueArray(
    fc.record(
      {
        date: fc.integer({ min: -5, max: 25 }).map((days) => new Date(at + days * day).toISOString().slice(0, 10)),
        name: fc.constantFrom('Feast', 'Fast'),
        hours: dayHours,
      },
      { requiredKeys: ['date'] },
    ),
    { selector: ({ date }) => date, maxLength: 12 },
  )

/** An instant, and a calendar of its zone that has something to say about the days around it. */
export const aCase: fc.Arbitrary<{ calendar: Calendar; at: number }> = aMoment.chain(({ timeZone, at }) =>
  fc.record({
    calendar: fc.record({ timeZone: fc.constant(timeZone), weekly, holidays: holidaysAround(at) }),
    at: fc.constant(at),
  }),
)

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The open minutes on the walls of a week without holidays. */
export const minutesAWeek = ({ weekly }: Calendar): number =>
  Object.values(weekly)
    .flat()
    .reduce((sum, { from, to }) => sum + minuteOf(to) - minuteOf(from), 0)
