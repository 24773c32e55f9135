import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { sendAgain } from './again.ts'
import { noticesOf } from './notices.ts'
import type { Untold } from './refused.ts'
import { tellStopped } from './subscriptions.ts'
import { askHowItWas } from './surveys.ts'
import { tell } from './telling.ts'
import { tellLater } from './waiting.ts'

/** A message on the notices queue: an event, or what has waited until somebody is to be told, or could not be told. */
type NoticesMessage = BusEvent | Untold

/** Tells people what an event asks them to be told: each of an event once, however often the event comes. */
export const handler = eachMessage<NoticesMessage>(async (message) => {
  if ('who' in message) return tellLater(message)
  // An archive that plays events again wakes nobody.
  if (message['replay-name']) return
  const event = message.detail as Envelope
  const type = message['detail-type']
  if (type === 'mail.resent') return sendAgain(event)
  if (type === 'subscription.updated') return tellStopped(event)
  const faults: unknown[] = []
  for (const notice of await noticesOf(type, event)) {
    const occasion = { event: event.id, who: notice.to.person, at: event.occurredAt }
    // Whom it cannot tell keeps nobody else from being told.
    await tell(occasion, notice).catch((fault) => faults.push(fault))
  }
  if (type === 'ticket.status-changed') await askHowItWas(event)
  if (faults.length > 0) throw faults[0]
})
