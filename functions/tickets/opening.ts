import { open } from '../../domain/opening.ts'
import { busy, invalid } from '../../domain/refusal.ts'
import { fromOutside } from '../../domain/visibility.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { createTicket } from '../../schemas/operations/tickets.ts'
import { type Request, replayed } from '../platform/http/edge.ts'
import { etag } from '../platform/http/etag.ts'
import { attempts, pauseFor } from '../platform/retry.ts'
import { commitNew } from '../platform/table/commit.ts'
import { drawNumber, numberOf } from '../platform/table/numbers.ts'
import { deskFor, deskSettings, findCustomer } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { representation } from './representation.ts'

/** Opens a ticket: draws a number, decides, and commits it with its answer. Two requests to the table. */
export async function openTicket(request: Request<typeof createTicket>): Promise<StoredAnswer> {
  const { actor, body, now, once, requestId } = request
  await checkOwner(request)
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { count, policiesRevision } = await drawNumber('main')
    const settings = await deskSettings()
    const desk = await deskFor([settings.defaultTeam], policiesRevision)
    const decision = open(body, numberOf(settings, count), 'main', actor, desk, now)
    const { ticket } = decision
    const answer = request.answer(representation(ticket, body.description, actor), {
      etag: etag(ticket.version),
      location: `${basePath}/tickets/${ticket.number}`,
    })
    const committed = await commitNew({ decision, correlationId: requestId, request: once, answer })
    if (committed.is === 'committed') return answer
    if (committed.is === 'repeated' && once) return replayed(committed.stored, once)
    await pauseFor(attempt)
  }
  throw busy()
}

/**
 * From outside a ticket is opened for one's own customer only; another's is as unknown as one that does not exist. Tags
 * choose policies and, later, people: they are the desk's own.
 */
async function checkOwner({ actor, body }: Request<typeof createTicket>): Promise<void> {
  if (fromOutside(actor) && body.tags.length > 0) throw invalid('tags', 'may only be set by staff', 'nothing')
  if (!body.customer || body.customer === actor.customer) return
  if (fromOutside(actor) || !(await findCustomer(body.customer))) {
    throw invalid('customer', 'is not known', 'the id of a customer for whom you may open a ticket')
  }
}
