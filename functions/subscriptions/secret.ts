import { hourMs, plus } from '../../domain/time.ts'
import type { rotateSecret } from '../../schemas/operations/deliveries.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { loadReceiver, rotation } from '../platform/table/receivers.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { checkWebhook } from './deliveries.ts'
import { subscriptionFor } from './seeing.ts'
import { tellingSecret } from './telling.ts'

/** Gives a new secret, and tells it. */
export const rotate = (request: Request<typeof rotateSecret>): Promise<StoredAnswer> =>
  tellingSecret(request, async (named) => {
    const { now, once, params, body } = request
    const subscription = await subscriptionFor(request, params.subscription)
    checkWebhook(subscription, ['pending', 'active', 'paused', 'disabled', 'rejected'])
    const { id } = subscription
    const previousHoldsUntil = body.holdsForHours > 0 ? plus(now, body.holdsForHours * hourMs) : undefined
    return untilWon(async () => {
      const before = await loadReceiver(id)
      const secret = named(id, before.secretVersion + 1)
      const answer = request.answer({ secret, ...(previousHoldsUntil && { previousHoldsUntil }) })
      return settled(await commitOnce([rotation(id, before, previousHoldsUntil)], once, answer), once, answer)
    })
  })
