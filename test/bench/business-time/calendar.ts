import type { Calendar } from '../../../schemas/calendar.ts'

const nineToSix = [{ from: '09:00', to: '18:00' }]
const holidays = '01-01 04-03 04-06 05-04 05-25 08-31 11-30 12-25 12-28 12-31'.split(' ')

/** A calendar that every library can express: no hours at night, when clocks change; holidays that are closed; ten of them. */
export const calendar: Calendar = {
  timeZone: 'Europe/London',
  weekly: {
    mon: nineToSix,
    tue: nineToSix,
    wed: nineToSix,
    thu: nineToSix,
    fri: nineToSix,
    sat: [{ from: '10:00', to: '14:00' }],
  },
  holidays: holidays.map((on) => ({ date: `2026-${on}`, name: 'Holiday' })),
}
