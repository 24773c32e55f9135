import { freeTime, workingTime } from '../../domain/availability.ts'
import { minds } from '../../domain/people.ts'
import { notFound } from '../../domain/refusal.ts'
import { dayMs, minuteMs, plus } from '../../domain/time.ts'
import type { getTechnicianCalendar } from '../../schemas/operations/rota.ts'
import type { Visit } from '../../schemas/visit.ts'
import type { Request } from '../platform/http/edge.ts'
import { askerOf } from '../platform/table/asker.ts'
import { loadRecord } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { shiftsOf } from '../platform/table/shifts.ts'
import { technicianRecords } from '../platform/table/technicians.ts'
import { workerWith } from '../platform/table/workers.ts'
import { taken } from './taken.ts'

/** Less is no time in which anything can be done. */
const leastFreeMs = 15 * minuteMs

const shown = ({ id, ticket, from, until, travelMinutes, status, work }: Visit) => ({
  ...{ id, ticket, from, until, travelMinutes, status },
  ...(work !== undefined && { work }),
})

/** Somebody's time. A technician sees that a colleague is busy, not with what; why somebody is away only those see who mind them. */
export async function calendarForStaff(request: Request<typeof getTechnicianCalendar>): Promise<StoredAnswer> {
  const { actor, params, answer } = request
  const { from, to } = request.query
  const technician = await loadRecord(technicianRecords, { id: params.id === 'me' ? actor.id : params.id })
  if (!technician) throw notFound()
  const { id } = technician
  const [asker, time, around] = await Promise.all([
    askerOf(actor),
    taken(technician, from, to),
    // One that begins on the last date, after `to`, says of that date, too, that shifts hold.
    shiftsOf([id], plus(from, -2 * dayMs), plus(to, 2 * dayMs)),
  ])
  const worker = await workerWith(technician, around)
  const working = workingTime(worker, from, to).map((one) => ({ from: one.from, until: one.to }))
  const busy = time.visits.map((visit) => ({
    from: plus(visit.from, -visit.travelMinutes * minuteMs),
    until: visit.until,
  }))
  const seesAll = actor.id === id || actor.role !== 'technician'
  return answer({
    technician: id,
    timeZone: worker.zone,
    ...{ from, until: to, working },
    absences: time.absences.map((absence) =>
      minds(asker, technician) ? absence : { from: absence.from, until: absence.until },
    ),
    shifts: time.shifts.map(({ id, from, until, name }) => ({ id, from, until, ...(name !== undefined && { name }) })),
    onCall: time.onCall.map(({ by, ...duty }) => ({ ...duty, rotation: by.id, name: by.name })),
    ...(seesAll && { visits: time.visits.map(shown) }),
    busy,
    free: freeTime(working, busy, leastFreeMs),
  })
}
