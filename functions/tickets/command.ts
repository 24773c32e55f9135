import { decide, type TicketCommand } from '../../domain/lifecycle.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import { maySee } from '../../domain/visibility.ts'
import type { Operation } from '../../schemas/operations/operation.ts'
import type { replaceTicket } from '../../schemas/operations/tickets.ts'
import { type Request, replayed } from '../platform/http/edge.ts'
import { etag, matches } from '../platform/http/etag.ts'
import { attempts, pauseFor } from '../platform/retry.ts'
import { commitChange } from '../platform/table/commit.ts'
import { deskFor } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { type Loaded, loadTicket } from '../platform/table/tickets.ts'
import { representation } from './representation.ts'

/** A request that acts on one ticket and is answered with it. */
type TicketRequest = Request<
  Operation & { params: (typeof replaceTicket)['params']; answer: (typeof replaceTicket)['answer'] }
>

/**
 * Load, decide, commit. Who loses a race loads and decides again, up to five times; only who sent `If-Match` is told
 * that the ticket has changed. The team that the command brings in is known to exist.
 */
export async function run(
  request: TicketRequest,
  commandFor: (loaded: Loaded) => TicketCommand | Promise<TicketCommand>,
): Promise<StoredAnswer> {
  const { actor, now, once, requestId } = request
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { loaded, stored } = await loadTicket(request.params.id, once)
    if (stored && once) return replayed(stored, once)
    if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
    checkIfMatch(request, loaded)
    const command = await commandFor(loaded)
    const desk = await deskFor([loaded.ticket.team, command.do === 'assign' ? command.team : undefined])
    const decision = decide(loaded.ticket, command, actor, desk, now)
    const { ticket } = decision
    const answer = request.answer(representation(ticket, decision.description ?? loaded.description, actor), {
      etag: etag(ticket.version),
    })
    // Nothing to write, unless the answer must be the same when the request comes again.
    if (decision.events.length === 0 && !once) return answer
    const committed = await commitChange(loaded, { decision, correlationId: requestId, request: once, answer })
    if (committed.is === 'committed') return answer
    if (committed.is === 'repeated' && once) return replayed(committed.stored, once)
    await pauseFor(attempt)
  }
  throw new Refusal('busy', 'Others are changing this ticket at the same time. Try again in a moment.')
}

function checkIfMatch({ ifMatch }: TicketRequest, { ticket }: Loaded): void {
  if (ifMatch && !matches(ifMatch, ticket.version)) {
    throw new Refusal('stale', `You have read ${ifMatch}; the ticket is at ${etag(ticket.version)} now. Read it again.`)
  }
}
