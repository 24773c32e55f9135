import { environment } from '../platform/environment.ts'
import { send } from '../platform/queue.ts'
import { waitingUntil } from '../platform/table/notices.ts'
import { count, observed } from '../platform/telemetry.ts'

/**
 * Every minute: finds reminders whose readers are at work by now, and hands them to the notifier. It only enqueues; what
 * is not told within the minute is found again, and told once all the same.
 */
export const handler = observed(async () => {
  const waiting = await waitingUntil(new Date().toISOString())
  count('NoticesReleased', waiting.length)
  await send(environment('NOTICES_QUEUE_URL'), waiting)
  return { released: waiting.length }
})
