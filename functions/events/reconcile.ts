import { fromMs } from '../../domain/time.ts'
import { overdueEvents } from '../platform/table/outbox.ts'
import { count, observed } from '../platform/telemetry.ts'
import { publishAll } from './publishing.ts'

/** How long the stream may take before an event is published from here. */
const overdueMs = 2 * 60 * 1000

/** Every minute: publishes what is still in the outbox, whatever became of the stream. */
export const handler = observed(async () => {
  const events = await overdueEvents(fromMs(Date.now() - overdueMs))
  count('EventsReconciled', events.length)
  await publishAll(events)
  return { events: events.length }
})
