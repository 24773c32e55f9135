import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import type { Waiting } from '../platform/table/notices.ts'
import { noticesOf } from './notices.ts'
import { tell } from './telling.ts'
import { tellNow } from './waiting.ts'

/** A message on the notices queue: an event, or one that has waited for somebody to be at work. */
type NoticesMessage = BusEvent | Waiting

/** Tells people what an event asks them to be told: one mail for each event and person, however often the event comes. */
export const handler = eachMessage<NoticesMessage>(async (message) => {
  if ('who' in message) return tellNow(message)
  // An archive that plays events again wakes nobody.
  if (message['replay-name']) return
  const event = message.detail as Envelope
  for (const notice of await noticesOf(message['detail-type'], event)) await tell(event.id, notice)
})
