import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { numberOf } from '../platform/timers.ts'
import { superviseTicket } from './supervision.ts'

/** A message on the timers queue: an event of ours, a change of an execution's state, or just a number to look after. */
export type TimersMessage = BusEvent | { number: string }

/** Sees to it that something wakes for a ticket. The event is only a hint: the ticket itself is read. */
export const handler = eachMessage<TimersMessage>(async (message, correlationId) => {
  if ('number' in message) return superviseTicket(message.number, correlationId)
  if (message['replay-name']) return
  if (message.source === 'aws.states') {
    const { name } = message.detail as { name: string }
    return superviseTicket(numberOf(name), correlationId, name)
  }
  const { subject } = message.detail as Envelope
  if (subject.kind === 'ticket') await superviseTicket(subject.id, correlationId)
})
