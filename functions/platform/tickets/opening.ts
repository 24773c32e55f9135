import { open } from '../../../domain/opening.ts'
import { busy } from '../../../domain/refusal.ts'
import type { Decision } from '../../../domain/ticket.ts'
import type { NewTicket } from '../../../schemas/ticket.ts'
import { type Request, replayed } from '../http/edge.ts'
import { attempts, pauseFor } from '../retry.ts'
import { commitNew } from '../table/commit.ts'
import { drawNumber, numberOf } from '../table/numbers.ts'
import { deskFor, deskSettings } from '../table/people.ts'
import type { StoredAnswer } from '../table/requests.ts'
import type { Write } from '../table/transaction.ts'

/**
 * Opens a ticket: draws a number, decides, and commits it with its answer, and whatever else belongs into the same
 * transaction. Two requests to the table. That the caller may open it for its customer was checked before.
 */
export async function openTicket(
  { actor, now, once, requestId }: Pick<Request, 'actor' | 'now' | 'once' | 'requestId'>,
  given: NewTicket,
  answerWith: (decision: Decision) => StoredAnswer,
  writes: (decision: Decision) => Write[] = () => [],
): Promise<StoredAnswer> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { count, policiesRevision } = await drawNumber('main')
    const settings = await deskSettings()
    const desk = await deskFor([settings.defaultTeam], policiesRevision, given.customer ?? actor.customer)
    const decision = open(given, numberOf(settings, count), 'main', actor, desk, now)
    const answer = answerWith(decision)
    const commit = { decision, correlationId: requestId, request: once, answer, writes: writes(decision) }
    const committed = await commitNew(commit)
    if (committed.is === 'committed') return answer
    if (committed.is === 'repeated' && once) return replayed(committed.stored, once)
    await pauseFor(attempt)
  }
  throw busy()
}
