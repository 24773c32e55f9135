import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { offsetsOf, wallOf } from '../../domain/time-zone.ts'

const hour = 3_600_000
const day = 24 * hour

/** Years in which clocks changed oddly, or twice within two weeks. */
const years: readonly [timeZone: string, year: number][] = [
  ['UTC', 2026],
  ['Europe/London', 2026],
  ['Europe/London', 2199],
  ['America/New_York', 1974],
  ['America/Recife', 2000],
  ['America/Noronha', 2000],
  ['America/Boa_Vista', 2000],
  ['America/Argentina/Tucuman', 2004],
  ['Asia/Gaza', 2040],
  ['Asia/Gaza', 2054],
  ['Asia/Hebron', 2072],
  ['Africa/Cairo', 2010],
  ['Africa/Casablanca', 2026],
  ['Africa/Monrovia', 1972],
  ['America/St_Johns', 2000],
  ['Australia/Lord_Howe', 2026],
  ['Antarctica/Troll', 2026],
  ['Asia/Kathmandu', 1986],
  ['Pacific/Apia', 2011],
  ['Pacific/Kiritimati', 1994],
]

it.each(years)('the clock on the wall of %s in %i is Temporal’s', (timeZone, year) => {
  const [begin, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
  const local = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDateTime()
  const instant = (at: number) =>
    local(at).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
  // Whatever the instant is from which the year is looked at: a change is never stepped over.
  for (const shift of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const wall = wallOf(offsetsOf(timeZone), begin - (shift + 2) * day, end + 2 * day)
    const probes = Array.from(
      { length: 365 },
      (_, place) => begin + place * day + ((place * 7 + shift * 11) % 48) * (hour / 2),
    )
    for (const at of probes) {
      expect(wall.localOf(at) - at).toBe(
        Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6,
      )
      expect(wall.instantOf(at)).toBe(instant(at))
    }
  }
})
