import { workingTime } from '../../domain/availability.ts'
import { dayOn } from '../../domain/day.ts'
import { type Day, type Plan, type Planned, planOf } from '../../domain/day-plan.ts'
import { tellDay } from '../../domain/day-text.ts'
import { dateIn } from '../../domain/number.ts'
import { seesWork } from '../../domain/people.ts'
import { notFound } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { toMs } from '../../domain/time.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { DayPlan, TravelBy } from '../../schemas/day-plan.ts'
import type { getTechnicianDay } from '../../schemas/operations/days.ts'
import type { Settings } from '../../schemas/settings.ts'
import type { Site } from '../../schemas/site.ts'
import type { KeptTechnician } from '../../schemas/technician.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Visit } from '../../schemas/visit.ts'
import type { Request } from '../platform/http/edge.ts'
import { askerOf } from '../platform/table/asker.ts'
import { sites } from '../platform/table/customers.ts'
import { findCustomer } from '../platform/table/people.ts'
import { loadRecord, recordIn } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { technicianRecords } from '../platform/table/technicians.ts'
import { loadHeads, readAll } from '../platform/table/tickets.ts'
import { bookedIn, type DayBook, wholeVisits } from '../platform/table/visits.ts'
import { zoneOf } from '../platform/table/workers.ts'
import { waysBetween } from '../platform/travel/travel.ts'
import { goersOf } from './planning.ts'

/** What is known of somebody's day. */
export interface KnownDay {
  technician: KeptTechnician
  date: string
  zone: string
  span: { from: Instant; to: Instant }
  /** The visits that are driven to, where they are, and when they work. */
  day: Day
  travelBy: TravelBy
  missed: readonly string[]
  tickets: ReadonlyMap<string, Ticket>
  sites: ReadonlyMap<string, Site>
  /** What their visits were read from, with those of the days around. */
  books: DayBook[]
  settings: Settings
}

/**
 * Somebody's day, as it is now: a request each for themselves, the books around it, their shifts, the visits, the tickets and
 * the sites. Refuses whom the caller may not see like one that is not there.
 */
export async function knownDay(actor: Actor, whose: string, date: string | undefined, now: Instant): Promise<KnownDay> {
  const [technician, settings] = await Promise.all([
    loadRecord(technicianRecords, { id: whose === 'me' ? actor.id : whose }),
    deskSettings(),
  ])
  if (!technician || !seesWork(await askerOf(actor), technician)) throw notFound()
  const zone = await zoneOf(technician)
  const on = date ?? dateIn(zone, now)
  const span = dayOn(zone, on)
  const { goers, books } = await goersOf([technician], span.from, span.to)
  const planned = bookedIn(books).filter(({ from }) => span.from <= from && from < span.to)
  const [all, tickets] = await Promise.all([wholeVisits(planned), loadHeads(planned.map(({ ticket }) => ticket))])
  const theirs = all.filter((visit) => visit.technician === technician.id && visit.status !== 'cancelled')
  const visits = theirs.filter(({ status }) => status !== 'missed')
  const found = await sitesOf(visits, tickets)
  const places = visits.map(({ id }) => found.get(id)?.coordinates)
  const home = technician.homeBase?.coordinates
  const { legs, by } = await waysBetween([home, ...places], settings.assignment.speedKmh)
  const time = goers[0] ? workingTime(goers[0].worker, span.from, span.to) : []
  const work = time.map(({ from, to }) => ({ from: toMs(from), to: toMs(to) }))
  return {
    ...{ technician, date: on, zone, span, travelBy: by, tickets, sites: found, books, settings },
    day: { visits, places, home, legs, work },
    missed: theirs.filter(({ status }) => status === 'missed').map(({ id }) => id),
  }
}

/** Where each visit is, by its id: one request. */
async function sitesOf(visits: readonly Visit[], tickets: ReadonlyMap<string, Ticket>): Promise<Map<string, Site>> {
  const places = visits.flatMap(({ id, site, ticket }) => {
    const customer = tickets.get(ticket)?.customer
    return site && customer ? [{ visit: id, key: sites.key({ id: site, customer }) }] : []
  })
  const wanted = [...new Map(places.map(({ key }) => [`${key.pk} ${key.sk}`, key])).values()]
  const items = await readAll(wanted)
  const found = new Map(items.map((item) => [`${item.pk} ${item.sk}`, recordIn(sites, item)]))
  return new Map(
    places.flatMap(({ visit, key }) => {
      const site = found.get(`${key.pk} ${key.sk}`)
      return site ? [[visit, site] as const] : []
    }),
  )
}

/** A day as the API gives it, in the order of a plan. */
export async function shownDay(known: KnownDay, plan: Plan): Promise<DayPlan> {
  const { technician, date, zone, day, travelBy, missed } = known
  return {
    technician: technician.id,
    name: technician.name,
    date,
    timeZone: zone,
    hours: day.work.map(({ from, to }) => ({ from: new Date(from).toISOString(), until: new Date(to).toISOString() })),
    ...(technician.homeBase && { homeBase: technician.homeBase }),
    travelBy,
    visits: await Promise.all(plan.visits.map((planned) => shownVisit(known, planned))),
    ...(plan.back && { back: plan.back }),
    totals: plan.totals,
    ...(missed.length > 0 && { missed: [...missed] }),
  }
}

async function shownVisit(known: KnownDay, { visit, ...at }: Planned): Promise<DayPlan['visits'][number]> {
  const { id, ticket: number, status, window, confirmedAt, work } = visit
  const ticket = known.tickets.get(number)
  const site = known.sites.get(id)
  const customer = ticket?.customer && (await findCustomer(ticket.customer))
  return {
    ...{ visit: id, ticket: number, status, ...at },
    ...(ticket && { title: ticket.title }),
    ...(ticket?.customer && { customer: ticket.customer }),
    ...(customer && { customerName: customer.name }),
    ...(visit.site && { site: visit.site }),
    ...(site && { siteName: site.name }),
    ...(site?.address && { address: site.address }),
    ...(site?.accessNotes && { accessNotes: site.accessNotes }),
    ...(site?.coordinates && { coordinates: site.coordinates }),
    ...(window && { window }),
    ...(confirmedAt && { confirmedAt }),
    ...(work && { work }),
  }
}

/** Somebody's day as it is booked. */
export async function dayForStaff(request: Request<typeof getTechnicianDay>): Promise<StoredAnswer> {
  const { actor, params, query, now } = request
  const known = await knownDay(actor, params.id, query.date, now)
  const shown = await shownDay(known, planOf(known.day))
  if (query.format === 'json') return request.answer(shown)
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: tellDay(shown) }
}
