import type { Offered } from '../../domain/holidays.ts'
import { invalid } from '../../domain/refusal.ts'
import { dayMs } from '../../domain/time.ts'
import type { HolidayImport, Years } from '../../schemas/holiday-import.ts'

/** Read only when holidays are asked for: the data of all countries cost any other start some 50 ms. */
const library = async () => (await import('date-holidays')).default

/** What can be imported: by the codes and with the English names of the library. */
export async function countries() {
  const Holidays = await library()
  const all = new Holidays()
  return Object.entries(all.getCountries('en')).map(([country, name]) => {
    const regions = Object.entries(all.getStates(country, 'en') ?? {}).flatMap(([state, called]) => [
      { region: state, name: called },
      ...Object.entries(all.getRegions(country, state, 'en') ?? {}).map(([part, partCalled]) => ({
        region: `${state}-${part}`,
        name: `${called}: ${partCalled}`,
      })),
    ])
    return { country, name, ...(regions.length > 0 && { regions }) }
  })
}

/**
 * The holidays of a country in a range of years, in their order. One that begins the evening before (as in Israel) is the
 * day after it; one that lasts a part of a day only is none.
 */
export async function holidaysOf({ country = '', region, types, language }: HolidayImport, years: Years) {
  const [state, part] = region?.split('-') ?? []
  const Holidays = await library()
  const all = new Holidays()
  if (!Object.hasOwn(all.getCountries(), country))
    throw invalid('country', 'is not known', 'one of GET /calendars/countries')
  if (state && !Object.hasOwn(all.getStates(country) ?? {}, state))
    throw invalid('region', 'is not known', 'one of the country’s in GET /calendars/countries')
  if (state && part && !Object.hasOwn(all.getRegions(country, state) ?? {}, part))
    throw invalid('region', 'is not known', 'one of the country’s in GET /calendars/countries')
  const there = new Holidays({ country, ...(state && { state }), ...(part && { region: part }) })
  const wanted = types ?? ['public']
  const offered: Offered[] = []
  for (let year = years.from; year <= years.to; year += 1) {
    for (const holiday of there.getHolidays(year, language)) {
      if (wanted.includes(holiday.type)) offered.push(...daysOf(holiday))
    }
  }
  return offered
}

function daysOf({ date, start, end, name }: { date: string; start: Date; end: Date; name: string }): Offered[] {
  const first = date.slice(0, 10)
  // A day on which the clocks change has 23 or 25 hours.
  const days = Math.round((end.getTime() - start.getTime()) / dayMs)
  const whole = end.getTime() - start.getTime() >= dayMs - 60 * 60 * 1000
  if (!whole) return [{ date: first, name, skipped: 'part-of-day' }]
  return Array.from({ length: days }, (_, day) => ({
    date: new Date(Date.parse(`${first}T00:00:00Z`) + day * dayMs).toISOString().slice(0, 10),
    name,
  }))
}
