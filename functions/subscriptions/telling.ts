import { Refusal } from '../../domain/refusal.ts'
import { type Request, replayed } from '../platform/http/edge.ts'
import { findRequest, type StoredAnswer } from '../platform/table/requests.ts'
import { secretOf } from '../platform/webhooks/secrets.ts'

/** What stands for a secret in the answer that is kept: of which subscription, and in which version. */
const named = (subscription: string, version: number): string => `${subscription} ${version}`

/**
 * Tells a secret in the `secret` of an answer. What is kept of the answer for its Idempotency-Key names which one it is, and
 * nothing of the secret: it is derived anew for whoever repeats the request.
 */
export async function tellingSecret(
  { once }: Pick<Request, 'once'>,
  handle: (name: typeof named) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const answer = await handle(named).catch(async (fault: unknown) => {
    // A repeat may be refused because the first has been done: what was answered goes first, as at the edge.
    const stored = once && fault instanceof Refusal && (await findRequest(once))
    if (!stored) throw fault
    return replayed(stored, once)
  })
  const { secret, ...rest } = JSON.parse(answer.body) as { secret?: string }
  if (!secret) return answer
  const [subscription = '', version] = secret.split(' ')
  return { ...answer, body: JSON.stringify({ ...rest, secret: await secretOf(subscription, Number(version)) }) }
}
