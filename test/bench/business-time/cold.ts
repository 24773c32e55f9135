import { businessTime } from '../../../domain/business-time.ts'
import { calendar } from './calendar.ts'

const zones = ['Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney', 'America/Sao_Paulo']

function timed(call: () => void): number {
  const began = performance.now()
  call()
  return performance.now() - began
}

/** From a calendar to its first answer, which needs one of its years. */
const made = (timeZone: string): number =>
  timed(() => businessTime({ ...calendar, timeZone }).due(Date.UTC(2026, 5, 1), 3_600_000))

/** In milliseconds, in a process of its own: the first calendar (the platform loads what it knows of zones), others, other years. */
const first = made('Europe/Berlin')
const calendars = zones.map(made)
const hours = businessTime({ ...calendar, timeZone: 'Europe/Madrid' })
const years = [2024, 2025, 2026, 2027, 2028].map((year) => timed(() => hours.nextOpening(Date.UTC(year, 5, 1))))

process.stdout.write(JSON.stringify({ first, calendars, years }))
