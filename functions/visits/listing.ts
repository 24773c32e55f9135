import { datesOf } from '../../domain/day-book.ts'
import { invalid, refuseFields } from '../../domain/refusal.ts'
import { dayMs, fromMs, toMs } from '../../domain/time.ts'
import { fromOutside, maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { listVisits } from '../../schemas/operations/visits.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Visit } from '../../schemas/visit.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { readTogether } from '../platform/table/merged.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { techniciansSince } from '../platform/table/technicians.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import { bookedOf, bookedOn, visitsOfTicket, wholeVisits } from '../platform/table/visits.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'
import { forStaff, shownTo } from './seeing.ts'

type Query = Request<typeof listVisits>['query']

const mostDays = 31
const usualDays = 7
/** So many are looked at for a page, where some may be dropped. */
const looks = 200

const placeOf = ({ from, id }: Pick<Visit, 'from' | 'id'>): string => `${from}#${id}`

/** A page of visits: of one ticket, or of a range of days. */
export async function visitsForCaller(request: Request<typeof listVisits>): Promise<StoredAnswer> {
  const { actor, query } = request
  refuseFields(forStaff(request, query, ['technician', 'team', 'site']))
  if (fromOutside(actor) && !query.ticket) throw invalid('ticket', 'is required', 'the number of a ticket of yours')
  const { limit, cursor, ...asked } = query
  const owner = `visits ${JSON.stringify(asked)} ${actor.id}`
  const after = cursor ? openCursor(cursor, owner) : ''
  const { items, next } = query.ticket
    ? pageOf(await ofTicket(actor, query), limit, after)
    : await ofDays(request, limit, after)
  const shown = await Promise.all(items.map((visit) => shownTo(actor, visit)))
  return request.answer({ items: shown, ...(next && { next: sealCursor(next, owner) }) })
}

interface Page {
  items: readonly Visit[]
  next?: string | undefined
}

function pageOf(visits: readonly Visit[], limit: number, after: string): Page {
  const rest = visits.filter((visit) => placeOf(visit) > after).toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const items = rest.slice(0, limit)
  const last = items.at(-1)
  return { items, next: last && rest.length > items.length ? placeOf(last) : undefined }
}

/** All of a ticket that fit, with those of tickets that were merged into it. */
async function ofTicket(actor: Actor, query: Query): Promise<Visit[]> {
  const ticket = await ticketFor(actor, query.ticket ?? '')
  const numbers = await readTogether(ticket, actor)
  const visits = (await Promise.all(numbers.map(visitsOfTicket))).flat()
  const team = query.team ? await membersOf(query.team) : undefined
  const { technician, site, from, to } = query
  return visits.filter(
    (visit) =>
      fits(visit, query) &&
      (!technician || visit.technician === technician) &&
      (!team || team.includes(visit.technician)) &&
      (!site || visit.site === site) &&
      (!from || visit.until > from) &&
      (!to || visit.from < to),
  )
}

const fits = ({ status }: Visit, query: Query) => !query.status || status === query.status

const membersOf = async (team: string): Promise<string[]> =>
  (await techniciansSince()).filter(({ teams }) => teams.includes(team)).map(({ id }) => id)

/** Those of a range of days: places from the books, and as much of them whole as the page needs. */
async function ofDays({ actor, query, now }: Request<typeof listVisits>, limit: number, after: string): Promise<Page> {
  const { from, to } = rangeOf(query, now)
  const planned = (await planning(query, from, to)).filter(
    (visit) =>
      placeOf(visit) > after && visit.until > from && visit.from < to && (!query.site || visit.site === query.site),
  )
  const sorted = planned.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  const dropsSome = query.status !== undefined || actor.role === 'technician'
  const looked = sorted.slice(0, dropsSome ? Math.max(limit, looks) : limit)
  const visits = await seenBy(actor, await wholeVisits(looked))
  const page = pageOf(
    visits.filter((visit) => fits(visit, query)),
    limit,
    after,
  )
  const last = looked.at(-1)
  return { items: page.items, next: page.next ?? (last && looked.length < sorted.length ? placeOf(last) : undefined) }
}

async function planning({ technician, team }: Query, from: Instant, to: Instant) {
  if (!technician && !team) return bookedOn(datesOf(from, to))
  const members = team ? await membersOf(team) : undefined
  const people = technician ? (members?.includes(technician) === false ? [] : [technician]) : (members ?? [])
  return bookedOf(people, from, to)
}

function rangeOf(query: Query, now: Instant): { from: Instant; to: Instant } {
  const from = query.from ?? `${now.slice(0, 10)}T00:00:00.000Z`
  const to = query.to ?? fromMs(toMs(from) + usualDays * dayMs)
  if (to <= from) throw invalid('to', 'is not after from', 'an instant after from')
  if (toMs(to) - toMs(from) > mostDays * dayMs) throw invalid('to', 'is too far from from', `at most ${mostDays} days`)
  return { from, to }
}

/** A technician sees their own visits, and those of tickets that they see. */
async function seenBy(actor: Actor, visits: readonly Visit[]): Promise<readonly Visit[]> {
  if (actor.role !== 'technician') return visits
  const heads = await loadHeads(visits.filter(({ technician }) => technician !== actor.id).map(({ ticket }) => ticket))
  return visits.filter(({ technician, ticket }) => {
    const head = heads.get(ticket)
    return technician === actor.id || (head && maySee(actor, head))
  })
}
