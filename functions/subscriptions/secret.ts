import { hourMs, plus } from '../../domain/time.ts'
import type { rotateSecret } from '../../schemas/operations/deliveries.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { loadReceiver, rotation } from '../platform/table/receivers.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { secretOf } from '../platform/webhooks/secrets.ts'
import { checkWebhook } from './deliveries.ts'
import { subscriptionFor } from './seeing.ts'

/** Gives a new secret, and tells it. What is kept of the answer for its Idempotency-Key has the secret sealed. */
export async function rotate(request: Request<typeof rotateSecret>): Promise<StoredAnswer> {
  const { actor, now, once, params, body } = request
  const subscription = await subscriptionFor(request, params.subscription)
  checkWebhook(subscription, ['pending', 'active', 'paused', 'disabled', 'rejected'])
  const { id } = subscription
  const seal = `secret ${actor.id} ${id}`
  return untilWon(async () => {
    const before = await loadReceiver(id)
    const secret = await secretOf(id, before.secretVersion + 1)
    const previousHoldsUntil = body.holdsForHours > 0 ? plus(now, body.holdsForHours * hourMs) : undefined
    const told = (said: string) => request.answer({ secret: said, ...(previousHoldsUntil && { previousHoldsUntil }) })
    const kept = told(sealCursor(secret, seal))
    const committed = await commitOnce([rotation(id, before, previousHoldsUntil)], once, kept)
    const done = settled(committed, once, kept)
    if (done === kept) return told(secret)
    return done && { ...done, body: unsealed(done.body, seal) }
  })
}

/** An answer that was given before, as it was. */
function unsealed(body: string, seal: string): string {
  const answer = JSON.parse(body) as { secret: string }
  return JSON.stringify({ ...answer, secret: openCursor(answer.secret, seal) })
}
