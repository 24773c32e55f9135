import * as operations from '../../schemas/operations/calendars.ts'
import { edge } from '../platform/http/edge.ts'
import { calendarForStaff, calendarsForStaff, changeCalendar, dropCalendar, makeCalendar } from './calendars.ts'
import { countriesForStaff } from './countries.ts'
import { takeHolidays } from './importing.ts'
import { openingsForStaff, previewed } from './openings.ts'

export const handler = edge(operations, {
  listCalendars: calendarsForStaff,
  createCalendar: makeCalendar,
  previewCalendar: previewed,
  listHolidayCountries: countriesForStaff,
  getCalendar: calendarForStaff,
  replaceCalendar: changeCalendar,
  deleteCalendar: dropCalendar,
  listOpenings: openingsForStaff,
  importHolidays: takeHolidays,
})
