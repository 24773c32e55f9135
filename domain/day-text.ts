import type { DayPlan, DayVisit } from '../schemas/day-plan.ts'
import type { Instant } from '../schemas/time.ts'
import { wrapped } from './wording.ts'

/** As mails are broken. */
const width = 76

/** A text on one line: a line end in it must not begin a line of its own, nor a mark turn the rest around. */
const plain = (text: string) => text.replaceAll(/[\s\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()

const inMinutes = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ')
}

const way = ({ km, minutes }: NonNullable<DayVisit['travel']>): string => `${km} km, ${inMinutes(minutes)}`

const lineOf = ({ line1, line2, postalCode, city, country }: NonNullable<DayVisit['address']>): string =>
  plain([line1, line2, [postalCode, city].filter(Boolean).join(' '), country].filter(Boolean).join(', '))

/** A day as whoever drives it reads it: lines of at most 76 characters, but for links. */
export function tellDay(plan: DayPlan): string {
  const { date, name, timeZone, hours, visits, back, totals, travelBy } = plan
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' })
  const at = (instant: Instant) => clock.format(Date.parse(instant))
  const long = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', dateStyle: 'full' })
    .format(Date.parse(date))
    .replace(',', '')
  const works = hours.map(({ from, until }) => `${at(from)}–${at(until)}`).join(', ')
  const sums = [
    `${totals.visits} ${totals.visits === 1 ? 'visit' : 'visits'}, ${inMinutes(totals.workMinutes)} with customers`,
    `${way({ km: totals.km, minutes: totals.travelMinutes })} on the way`,
    ...(totals.gapMinutes > 0 ? [`${inMinutes(totals.gapMinutes)} free between`] : []),
    ...(totals.lateMinutes > 0 ? [`${inMinutes(totals.lateMinutes)} too late in all`] : []),
  ]
  const by = travelBy.by === 'straight-line' ? `as the crow flies at ${travelBy.speedKmh} km/h` : 'by road'
  const head = [
    `${plain(name)}: ${long} (${timeZone})`,
    works === '' ? 'Not at work on this day.' : works === '00:00–00:00' ? 'At work all day.' : `At work ${works}.`,
    ...(visits.length === 0 ? ['No visits.'] : [`${sums.join('; ')}.`, `Ways are reckoned ${by}.`]),
  ]
  const parts = [
    head,
    ...visits.map((visit, place) => visitLines(visit, place + 1, at)),
    ...(back ? [[`Home: ${way(back)}.`]] : []),
  ]
  return `${parts.map((lines) => lines.map(broken).join('\n')).join('\n\n')}\n`
}

const margin = '   '

function broken(line: string): string {
  if (!line.startsWith(margin)) return wrapped(line, width, margin.length)
  if (/^\s*(https|geo):/.test(line)) return line
  return wrapped(line.trim(), width - margin.length)
    .split('\n')
    .map((part) => `${margin}${part}`)
    .join('\n')
}

const states: Partial<Record<DayVisit['status'], string>> = {
  on_the_way: 'on the way',
  arrived: 'there',
  done: 'done',
}

function visitLines(visit: DayVisit, place: number, at: (instant: Instant) => string): string[] {
  const { from, until, ticket, title, customerName, siteName, address, window, confirmedAt, travel, map } = visit
  const state = states[visit.status] ?? (confirmedAt ? 'confirmed' : undefined)
  const told = window ? `; told ${at(window.from)}–${at(window.until)}` : ''
  const where = [customerName, siteName].filter((name) => name !== undefined).map(plain)
  return [
    `${place}. ${at(from)}–${at(until)} ${ticket}${title ? ` ${plain(title)}` : ''}${state ? ` (${state}${told})` : told && ` (${told.slice(2)})`}`,
    travel ? `   Leave at ${at(visit.leaveAt)}: ${way(travel)}.` : '   It is not known how far it is.',
    ...(visit.gapMinutes ? [`   Before it ${inMinutes(visit.gapMinutes)} are free.`] : []),
    ...(visit.lateMinutes ? [`   From the one before it is ${inMinutes(visit.lateMinutes)} too far.`] : []),
    ...(visit.outsideHours ? ['   It lies outside working hours.'] : []),
    ...(where.length > 0 ? [`   ${where.join(', ')}`] : []),
    ...(address ? [`   ${lineOf(address)}`] : []),
    ...(visit.accessNotes ? [`   ${plain(visit.accessNotes)}`] : []),
    ...(visit.work ? [`   To do: ${plain(visit.work)}`] : []),
    ...(map ? [`   ${map.directions ?? map.geo}`] : []),
  ]
}
