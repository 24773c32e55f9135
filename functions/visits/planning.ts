import { datesAround } from '../../domain/day-book.ts'
import type { Hours } from '../../domain/hours.ts'
import { type Needs, needsOf, withSkill } from '../../domain/needs.ts'
import { invalid } from '../../domain/refusal.ts'
import type { Goer, Wanted } from '../../domain/slots.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { dayMs, plus } from '../../domain/time.ts'
import type { Service } from '../../schemas/service.ts'
import type { Settings } from '../../schemas/settings.ts'
import type { Site } from '../../schemas/site.ts'
import type { Technician } from '../../schemas/technician.ts'
import type { Instant } from '../../schemas/time.ts'
import { hoursNow } from '../platform/table/calendars.ts'
import { products, sites } from '../platform/table/customers.ts'
import { loadRecord } from '../platform/table/records.ts'
import { revisionsNow } from '../platform/table/revised.ts'
import { deskSettings, settingsSince } from '../platform/table/settings.ts'
import { shiftsBetween, shiftsOf } from '../platform/table/shifts.ts'
import { bookedIn, type DayBook, dayBooks } from '../platform/table/visits.ts'
import { workerWith } from '../platform/table/workers.ts'

/** A visit with nothing said of how long it takes. */
const usualMinutes = 60

/** Who is sent out where nobody is named: technicians to whom the rules may give something. */
export const sentOut = ({ active, assignable, role }: Technician): boolean =>
  active && assignable && role === 'technician'

/** Some people with their time, and what they have planned, around a range: one request for each hundred books, and one for shifts. */
export async function goersOf(
  technicians: readonly Technician[],
  from: Instant,
  until: Instant,
): Promise<{ goers: Goer[]; books: DayBook[] }> {
  const ids = technicians.map(({ id }) => id)
  const [books, shifts] = await Promise.all([
    dayBooks(ids, datesAround({ from, until })),
    shiftsAround(ids, plus(from, -2 * dayMs), plus(until, 2 * dayMs)),
  ])
  const planned = Object.groupBy(bookedIn(books), ({ technician }) => technician)
  const goers = technicians.map(async (technician): Promise<Goer> => {
    const { id } = technician
    const own = shifts.filter((shift) => shift.technician === id)
    return { worker: await workerWith(technician, own), booked: planned[id] ?? [] }
  })
  return { goers: await Promise.all(goers), books }
}

/** Of one person, or everybody's. */
const shiftsAround = (ids: readonly string[], from: Instant, until: Instant) =>
  ids.length === 1 ? shiftsOf(ids, from, until) : shiftsBetween(from, until)

/** When the desk is open, for what customers plan by themselves. */
export const deskHours = async ({ openHours }: Settings): Promise<Hours | undefined> =>
  openHours === 'always' ? undefined : hoursNow(openHours)

/** The settings with a service in them, if there is one: one that is newer than what is remembered is read. */
export async function settingsWith(service: string | undefined, brand?: string): Promise<Settings> {
  const settings = await deskSettings(brand)
  if (service === undefined || settings.assignment.services.some(({ code }) => code === service)) return settings
  await settingsSince((await revisionsNow()).settingsRevision)
  return deskSettings(brand)
}

/** What a service, or else a ticket, asks of whoever goes, and for how long. */
export async function wantedFor(
  settings: Settings,
  ticket: Ticket | undefined,
  given: { service?: string | undefined; site?: Site | undefined; durationMinutes?: number | undefined },
): Promise<Wanted> {
  const service = given.service === undefined ? undefined : serviceCalled(settings, given.service)
  const needs = service ? needsOfService(service) : ticket ? await needsOfTicket(settings, ticket) : nothing
  const durationMinutes = given.durationMinutes ?? service?.durationMinutes ?? usualMinutes
  return { needs, durationMinutes, site: given.site }
}

const nothing: Needs = { skills: {}, certifications: [] }

function serviceCalled({ assignment }: Settings, code: string): Service {
  const found = assignment.services.find((service) => service.code === code)
  if (found) return found
  const codes = assignment.services.map((service) => service.code)
  throw invalid(
    'service',
    'is not known',
    codes.length > 0 ? `one of: ${codes.join(', ')}` : 'nothing: there is none yet',
  )
}

const needsOfService = ({ skill, level, certification }: Service): Needs =>
  withSkill({ skills: {}, certifications: certification ? [certification] : [] }, skill ? { skill, level } : undefined)

/** As for whoever gets the ticket: also by the model of its product. */
async function needsOfTicket(settings: Settings, ticket: Ticket): Promise<Needs> {
  const { product, customer } = ticket
  const asksModel = settings.assignment.needs.some(({ when }) => when.model)
  const found = asksModel && product && customer ? await loadRecord(products, { id: product, customer }) : undefined
  return needsOf(settings, { ...ticket, model: found?.model })
}

/** A site of a customer that somebody named; refuses one that is not theirs. */
async function siteNamed(customer: string | undefined, id: string): Promise<Site> {
  const found = await siteOf(customer, id)
  if (!found) throw invalid('site', 'is not known', 'the id of a site of the customer')
  return found
}

/** A site, if it still is the customer's: it may be gone, and a ticket may have come to another customer. */
const siteOf = async (customer: string | undefined, id: string | undefined): Promise<Site | undefined> =>
  customer && id ? loadRecord(sites, { id, customer }) : undefined

/** Where somebody is to go: where the caller says, else where it was, or the ticket says. */
export async function placeFor(
  customer: string | undefined,
  named: string | undefined,
  ...others: readonly (string | undefined)[]
): Promise<Site | undefined> {
  if (named) return siteNamed(customer, named)
  for (const id of others) {
    const found = await siteOf(customer, id)
    if (found) return found
  }
  return undefined
}
