import { paused } from '../../domain/partners/standing.ts'
import { system } from '../../schemas/actor.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { untilWon } from '../platform/retry.ts'
import { saveRecord } from '../platform/table/commit-record.ts'
import { loadRecord } from '../platform/table/records.ts'
import { subscriptions, subscriptionsChanged } from '../platform/table/subscriptions.ts'
import { count, logger } from '../platform/telemetry.ts'

/** Why the desk itself stops a subscription, in the words that its owner reads. */
const reasons = {
  failing: 'Its receiver has failed again and again. Resume it once it answers.',
  gone: 'Its receiver answered 410: it wants nothing any more. Resume it if that was not meant.',
} as const
type Reason = keyof typeof reasons

/**
 * Stops a subscription whose receiver is failing (paused), or gone (disabled); what is on its way is held. Its owner hears of
 * it from the event. One that is not active any more stays as it is.
 */
export async function stop(id: string, reason: Reason, requestId: string): Promise<void> {
  const done = await untilWon(async () => {
    const before = await loadRecord(subscriptions, { id })
    if (before?.state !== 'active') return 'no'
    const now = new Date().toISOString()
    const after = { ...stopped(before, reason), version: before.version + 1, updatedAt: now }
    const by = { actor: system, now, requestId }
    const saved = await saveRecord(subscriptions, { before, after, by, writes: [subscriptionsChanged()] })
    return saved.is === 'committed' ? 'stopped' : undefined
  })
  if (done === 'no') return
  count('PartnerSubscriptionsStopped')
  logger.warn('A subscription was stopped', { subscription: id, reason })
}

const stopped = (before: Subscription, reason: Reason): Subscription =>
  reason === 'gone'
    ? { ...paused(before, 'desk', reasons.gone), state: 'disabled' }
    : paused(before, 'desk', reasons.failing)
