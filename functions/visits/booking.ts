import { Refusal, refuseFields } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fromOutside } from '../../domain/visibility.ts'
import { reminderOf } from '../../domain/visit.ts'
import { visitBooked } from '../../domain/visit-rules.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { bookVisit } from '../../schemas/operations/visits.ts'
import type { FieldError } from '../../schemas/problem.ts'
import type { Site } from '../../schemas/site.ts'
import type { NewVisit, Visit } from '../../schemas/visit.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag } from '../platform/http/etag.ts'
import { contacts } from '../platform/table/customers.ts'
import { findCustomer } from '../platform/table/people.ts'
import { loadRecord } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { bookWrites, visitsOfTicket, visitWrites } from '../platform/table/visits.ts'
import { change } from '../platform/tickets/command.ts'
import { placedId } from '../platform/tickets/placed-id.ts'
import { choose } from './choosing.ts'
import { placeFor, settingsWith, wantedFor } from './planning.ts'
import { forStaff, shownTo } from './seeing.ts'

/** What a customer leaves to the desk. */
export const desksChoice = ['technician', 'durationMinutes', 'window', 'force', 'work', 'tellCustomer'] as const

/** Plans a visit: in one transaction it stands in the technician's books, with its ticket, and in the ticket's history. */
export async function book(request: Request<typeof bookVisit>): Promise<StoredAnswer> {
  const { actor, body, now } = request
  refuseFields([...forStaff(request, body, desksChoice), ...windowErrors(body)])
  const technician = actor.role === 'technician' ? ownOnly(body.technician, actor.id) : body.technician
  let answer: StoredAnswer | undefined
  return change(
    // What is planned is new: there is nothing that the caller could have read before.
    { ...request, ifMatch: undefined },
    body.ticket,
    async ({ ticket }) => {
      const settings = await settingsWith(body.service, ticket.brand)
      const [visits, site] = await Promise.all([
        visitsOfTicket(ticket.number),
        placeFor(ticket.customer, body.site, ticket.site),
      ])
      const wanted = await wantedFor(settings, ticket, { ...body, site })
      const preferred = technician ? [] : await preferredFor(ticket)
      const { from, force } = body
      const asked = { from, force, wanted, technician, preferred, isCustomers: fromOutside(actor) }
      const { offer, books } = await choose(asked, settings, now)
      const remindAt = reminderOf(from, settings, now)
      const visit: Visit = {
        ...{ id: placedId('vis', ticket, now), ticket: ticket.number, status: 'planned', ...offer },
        durationMinutes: wanted.durationMinutes,
        ...(site && { site: site.id }),
        ...(body.service && { service: body.service }),
        ...(body.window && { window: body.window }),
        ...(body.work && { work: body.work }),
        ...(remindAt && { remindAt }),
        // Who has picked it says by it that it suits.
        ...(asked.isCustomers && { confirmedAt: now }),
        ...{ version: 1, createdAt: now, updatedAt: now },
      }
      const headers = { etag: etag(1), location: `${basePath}/visits/${visit.id}` }
      answer = request.answer(await shownTo(actor, visit), headers)
      const writes = () => [...visitWrites(undefined, visit), ...bookWrites(books, visit.id, bookedAs(visit, site))]
      return { command: visitBooked(visit, visits), writes }
    },
    () => answer as StoredAnswer,
  )
}

/** A visit as it stands in the books. */
export const bookedAs = ({ id, ticket, technician, from, until, site }: Visit, place: Site | undefined) => ({
  ...{ id, ticket, technician, from, until },
  ...(site && { site }),
  ...(place?.coordinates && { at: place.coordinates }),
})

/** What the customer is told must hold what was planned. */
export const windowErrors = ({ from, window }: Pick<NewVisit, 'from' | 'window'>): FieldError[] =>
  !window || (window.from <= from && from <= window.until)
    ? []
    : [{ path: 'window', message: 'does not hold from', expected: 'a window in which from lies' }]

function ownOnly(technician: string | undefined, own: string): string {
  if (technician === undefined || technician === own) return own
  throw new Refusal('forbidden', 'A technician plans visits for themselves only.')
}

/** Who goes before others: who has the ticket, whom its contact prefers, whom its customer does. */
async function preferredFor({ assignee, requester, customer }: Ticket): Promise<(string | undefined)[]> {
  const [contact, company] = await Promise.all([
    loadRecord(contacts, { id: requester }),
    customer === undefined ? undefined : findCustomer(customer),
  ])
  return [assignee, contact?.preferredTechnician, company?.preferredTechnician]
}
