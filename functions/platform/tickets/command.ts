import { decide, type TicketCommand } from '../../../domain/lifecycle.ts'
import { notFound, Refusal } from '../../../domain/refusal.ts'
import type { Rule } from '../../../domain/rule.ts'
import type { Decision } from '../../../domain/ticket.ts'
import { maySee } from '../../../domain/visibility.ts'
import type { Operation } from '../../../schemas/operations/operation.ts'
import type { replaceTicket } from '../../../schemas/operations/tickets.ts'
import { type Request, replayed } from '../http/edge.ts'
import { etag } from '../http/etag.ts'
import { checkIfMatch } from '../http/stale.ts'
import { attempts, pauseFor } from '../retry.ts'
import { commitChange } from '../table/commit.ts'
import { keys } from '../table/keys.ts'
import { deskFor } from '../table/people.ts'
import type { StoredAnswer } from '../table/requests.ts'
import { type Loaded, loadTicket } from '../table/tickets.ts'
import type { Write } from '../table/transaction.ts'
import { representation } from './representation.ts'

/** What a request does to a ticket. */
export interface Effect {
  command: TicketCommand | Rule
  /** The teams that it brings in, beside the ticket's own; they exist. */
  teams?: readonly (string | undefined)[]
  /** Items that are written in the same transaction: a comment, a link. */
  writes?: (decision: Decision) => Write[]
}

/** What a change needs to know of the request that asks for it. */
export type Asking = Pick<Request, 'actor' | 'now' | 'once' | 'requestId' | 'ifMatch'>

/**
 * Load, decide, commit. Who loses a race loads and decides again, up to five times; only who sent `If-Match` is told
 * that the ticket has changed. `answerWith` makes the answer before anything is committed.
 */
export async function change(
  request: Asking,
  number: string,
  effectFor: (loaded: Loaded) => Effect | Promise<Effect>,
  answerWith: (decision: Decision, loaded: Loaded) => StoredAnswer,
): Promise<StoredAnswer> {
  const { actor, now, once, requestId } = request
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { loaded, stored } = await loadTicket(number, once)
    if (stored && once) return replayed(stored, once)
    if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
    await checkIfMatch(request, loaded.ticket.version, keys.ticket(number).pk)
    const { command, teams = [], writes } = await effectFor(loaded)
    // A change of fields may choose the policy anew: then it matters what was agreed with the customer.
    const customer = typeof command === 'object' && command.do === 'replace' ? loaded.ticket.customer : undefined
    const desk = await deskFor([loaded.ticket.team, ...teams], 0, customer, loaded.ticket.brand)
    const decision = decide(loaded.ticket, command, actor, desk, now)
    const answer = answerWith(decision, loaded)
    const more = writes?.(decision) ?? []
    // Nothing to write, unless the answer must be the same when the request comes again.
    if (decision.events.length === 0 && more.length === 0 && !once) return answer
    const commit = { decision, correlationId: requestId, request: once, answer, writes: more }
    const committed = await commitChange(loaded, commit)
    if (committed.is === 'committed') return answer
    if (committed.is === 'repeated' && once) return replayed(committed.stored, once)
    await pauseFor(attempt)
  }
  throw new Refusal('busy', 'Others are changing this ticket at the same time. Try again in a moment.')
}

/** A request that acts on one ticket and is answered with it. */
type TicketRequest = Request<
  Operation & { params: (typeof replaceTicket)['params']; answer: (typeof replaceTicket)['answer'] }
>

/** The same where the answer is the ticket itself. */
export const run = (
  request: TicketRequest,
  commandFor: (loaded: Loaded) => TicketCommand | Rule | Promise<TicketCommand | Rule>,
): Promise<StoredAnswer> =>
  change(
    request,
    request.params.id,
    async (loaded) => {
      const command = await commandFor(loaded)
      const team = typeof command === 'object' && command.do === 'assign' ? command.team : undefined
      return { command, teams: [team] }
    },
    ({ ticket, description }, loaded) =>
      request.answer(representation(ticket, description ?? loaded.description, request.actor), {
        etag: etag(ticket.version),
      }),
  )
