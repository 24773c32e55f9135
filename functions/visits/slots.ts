import { invalid, notFound, refuseFields } from '../../domain/refusal.ts'
import { offers, unfit } from '../../domain/slots.ts'
import { dayMs, later, plus, toMs } from '../../domain/time.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { listSlots } from '../../schemas/operations/visits.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { everybody } from '../platform/table/technicians.ts'
import { mostDaysAhead } from '../platform/table/visits.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'
import { deskHours, goersOf, placeFor, sentOut, settingsWith, wantedFor } from './planning.ts'
import { forStaff } from './seeing.ts'

const mostSlots = 100
const mostDays = 14
const usualDays = 7

/** When somebody could come: for callers from outside each time once, and not who. */
export async function slotsForCaller(request: Request<typeof listSlots>): Promise<StoredAnswer> {
  const { actor, query, now } = request
  refuseFields(forStaff(request, query, ['technician', 'customer']))
  if (!query.ticket && !query.service) throw invalid('service', 'is required', 'a service, or a ticket')
  const { from, to } = rangeOf(query, now)
  const ticket = query.ticket ? await ticketFor(actor, query.ticket) : undefined
  const settings = await settingsWith(query.service, ticket?.brand)
  const isCustomers = fromOutside(actor)
  const customer = ticket ? ticket.customer : isCustomers ? actor.customer : query.customer
  // Sites lie with their customer.
  if (query.site && !ticket && !customer) {
    throw invalid('customer', 'is required with a site', 'the customer whose site it is, or a ticket')
  }
  const site = await placeFor(customer, query.site, ticket?.site)
  const wanted = await wantedFor(settings, ticket, { service: query.service, site })
  const all = await everybody()
  const named = query.technician && all.find(({ id }) => id === query.technician)
  if (query.technician && !named) throw notFound()
  const people = (named ? [named] : all.filter(sentOut)).filter(
    (one) => unfit(one, wanted, from, settings).length === 0,
  )
  const { goers } = await goersOf(people, from, to)
  const hours = isCustomers ? await deskHours(settings) : undefined
  const asked = { from, to, now, hours, most: mostSlots, eachOnce: isCustomers }
  const found = offers(goers, wanted, asked, settings)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return request.answer({
    items: found.map(({ technician, from: begins, until, travelMinutes }) => {
      const name = names.get(technician)
      if (isCustomers) return { from: begins, until }
      return { from: begins, until, technician, ...(name && { technicianName: name }), travelMinutes }
    }),
  })
}

function rangeOf(query: Request<typeof listSlots>['query'], now: Instant): { from: Instant; to: Instant } {
  const from = later(query.from ?? now, now)
  const to = query.to ?? plus(from, usualDays * dayMs)
  if (to <= from) throw invalid('to', 'is not after from, or has passed', 'an instant after from')
  if (toMs(to) - toMs(from) > mostDays * dayMs) throw invalid('to', 'is too far from from', `at most ${mostDays} days`)
  if (to > plus(now, mostDaysAhead * dayMs)) throw invalid('to', 'is too far away', `within ${mostDaysAhead} days`)
  return { from, to }
}
