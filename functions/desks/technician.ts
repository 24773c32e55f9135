import { presenceAt } from '../../domain/availability.ts'
import { partedInto } from '../../domain/lanes.ts'
import { seesWork } from '../../domain/people.ts'
import { notFound } from '../../domain/refusal.ts'
import { nextDueFirst } from '../../domain/selection.ts'
import { loadOf, type Staff, workerOf } from '../../domain/staff.ts'
import { dayMs, plus } from '../../domain/time.ts'
import { isAhead } from '../../domain/visit.ts'
import { mostDeskTickets } from '../../schemas/desks.ts'
import type { getTechnicianDesk } from '../../schemas/operations/desks.ts'
import type { Technician } from '../../schemas/technician.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Request } from '../platform/http/edge.ts'
import { askerOf } from '../platform/table/asker.ts'
import { openOfPerson } from '../platform/table/open-tickets.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { staffNow } from '../platform/table/staff.ts'
import { visitsOf } from '../platform/table/visits.ts'
import { judged } from './judging.ts'

/**
 * What somebody has before them: five requests in a warm function (loads, revisions, their open tickets, these whole, the
 * books of their visits), one more where there are visits, and one for each further fifty tickets.
 */
export async function deskOfTechnician(request: Request<typeof getTechnicianDesk>): Promise<StoredAnswer> {
  const { actor, params, now, answer } = request
  const staff = await staffNow(now)
  const id = params.id === 'me' ? actor.id : params.id
  const technician = staff.technicians.find((one) => one.id === id)
  if (!technician || !seesWork(await askerOf(actor), technician)) throw notFound()
  const [open, visits] = await Promise.all([openOfPerson(id), visitsOf(id, now, plus(now, 14 * dayMs))])
  const nearest = open.toSorted(nextDueFirst).map(({ number }) => number)
  // What came due meanwhile may have handed one over.
  const tickets = (await judged(nearest.slice(0, mostDeskTickets), now)).filter(({ assignee }) => assignee === id)
  const rest = open.filter(({ number }) => nearest.indexOf(number) >= mostDeskTickets)
  const { zone } = workerOf(staff, technician)
  const lanes = partedInto(tickets, zone, now)
  const all = partedInto([...tickets, ...rest.map((one) => ({ ...one, clocks: [] }))], zone, now)
  const next = visits.find((visit) => isAhead(visit) && visit.until > now)
  return answer({
    at: now,
    technician: id,
    timeZone: zone,
    status: technician.status,
    ...standing(staff, technician, now),
    counts: { open: tickets.length + rest.length, ...numbersIn(all) },
    lanes,
    tickets,
    ...(next && { nextVisit: shownVisit(next) }),
  })
}

/** How much somebody has, and whether they are at work. */
export function standing(staff: Staff, technician: Technician, now: Instant) {
  const { tickets, points } = loadOf(staff, technician.id)
  return {
    presence: presenceAt(workerOf(staff, technician), now),
    workload: { tickets, points, capacity: technician.capacity },
  }
}

const numbersIn = <Name extends string>(lists: Record<Name, readonly unknown[]>) =>
  Object.fromEntries(Object.entries<readonly unknown[]>(lists).map(([name, list]) => [name, list.length])) as Record<
    Name,
    number
  >

type Visit = Awaited<ReturnType<typeof visitsOf>>[number]
const shownVisit = ({ id, ticket, site, status, from, until, window, travelMinutes, work }: Visit) => ({
  ...{ id, ticket, status, from, until, travelMinutes },
  ...(site && { site }),
  ...(window && { window }),
  ...(work && { work }),
})
