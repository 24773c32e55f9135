import type { Instant } from '../schemas/time.ts'

const hourMs = 60 * 60 * 1000
/** A local day begins at most so long before or after that of UTC: zones go from -12 to +14 hours. */
const reachMs = 15 * hourMs

/** The day of an instant in a zone: from its first instant to the first of the next, which may be 23 or 25 hours later. */
export function dayOf(zone: string, at: Instant): { from: Instant; to: Instant } {
  const dates = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const dateAt = (ms: number) => dates.format(ms)
  const today = dateAt(Date.parse(at))
  // Noon is in tomorrow's date, whatever the clocks do in the night.
  const noon = Date.parse(`${today}T12:00:00.000Z`) + 24 * hourMs
  const tomorrow = new Date(noon).toISOString().slice(0, 10)
  return { from: firstOf(today, dateAt), to: firstOf(tomorrow, dateAt) }
}

/** A date in a zone, from its first instant to the first of the next; one that the zone has left out is the day around its noon in UTC. */
export function dayOn(zone: string, date: string): { from: Instant; to: Instant } {
  const dates = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const within = ['12:00', '00:00', '23:59'].map((time) => `${date}T${time}:00.000Z`)
  const noon = within[0] as Instant
  return dayOf(zone, within.find((at) => dates.format(Date.parse(at)) === date) ?? noon)
}

/** The first instant of a date: halving, since the date at an instant never goes back but by an hour of changing clocks. */
function firstOf(date: string, dateAt: (ms: number) => string): Instant {
  let before = Date.parse(`${date}T00:00:00.000Z`) - reachMs
  let within = before + 2 * reachMs
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2)
    if (dateAt(middle) < date) before = middle
    else within = middle
  }
  return new Date(within).toISOString()
}
