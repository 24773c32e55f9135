import type { Offered } from '../../domain/holidays.ts'
import { invalid } from '../../domain/refusal.ts'
import { dayMs } from '../../domain/time.ts'
import { datesOf } from '../../domain/yearly.ts'
import type { Years } from '../../schemas/holiday-import.ts'
import { type Event, eventOf, type Part } from './ics-event.ts'

/** So many days of the years are looked at for one file: tenths of a second. A calendar of holidays takes some thousands. */
const mostWork = 1_000_000
/** So many days may come of one file. */
const mostDays = 10_000

/** A component as jCal writes it (RFC 7265): its name, its properties, its components. */
type Component = [string, Part[], Component[]]

/** The days that the events of an iCalendar file take in a range of years. Refuses what is no such file, or endless work. */
export async function holidaysIn(ics: string, years: Years): Promise<Offered[]> {
  const events = await eventsIn(ics)
  const moved = movedIn(events)
  let work = 0
  const spend = (days: number) => {
    work += days
    if (work > mostWork) throw invalid('ics', 'repeats too much', 'fewer events that repeat, or fewer `years`')
  }
  const offered: Offered[] = []
  for (const event of events) {
    for (const one of offeredBy(event, years, moved, spend)) {
      offered.push(one)
      if (offered.length > mostDays) throw invalid('ics', 'holds too much', `at most ${mostDays} days and events`)
    }
  }
  return offered.toSorted((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : a.date === b.date ? 0 : 1))
}

async function eventsIn(ics: string): Promise<Event[]> {
  const { default: ICAL } = await import('ical.js')
  let roots: Component[]
  try {
    const parsed = ICAL.parse(honest(ics.trim())) as unknown[]
    roots = (Array.isArray(parsed[0]) ? parsed : [parsed]) as Component[]
  } catch (broken) {
    const why = String((broken as Error).message ?? broken).slice(0, 200)
    throw invalid('ics', `is not an iCalendar file: ${why}`, 'text from BEGIN:VCALENDAR to END:VCALENDAR')
  }
  const calendars = roots.filter((root) => Array.isArray(root) && root[0] === 'vcalendar')
  if (calendars.length === 0)
    throw invalid('ics', 'is not an iCalendar file', 'text from BEGIN:VCALENDAR to END:VCALENDAR')
  const events = calendars.flatMap(([, , inside]) => inside).filter(([name]) => name === 'vevent')
  if (events.length === 0) throw invalid('ics', 'holds no events', 'at least one VEVENT')
  return events.map(([, properties]) => eventOf(properties))
}

/**
 * The same file on unfolded lines, in which no INTERVAL is what the parser would read as 1, though it is less or no number:
 * such a part gets another name, and its rule is not understood.
 */
const honest = (ics: string): string =>
  ics
    .replace(/\r?\n[ \t]/g, '')
    .replace(/^(RRULE(?:[;:][^\r\n]*?)?[:;])INTERVAL=(?!0*[1-9]\d{0,3}(?:[;\r\n]|$))/gim, '$1X-INTERVAL=')

/** The dates on which something that repeats is told of by an event of its own. */
function movedIn(events: readonly Event[]): Set<string> {
  return new Set(events.flatMap(({ uid, instead }) => (uid && instead ? [`${uid} ${instead}`] : [])))
}

function* offeredBy(
  { uid, name, start, days, rule, also, except, instead, skipped }: Event,
  years: Years,
  moved: Set<string>,
  spend: (days: number) => void,
): Generator<Offered> {
  const called = name === undefined ? {} : { name }
  if (skipped || start === undefined) {
    yield { ...called, ...(start !== undefined && { date: start }), skipped: skipped ?? 'no-date' }
    return
  }
  // What begins in the year before may reach into the first.
  const wide = { from: years.from - 1, to: years.to }
  const starts = rule ? datesOf(rule, start, wide, spend) : [start]
  let inside = 0
  for (const date of new Set([...starts, ...also])) {
    if (except.has(date) || (!instead && uid && moved.has(`${uid} ${date}`))) {
      inside += 1
      continue
    }
    const first = Date.parse(`${date}T00:00:00Z`)
    const from = Math.max(0, Math.ceil((Date.UTC(years.from, 0, 1) - first) / dayMs))
    const to = Math.min(days, Math.floor((Date.UTC(years.to + 1, 0, 1) - first) / dayMs))
    for (let day = from; day < to; day += 1) {
      inside += 1
      spend(1)
      yield { ...called, date: new Date(first + day * dayMs).toISOString().slice(0, 10) }
    }
  }
  if (inside === 0) yield { ...called, date: start, skipped: 'outside-years' }
}
