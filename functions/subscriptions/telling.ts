import { Refusal } from '../../domain/refusal.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { type Request, replayed } from '../platform/http/edge.ts'
import { findRequest, type StoredAnswer } from '../platform/table/requests.ts'

/**
 * Tells a secret in the `secret` of an answer. What is kept of the answer for its Idempotency-Key has it sealed, for the same
 * caller only; whoever repeats the request is told it again.
 */
export async function tellingSecret(
  { actor, once }: Pick<Request, 'actor' | 'once'>,
  handle: (sealed: (secret: string) => string) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const seal = `secret ${actor.role} ${actor.id}`
  const answer = await handle((secret) => sealCursor(secret, seal)).catch(async (fault: unknown) => {
    // A repeat may be refused because the first has been done: what was answered goes first, as at the edge.
    const stored = once && fault instanceof Refusal && (await findRequest(once))
    if (!stored) throw fault
    return replayed(stored, once)
  })
  const { secret, ...rest } = JSON.parse(answer.body) as { secret?: string }
  return secret ? { ...answer, body: JSON.stringify({ ...rest, secret: openCursor(secret, seal) }) } : answer
}
