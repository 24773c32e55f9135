import { datesOf } from '../../domain/day-book.ts'
import { Refusal, refuseFields } from '../../domain/refusal.ts'
import { fromOutside } from '../../domain/visibility.ts'
import { allowVisit, refuseLate, reminderOf } from '../../domain/visit.ts'
import { visitMoved } from '../../domain/visit-rules.ts'
import type { moveVisit } from '../../schemas/operations/visits.ts'
import type { Visit } from '../../schemas/visit.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { bookWrites, type DayBook, dayBooks, visitWrites } from '../platform/table/visits.ts'
import { bookedAs, desksChoice, windowErrors } from './booking.ts'
import { choose } from './choosing.ts'
import { placeFor, wantedFor } from './planning.ts'
import { changeVisit, forStaff, type Seen } from './seeing.ts'

/** Moves a visit to another time or technician, on the same terms as a new one. */
export async function move(request: Request<typeof moveVisit>): Promise<StoredAnswer> {
  return changeVisit(request, (seen) => moved(request, seen))
}

async function moved(request: Request<typeof moveVisit>, { visit, visits, loaded }: Seen) {
  const { actor, body, now } = request
  refuseFields([...forStaff(request, body, desksChoice), ...windowErrors(body)])
  const { ticket } = loaded
  const settings = await deskSettings(ticket.brand)
  allowVisit(visit, 'move', actor)
  refuseLate(visit, actor, settings, now)
  refuseUntold(visit, request)
  const isCustomers = fromOutside(actor)
  const site = await placeFor(ticket.customer, undefined, visit.site, ticket.site)
  const durationMinutes = body.durationMinutes ?? visit.durationMinutes
  // A service that is offered no more is not asked for any more.
  const service = settings.assignment.services.find(({ code }) => code === visit.service)?.code
  const wanted = await wantedFor(settings, ticket, { service, durationMinutes, site })
  const { from, force } = body
  const { offer, books } = await choose(
    {
      ...{ from, force, wanted, isCustomers, id: visit.id },
      technician: isCustomers ? undefined : (body.technician ?? visit.technician),
      preferred: [visit.technician],
    },
    settings,
    now,
  )
  const remindAt = reminderOf(from, settings, now)
  const after: Visit = {
    ...{ id: visit.id, ticket: visit.ticket, status: 'planned', ...offer, durationMinutes },
    ...(site && { site: site.id }),
    ...(visit.service && { service: visit.service }),
    ...(visit.work && { work: visit.work }),
    ...(body.window && { window: body.window }),
    ...(remindAt && { remindAt }),
    // Who moves it says by it that the new time suits; what the desk has moved they are asked about again.
    ...(isCustomers && { confirmedAt: now }),
    ...{ version: visit.version + 1, createdAt: visit.createdAt, updatedAt: now },
  }
  const had = await dayBooks([visit.technician], datesOf(visit.from, visit.until))
  const all = distinct([...books, ...had])
  return {
    after,
    rule: visitMoved(visit, after, visits, body.reason),
    writes: () => [...visitWrites(visit, after), ...bookWrites(all, visit.id, bookedAs(after, site))],
  }
}

/** The first that was read of each: what was decided on must still hold. */
const distinct = (books: readonly DayBook[]): DayBook[] => {
  const place = ({ date, technician }: DayBook) => `${date} ${technician}`
  return books.filter((book, at) => books.findIndex((other) => place(other) === place(book)) === at)
}

/** Nothing moves a visit that the customer has confirmed without saying so. */
function refuseUntold(visit: Visit, { actor, body }: Request<typeof moveVisit>): void {
  if (!visit.confirmedAt || fromOutside(actor) || body.tellCustomer) return
  throw new Refusal(
    'conflict',
    `The customer has confirmed this visit (${visit.confirmedAt}). Say \`tellCustomer\` to move it all the same: they are told, and asked to confirm it again.`,
  )
}
