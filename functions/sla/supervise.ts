import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { numberOf } from '../platform/timers.ts'
import { superviseTicket } from './supervision.ts'

/** What Step Functions says of an execution; instants in milliseconds since 1970. */
interface ExecutionChange {
  name: string
  status: string
  startDate?: number
  stopDate?: number
}

/**
 * A task that fails is tried for two minutes. An execution that failed sooner was failed by its definition or its role, and so
 * would the next be: that is left to the sweep, once a minute, instead of starting one after the other.
 */
const failedAtOnceMs = 30_000
const failedAtOnce = ({ status, startDate, stopDate }: ExecutionChange): boolean =>
  status === 'FAILED' && startDate !== undefined && stopDate !== undefined && stopDate - startDate < failedAtOnceMs

/** A message on the timers queue: an event of ours, a change of an execution's state, or just a number to look after. */
export type TimersMessage = BusEvent | { number: string }

/** Sees to it that something wakes for a ticket. The event is only a hint: the ticket itself is read. */
export const handler = eachMessage<TimersMessage>(async (message, correlationId) => {
  if ('number' in message) return superviseTicket(message.number, correlationId)
  if (message['replay-name']) return
  if (message.source === 'aws.states') {
    const change = message.detail as ExecutionChange
    const lost = { execution: change.name, again: failedAtOnce(change) ? ('by-the-sweep' as const) : ('now' as const) }
    return superviseTicket(numberOf(change.name), correlationId, lost)
  }
  const { subject } = message.detail as Envelope
  if (subject.kind === 'ticket') await superviseTicket(subject.id, correlationId)
})
