import * as operations from '../../schemas/operations/rota.ts'
import { edge } from '../platform/http/edge.ts'
import { calendarForStaff } from './calendar.ts'
import { makeFeed, revokeFeed } from './feeds.ts'
import { standDown, standIn } from './overrides.ts'
import { plan } from './planning.ts'
import { publishedFeed } from './published.ts'
import {
  changeRotation,
  dropRotation,
  dutiesForStaff,
  makeRotation,
  onCallForStaff,
  rotationForStaff,
} from './rotations.ts'
import { dropShift, moveShift, shiftForStaff, shiftsForStaff } from './shifts.ts'

export const handler = edge(operations, {
  listOnCall: onCallForStaff,
  createRotation: makeRotation,
  getRotation: rotationForStaff,
  replaceRotation: changeRotation,
  deleteRotation: dropRotation,
  addOverride: standIn,
  removeOverride: standDown,
  listDuties: dutiesForStaff,
  planShifts: plan,
  listShifts: shiftsForStaff,
  getShift: shiftForStaff,
  changeShift: moveShift,
  deleteShift: dropShift,
  getTechnicianCalendar: calendarForStaff,
  makeCalendarFeed: makeFeed,
  revokeCalendarFeed: revokeFeed,
  readCalendarFeed: publishedFeed,
})
