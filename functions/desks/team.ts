import { dayOf } from '../../domain/day.ts'
import { isBreached } from '../../domain/lanes.ts'
import { dutyAt } from '../../domain/on-call.ts'
import { sends } from '../../domain/people.ts'
import { notFound } from '../../domain/refusal.ts'
import { nextDueFirst } from '../../domain/selection.ts'
import { type Staff, workerOf } from '../../domain/staff.ts'
import { type DeskTicket, mostDeskTickets, type TeamDesk } from '../../schemas/desks.ts'
import type { getTeamDesk } from '../../schemas/operations/desks.ts'
import type { Technician } from '../../schemas/technician.ts'
import type { TicketSummary } from '../../schemas/ticket.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Request } from '../platform/http/edge.ts'
import { askerOf } from '../platform/table/asker.ts'
import { openOfTeam } from '../platform/table/open-tickets.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { staffNow } from '../platform/table/staff.ts'
import { judged } from './judging.ts'
import { standing } from './technician.ts'

/**
 * How a team stands: six requests in a warm function (loads, revisions, the team's open tickets in their four places), and one or
 * two for the tickets that ask for attention.
 */
export async function deskOfTeam(request: Request<typeof getTeamDesk>): Promise<StoredAnswer> {
  const { actor, params, now, answer } = request
  const staff = await staffNow(now)
  // An id may be called like something that every object has.
  const team = Object.hasOwn(staff.teams, params.id) ? staff.teams[params.id] : undefined
  const mayDispatch = sends(await askerOf(actor), { id: actor.id, teams: [params.id] })
  if (!team || !mayDispatch) throw notFound()
  const open = await openOfTeam(team.id)
  const asking = open.filter((ticket) => !ticket.assignee || isLate(ticket, now)).toSorted(byUrgency(now))
  const tickets = (
    await judged(
      asking.slice(0, mostDeskTickets).map(({ number }) => number),
      now,
    )
  ).filter((ticket) => ticket.team === team.id)
  const breached = tickets.filter(isBreached)
  const atRisk = tickets.filter((ticket) => !isBreached(ticket) && ticket.light !== 'green')
  const members = staff.technicians.filter((one) => one.active && one.teams.includes(team.id))
  const told = new Set(asking.slice(0, mostDeskTickets).map(({ number }) => number))
  const others = asking.filter(({ number }) => !told.has(number))
  const more = (is: (ticket: TicketSummary) => boolean) => others.filter(is).length
  const isRed = ({ light, dueAt }: TicketSummary) => light === 'red' || (!!dueAt && dueAt <= now)
  return answer({
    at: now,
    team: team.id,
    name: team.name,
    people: members.map((one) => shown(one, staff, open, now)).toSorted(fullestFirst),
    absentToday: members.flatMap((one) => absentToday(one, staff, now)),
    onCall: onCallNow(staff, team.id, now),
    counts: {
      open: open.length,
      unassigned: open.filter(({ assignee }) => !assignee).length,
      atRisk: atRisk.length + more((ticket) => ticket.light === 'yellow' && !isRed(ticket)),
      breached: breached.length + more(isRed),
      paused: open.filter(({ dueAt }) => !dueAt).length,
    },
    unassigned: tickets.filter(({ assignee }) => !assignee),
    atRisk,
    breached,
  })
}

const isLate = ({ light, dueAt }: TicketSummary, now: Instant) => light !== 'green' || (!!dueAt && dueAt <= now)

/** What is late before what is nobody's; each next due first. */
const byUrgency = (now: Instant) => (a: TicketSummary, b: TicketSummary) =>
  Number(isLate(b, now)) - Number(isLate(a, now)) || nextDueFirst(a, b)

function shown(technician: Technician, staff: Staff, open: readonly TicketSummary[], now: Instant) {
  const { id, name, status } = technician
  const here = open.filter(({ assignee }) => assignee === id)
  const lit = (light: DeskTicket['light']) => here.filter((ticket) => ticket.light === light).length
  return {
    ...{ technician: id, name, status },
    ...standing(staff, technician, now),
    here: here.length,
    light: { yellow: lit('yellow'), red: lit('red') },
  }
}

type Person = TeamDesk['people'][number]
const fullness = ({ workload: { points, capacity } }: Person) =>
  capacity > 0 ? points / capacity : points > 0 ? Number.POSITIVE_INFINITY : 0
const fullestFirst = (a: Person, b: Person) =>
  fullness(b) === fullness(a) ? (a.technician < b.technician ? -1 : 1) : fullness(b) > fullness(a) ? 1 : -1

/** Absences that touch today, by the clock of where they live; what they are about is not told. */
function absentToday(technician: Technician, staff: Staff, now: Instant): TeamDesk['absentToday'] {
  const { id, name, absences } = technician
  const today = dayOf(workerOf(staff, technician).zone, now)
  return absences
    .filter(({ from, until }) => from < today.to && until > today.from)
    .map(({ from, until }) => ({ technician: id, name, from, until }))
}

const onCallNow = ({ rotations }: Staff, team: string, now: Instant): TeamDesk['onCall'] =>
  rotations
    .filter((rotation) => rotation.team === team)
    .map((rotation) => {
      const { person, until } = dutyAt(rotation, now)
      return { rotation: rotation.id, name: rotation.name, person, until }
    })
