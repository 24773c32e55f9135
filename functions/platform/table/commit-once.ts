import { type RequestKey, requestPut, type StoredAnswer, type StoredRequest, storedRequest } from './requests.ts'
import { transact, type Write } from './transaction.ts'

/** How a commit ended. `repeated`: this idempotency key has been answered before, with this. */
export type Committed = { is: 'committed' } | { is: 'raced' } | { is: 'repeated'; stored: StoredRequest }

/** Writes everything or nothing, and with it the answer to the request's idempotency key, where it has one. */
export async function commitOnce(
  writes: readonly Write[],
  request: RequestKey | undefined,
  answer: StoredAnswer | undefined,
): Promise<Committed> {
  const first: Write[] = request && answer ? [requestPut(request, answer)] : []
  const outcome = await transact([...first, ...writes])
  if (outcome.is !== 'refused') return outcome
  const stored = request && outcome.at < first.length ? storedRequest(outcome.item, request.now) : undefined
  return stored ? { is: 'repeated', stored } : { is: 'raced' }
}
