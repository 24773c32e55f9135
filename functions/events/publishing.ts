import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge'
import { Envelope, eventSource, maxDataBytes } from '../../events/envelope.ts'
import { environment } from '../platform/environment.ts'
import { patience } from '../platform/patience.ts'
import { send } from '../platform/queue.ts'
import { type EventItem, envelopeOf } from '../platform/table/events.ts'
import { markParked, markPublished } from '../platform/table/outbox.ts'
import { count, logger, milliseconds } from '../platform/telemetry.ts'

const bus = new EventBridgeClient({ requestHandler: patience })

/** What the bus says of an entry that it will never take, however often it is offered. */
const hopeless = /Malformed|Invalid|Validation|NotAuthorizedForSource|TooLarge|SizeExceeded/

/** PutEvents takes ten entries. */
const entriesACall = 10

/**
 * Publishes events and takes each from the outbox once the bus has it; then parks what can never be published, where a
 * person sees it. Throws when anything failed that may pass, after all that could be done was.
 */
export async function publishAll(events: readonly EventItem[]): Promise<void> {
  const judged = events.map((event) => ({ event, why: unfit(event) }))
  const fit = judged.flatMap(({ event, why }) => (why ? [] : [event]))
  const work: (() => Promise<number>)[] = []
  for (let at = 0; at < fit.length; at += entriesACall) work.push(() => publish(fit.slice(at, at + entriesACall)))
  for (const { event, why } of judged) if (why) work.push(() => park(event, why).then(() => 0))
  const faults: unknown[] = []
  let failed = 0
  for (const task of work) failed += await task().catch((fault) => faults.push(fault) && 0)
  count('EventsPublished', fit.length - failed)
  if (faults.length > 0) throw faults[0]
  if (failed > 0) throw new Error(`${failed} of ${fit.length} events could not be published now`)
}

/**
 * Why an event can never be published; undefined if it can. Its data was typed where it was written, perhaps by a newer
 * deployment than this one: so only what the bus and every consumer rely on is looked at.
 */
function unfit(event: EventItem): string | undefined {
  if (typeof event.type !== 'string' || !/^[a-z-]+\.[a-z-]+$/.test(event.type)) return 'no event type'
  const { error } = Envelope.safeParse(envelopeOf(event))
  if (error) return `envelope does not fit its schema at ${error.issues.map(({ path }) => path.join('.')).join(', ')}`
  return Buffer.byteLength(JSON.stringify(event.data)) > maxDataBytes ? `data over ${maxDataBytes} bytes` : undefined
}

/** Publishes up to ten; gives how many failed in a way that may pass. */
async function publish(events: readonly EventItem[]): Promise<number> {
  const { Entries = [] } = await bus.send(new PutEventsCommand({ Entries: events.map(entry) }))
  const outcomes = await Promise.all(
    events.map(async (event, at) => {
      const { EventId, ErrorCode } = Entries[at] ?? {}
      if (EventId && !ErrorCode) {
        await markPublished(event)
        milliseconds('PublishLag', Math.max(0, Date.now() - Date.parse(event.occurredAt)))
        return 0
      }
      if (ErrorCode && hopeless.test(ErrorCode)) {
        await park(event, `refused by the bus: ${ErrorCode}`)
        return 0
      }
      logger.warn('An event could not be published now', { id: event.id, code: ErrorCode })
      return 1
    }),
  )
  return outcomes.reduce<number>((sum, failed) => sum + failed, 0)
}

const entry = (event: EventItem): PutEventsRequestEntry => ({
  EventBusName: environment('BUS_NAME'),
  Source: eventSource,
  DetailType: event.type,
  Time: new Date(event.occurredAt),
  Detail: JSON.stringify(envelopeOf(event)),
})

/** First onto the queue that raises the alarm, then out of the outbox: a crash in between parks it twice, never not at all. */
async function park(event: EventItem, reason: string): Promise<void> {
  const { pk, sk, id } = event
  logger.error('An event can never be published as it is: parked', { id, reason })
  await send(environment('PARKING_QUEUE_URL'), [{ pk, sk, id, reason }])
  await markParked({ pk, sk, id }, reason)
  count('EventsParked')
}
