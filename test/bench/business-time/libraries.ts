import dayjs from 'dayjs'
import dayjsBusinessTime from 'dayjs-business-time'
import moment from 'moment'
import { businessTime } from '../../../domain/business-time.ts'
import 'moment-business-time'
import { weekdays } from '../../../schemas/calendar.ts'
import { calendar } from './calendar.ts'

/** What can be asked of a library: instants and business time in milliseconds. */
export interface Library {
  library: string
  due(start: number, ms: number): number
  elapsed(from: number, to: number): number
}

/** What moment-business-time adds; it brings no types. */
interface Working extends moment.Moment {
  addWorkingTime(amount: number, unit: 'minutes'): moment.Moment
  workingDiff(other: moment.Moment, unit: 'minutes'): number
}

const minute = 60_000
const fullNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const intervalsOn = (place: number) => calendar.weekly[weekdays[place] ?? 'mon'] ?? []
const dates = calendar.holidays.map(({ date }) => date)

function withDayjs(): Library {
  dayjs.extend(dayjsBusinessTime)
  const week = fullNames.map((name, place) => {
    const segments = intervalsOn(place).map(({ from, to }) => ({ start: `${from}:00`, end: `${to}:00` }))
    return [name, segments.length > 0 ? segments : null]
  })
  dayjs.setBusinessTime(Object.fromEntries(week))
  dayjs.setHolidays(dates)
  return {
    library: 'dayjs-business-time',
    due: (start, ms) =>
      dayjs(start)
        .addBusinessMinutes(ms / minute)
        .valueOf(),
    elapsed: (from, to) => dayjs(from).businessMinutesDiff(dayjs(to)) * minute,
  }
}

function withMoment(): Library {
  const week = fullNames.map((_, place) => {
    const times = intervalsOn(place).flatMap(({ from, to }) => [`${from}:00`, `${to}:00`])
    return [(place + 1) % 7, times.length > 0 ? times : null]
  })
  moment.updateLocale('en', { workinghours: Object.fromEntries(week), holidays: dates } as object)
  const at = (ms: number) => moment(ms) as Working
  return {
    library: 'moment-business-time',
    due: (start, ms) =>
      at(start)
        .addWorkingTime(ms / minute, 'minutes')
        .valueOf(),
    elapsed: (from, to) => at(to).workingDiff(at(from), 'minutes') * minute,
  }
}

const { due, elapsed } = businessTime(calendar)

/** Ours first. The others go by the machine's own time zone: TZ has to be the calendar's. */
export const libraries: readonly Library[] = [{ library: 'this desk', due, elapsed }, withDayjs(), withMoment()]
