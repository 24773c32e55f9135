import { decide } from '../../../domain/lifecycle.ts'
import { busy, notFound } from '../../../domain/refusal.ts'
import type { Rule } from '../../../domain/rule.ts'
import type { Decision, Ticket } from '../../../domain/ticket.ts'
import { maySee } from '../../../domain/visibility.ts'
import { replayed, settled } from '../http/edge.ts'
import { checkIfMatch } from '../http/stale.ts'
import { untilWon } from '../retry.ts'
import { changeWrites } from '../table/commit.ts'
import { commitOnce } from '../table/commit-once.ts'
import { deskOf } from '../table/desk.ts'
import { keys } from '../table/keys.ts'
import type { StoredAnswer, StoredRequest } from '../table/requests.ts'
import { type Loaded, loadTicket } from '../table/tickets.ts'
import type { Write } from '../table/transaction.ts'
import type { Asking } from './command.ts'
import { refuseMerged } from './merged-away.ts'

/** What happens to one of the tickets, and what is written with it. */
export interface Part {
  ticket: Ticket
  rule: Rule
  writes?: Write[]
}

/** What a request does to a ticket and to others with it, all or nothing. */
export interface Joining {
  /** Whether it may be done to a ticket that was merged into another. */
  alsoMerged?: boolean
  /** The numbers of the others. */
  others: (ticket: Ticket) => readonly string[]
  /** What happens to each; `others` has those that exist. The named ticket's own part comes first. */
  parts: (ticket: Ticket, others: ReadonlyMap<string, Ticket>) => Part[] | Promise<Part[]>
}

interface Judged {
  before: Loaded
  decision: Decision
  writes: Write[]
}

/** Loads the tickets and decides what becomes of each, without writing anything. */
export async function judge(
  request: Asking,
  number: string,
  joining: Joining,
): Promise<{ judged: [Judged, ...Judged[]] } | { stored: StoredRequest }> {
  const { actor, now, once } = request
  const { loaded, stored } = await loadTicket(number, once)
  if (stored) return { stored }
  if (!loaded || !maySee(actor, loaded.ticket)) throw notFound()
  await checkIfMatch(request, loaded.ticket.version, keys.ticket(number).pk, loaded.ticket.customerSince)
  if (!joining.alsoMerged) await refuseMerged(loaded.ticket, actor, false)
  const wanted = [...new Set(joining.others(loaded.ticket))].filter((other) => other !== number)
  const found = (await Promise.all(wanted.map((other) => loadTicket(other)))).flatMap((one) => one.loaded ?? [])
  const all = new Map([loaded, ...found].map((one) => [one.ticket.number, one]))
  const others = new Map(found.map(({ ticket }) => [ticket.number, ticket]))
  const parts = await joining.parts(loaded.ticket, others)
  const judged = await Promise.all(
    parts.map(async ({ ticket, rule, writes = [] }) => {
      const desk = await deskOf(ticket)
      return { before: all.get(ticket.number) as Loaded, decision: decide(ticket, rule, actor, desk, now), writes }
    }),
  )
  return { judged: judged as [Judged, ...Judged[]] }
}

/**
 * Load, decide, commit over several tickets: one transaction, in which none of them has changed meanwhile. A lost race is
 * decided again, up to five times. `answerWith` is told what became of the ticket that the request names.
 */
export function join(
  request: Asking,
  number: string,
  joining: Joining,
  answerWith: (decision: Decision, before: Loaded) => StoredAnswer,
  more: (decision: Decision) => Write[] = () => [],
): Promise<StoredAnswer> {
  const { once, requestId: correlationId } = request
  return untilWon(async () => {
    const outcome = await judge(request, number, joining)
    if ('stored' in outcome) {
      if (once) return replayed(outcome.stored, once)
      throw busy()
    }
    const { judged } = outcome
    const [{ decision, before }] = judged
    const answer = answerWith(decision, before)
    const changed = judged.filter((one) => one.decision.events.length > 0 || one.writes.length > 0)
    const writes = changed.flatMap((one) => changeWrites(one.before, { ...one, correlationId }))
    if (writes.length === 0 && !once) return answer
    return settled(await commitOnce([...writes, ...more(decision)], once, answer), once, answer)
  })
}
