import { decide, type TicketCommand } from '../../../domain/lifecycle.ts'
import { notFound } from '../../../domain/refusal.ts'
import type { Rule } from '../../../domain/rule.ts'
import type { Decision, Desk } from '../../../domain/ticket.ts'
import { maySee } from '../../../domain/visibility.ts'
import type { Operation } from '../../../schemas/operations/operation.ts'
import type { replaceTicket } from '../../../schemas/operations/tickets.ts'
import { type Request, replayed, settled } from '../http/edge.ts'
import { etag } from '../http/etag.ts'
import { checkIfMatch } from '../http/stale.ts'
import { untilWon } from '../retry.ts'
import { commitChange } from '../table/commit.ts'
import { deskOf } from '../table/desk.ts'
import { keys } from '../table/keys.ts'
import type { Guard } from '../table/loads.ts'
import type { StoredAnswer } from '../table/requests.ts'
import { type Loaded, loadTicket } from '../table/tickets.ts'
import type { Write } from '../table/transaction.ts'
import { refuseMerged } from './merged-away.ts'
import { representation } from './representation.ts'

/** What a request does to a ticket. */
export interface Effect {
  command: TicketCommand | Rule
  /** The teams that it brings in, beside the ticket's own; they exist. */
  teams?: readonly (string | undefined)[]
  /** Whether a rule changes fields by which a policy is chosen. */
  mayChoosePolicy?: boolean
  /** By what it is judged, where that is not the desk as it is remembered. */
  desk?: Desk
  /** It holds only while whoever gets the ticket is as they were seen. */
  guard?: Guard | undefined
  /** It says something of what was: also of a ticket that was merged into another. */
  evenMerged?: boolean
  /** Items that are written in the same transaction: a comment, a link. */
  writes?: (decision: Decision) => Write[]
}

/** What a change needs to know of the request that asks for it. */
export type Asking = Pick<Request, 'actor' | 'now' | 'once' | 'requestId' | 'ifMatch'>

/**
 * Load, decide, commit. Who loses a race loads and decides again, up to five times; only who sent `If-Match` is told
 * that the ticket has changed. `answerWith` makes the answer before anything is committed.
 */
export function change(
  request: Asking,
  number: string,
  effectFor: (loaded: Loaded) => Effect | Promise<Effect>,
  answerWith: (decision: Decision, loaded: Loaded, desk: Desk) => StoredAnswer,
): Promise<StoredAnswer> {
  const { actor, once, requestId } = request
  return untilWon(async () => {
    const { loaded, stored } = await loadTicket(number, once)
    if (stored && once) return replayed(stored, once)
    if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
    await checkIfMatch(request, loaded.ticket.version, keys.ticket(number).pk, loaded.ticket.customerSince)
    const effect = await effectFor(loaded)
    const { decision, desk } = await decided(request, loaded, effect)
    const answer = answerWith(decision, loaded, desk)
    const more = effect.writes?.(decision) ?? []
    // Nothing to write, unless the answer must be the same when the request comes again.
    if (decision.events.length === 0 && more.length === 0 && !once) return answer
    const { guard } = effect
    const commit = { decision, correlationId: requestId, request: once, answer, writes: more, guard }
    return settled(await commitChange(loaded, commit), once, answer)
  })
}

/** Decides on a ticket that was read; writes nothing. */
async function decided(
  { actor, now }: Pick<Asking, 'actor' | 'now'>,
  { ticket }: Loaded,
  { command, teams = [], mayChoosePolicy, evenMerged, desk: asked }: Effect,
): Promise<{ decision: Decision; desk: Desk }> {
  if (!evenMerged) await refuseMerged(ticket, actor, typeof command === 'object')
  // A change of fields may choose the policy anew: then it matters what was agreed with the customer.
  const replaces = typeof command === 'object' && command.do === 'replace'
  const about = { teams, choosesPolicy: replaces, current: !!mayChoosePolicy }
  const desk = asked ?? (await deskOf(ticket, about))
  const decision = decide(ticket, command, actor, desk, now)
  if (!replaces || asked || !decision.events.some(({ type }) => type === 'sla.policy-chosen')) return { decision, desk }
  // Few do choose anew: only those ask what there is to be chosen at this moment.
  const current = await deskOf(ticket, { ...about, current: true })
  return { decision: decide(ticket, command, actor, current, now), desk: current }
}

/** What would come of a change now: refuses as it would, and writes nothing. */
export async function rehearse(
  request: Asking,
  number: string,
  effectFor: (loaded: Loaded) => Effect | Promise<Effect>,
  answerWith: (decision: Decision, loaded: Loaded, desk: Desk) => StoredAnswer,
): Promise<StoredAnswer> {
  const { loaded } = await loadTicket(number)
  if (!loaded || !maySee(request.actor, loaded.ticket)) throw notFound()
  await checkIfMatch(request, loaded.ticket.version, keys.ticket(number).pk, loaded.ticket.customerSince)
  const { decision, desk } = await decided(request, loaded, await effectFor(loaded))
  return answerWith(decision, loaded, desk)
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
    withTicket(request),
  )

/** Answers a request with the ticket that it names, as it has become; callers from outside see custom fields by the desk's settings. */
export const withTicket =
  ({ actor, answer }: Pick<TicketRequest, 'actor' | 'answer'>, more: () => Record<string, string> = () => ({})) =>
  ({ ticket, description }: Decision, before: Loaded, desk?: Desk): StoredAnswer =>
    answer(representation(ticket, description ?? before.description, actor, desk?.settings.customFields), {
      etag: etag(ticket.version),
      ...more(),
    })
