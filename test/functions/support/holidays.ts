import { call } from './gateway.ts'

export const weekly = { mon: [{ from: '09:00', to: '18:00' }], fri: [{ from: '09:00', to: '18:00' }] }

export const aCalendar = async (holidays: object[] = []): Promise<string> => {
  const body = { name: 'Office hours', timeZone: 'Europe/London', weekly, holidays }
  return (await call('createCalendar', { as: 'manager', body })).body.id
}

/** Imports into it, as a manager. */
export const take = (id: string, body: object) => call('importHolidays', { id, as: 'manager', body })
export const years = (from: number, to = from) => ({ years: { from, to } })

/** An iCalendar file. */
export const file = (...events: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Test//EN', ...events, 'END:VCALENDAR', ''].join('\r\n')
export const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n')
export const christmas = event(
  'UID:1',
  'DTSTART;VALUE=DATE:20261225',
  'DTEND;VALUE=DATE:20261226',
  'SUMMARY:Christmas Day',
)
