import { byPerson, type Measured, metricsOf, skillsAsked } from '../../domain/metrics.ts'
import { dateIn } from '../../domain/number.ts'
import { holdsOn, leads, minds } from '../../domain/people.ts'
import { notFound } from '../../domain/refusal.ts'
import { ratio } from '../../domain/share.ts'
import { scopeOf } from '../../domain/statistics.ts'
import type { TeamMetrics } from '../../schemas/metrics.ts'
import type { getTeamMetrics, getTechnicianMetrics } from '../../schemas/operations/metrics.ts'
import type { Technician } from '../../schemas/technician.ts'
import type { TicketSummary } from '../../schemas/ticket.ts'
import type { Request } from '../platform/http/edge.ts'
import { askerOf } from '../platform/table/asker.ts'
import { readWork } from '../platform/table/metrics.ts'
import { openOfPerson, openOfTeam } from '../platform/table/open-tickets.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { teamsSince } from '../platform/table/teams.ts'
import { techniciansSince } from '../platform/table/technicians.ts'
import { periodOf } from './period.ts'

/** Four requests in a warm function. */
export async function metricsOfTechnician(request: Request<typeof getTechnicianMetrics>): Promise<StoredAnswer> {
  const { actor, params, answer } = request
  const whose = params.id === 'me' ? actor.id : params.id
  const person = (await techniciansSince()).find(({ id }) => id === whose)
  if (!person || !minds(await askerOf(actor), person)) throw notFound()
  const { common, measured, today } = await measure(request, scopeOf.person(person.id), openOfPerson(person.id))
  return answer({ technician: person.id, ...common, skills: skillsOf(measured, [person], today) })
}

/** Seven requests in a warm function: a team's open tickets are in four places. */
export async function metricsOfTeam(request: Request<typeof getTeamMetrics>): Promise<StoredAnswer> {
  const { actor, params, answer } = request
  const [teams, technicians] = await Promise.all([teamsSince(), techniciansSince()])
  const team = teams.find(({ id }) => id === params.id)
  if (!team || !leads(await askerOf(actor), { id: actor.id, teams: [team.id] })) throw notFound()
  const members = technicians.filter((one) => one.active && one.teams.includes(team.id))
  const { common, measured, open, today } = await measure(request, scopeOf.team(team.id), openOfTeam(team.id))
  return answer({
    team: team.id,
    ...common,
    skills: skillsOf(measured, members, today),
    workload: workloadOf(measured, open, members, technicians),
  })
}

async function measure(
  { now, query }: Pick<Request<typeof getTeamMetrics>, 'now' | 'query'>,
  scope: string,
  reading: Promise<TicketSummary[]>,
) {
  const { timeZone } = await deskSettings()
  const today = dateIn(timeZone, now)
  const { from, to } = periodOf(query, today)
  const [counted, open] = await Promise.all([readWork(scope, from), reading])
  const measured: Measured = { ...counted, openedAt: open.map(({ createdAt }) => createdAt), from, to, today, now }
  return { common: { at: now, timeZone, ...metricsOf(measured) }, measured, open, today }
}

/** What tickets asked for against who has it; most asked for first. */
function skillsOf(measured: Measured, people: readonly Technician[], today: string) {
  const asked = skillsAsked(measured)
  const had = people.flatMap(({ skills }) => skills.filter((one) => holdsOn(one, today)).map(({ skill }) => skill))
  return [...new Set([...Object.keys(asked), ...had])]
    .map((skill) => ({
      skill,
      tickets: asked[skill] ?? 0,
      technicians: had.filter((one) => one === skill).length,
    }))
    .toSorted((a, b) => b.tickets - a.tickets || (a.skill < b.skill ? -1 : 1))
}

function workloadOf(
  measured: Measured,
  open: readonly TicketSummary[],
  members: readonly Technician[],
  technicians: readonly Technician[],
): TeamMetrics['workload'] {
  const { taken, resolved } = byPerson(measured)
  const all = Object.values(resolved).reduce((sum, count) => sum + count, 0)
  const holding = open.flatMap(({ assignee }) => assignee ?? [])
  const ids = new Set([...members.map(({ id }) => id), ...Object.keys(taken), ...Object.keys(resolved), ...holding])
  const nobodys = open.length - holding.length
  const rows = [...ids].map((id) => {
    const name = technicians.find((one) => one.id === id)?.name
    const did = resolved[id] ?? 0
    return {
      technician: id,
      ...(name && { name }),
      open: holding.filter((one) => one === id).length,
      taken: taken[id] ?? 0,
      resolved: did,
      ...(all > 0 && { share: ratio(did / all) }),
    }
  })
  return [
    ...rows.toSorted((a, b) => b.resolved - a.resolved || b.open - a.open || (a.technician < b.technician ? -1 : 1)),
    ...(nobodys > 0 ? [{ open: nobodys, taken: 0, resolved: 0 }] : []),
  ]
}
