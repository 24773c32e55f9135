import { isOpen } from '../../domain/selection.ts'
import { visitAfter } from '../../domain/visit.ts'
import { visitCancelled } from '../../domain/visit-rules.ts'
import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { count } from '../platform/telemetry.ts'
import { cancelWrites } from './steps.ts'
import { tendVisits } from './tending.ts'

/**
 * Hears of tickets that may have ended, and cancels the visits that were still planned for them: resolved, closed, cancelled or
 * merged into another, there is nothing to go for. Who is on the way already is left to whoever called them.
 */
export const handler = eachMessage<BusEvent>(async (message, correlationId) => {
  if (message['replay-name']) return
  const { id: causationId, subject } = message.detail as Envelope
  const cancelled = await tendVisits(subject.id, correlationId, async ({ ticket, visits, now }) => {
    const visit = isOpen(ticket.status) ? undefined : visits.find(({ status }) => status === 'planned')
    if (!visit) return undefined
    const after = visitAfter(visit, now, { status: 'cancelled', endedAt: now })
    const rule = visitCancelled(after, visits, undefined, causationId)
    return { rule, writes: await cancelWrites(visit, after) }
  })
  if (cancelled > 0) count('VisitsCancelled', cancelled)
})
