import * as days from '../../schemas/operations/days.ts'
import * as operations from '../../schemas/operations/visits.ts'
import { edge } from '../platform/http/edge.ts'
import { book } from './booking.ts'
import { dayForStaff } from './day.ts'
import { orderDay } from './day-order.ts'
import { visitsForCaller } from './listing.ts'
import { move } from './moving.ts'
import { visitForCaller } from './seeing.ts'
import { slotsForCaller } from './slots.ts'
import { arrive, cancel, complete, confirm, miss, setOut } from './steps.ts'

export const handler = edge(
  { ...operations, ...days },
  {
    listSlots: slotsForCaller,
    listVisits: visitsForCaller,
    bookVisit: book,
    getVisit: visitForCaller,
    moveVisit: move,
    confirmVisit: confirm,
    cancelVisit: cancel,
    setOutForVisit: setOut,
    arriveAtVisit: arrive,
    completeVisit: complete,
    missVisit: miss,
    getTechnicianDay: dayForStaff,
    optimiseTechnicianDay: orderDay,
  },
)
