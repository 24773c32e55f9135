import type { EventData, EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { routeTicket } from './routing.ts'
import { tryAll, tryWaiting } from './waiting.ts'

/** Tickets that are to be tried: from the sweep, or shared out. */
interface Asked {
  tickets: string[]
}

/**
 * Finds somebody for tickets: one after the other, so that those of one batch do not compete for the same people. Events are
 * only hints; the ticket and those who work here are read as they are.
 */
export const handler = eachMessage<BusEvent | Asked>(
  async (message, correlationId) => {
    if ('tickets' in message) {
      for (const number of message.tickets) await routeTicket(number, correlationId, { swept: true })
      return
    }
    if (message['replay-name']) return
    await follow(message['detail-type'] as EventType, message.detail as Envelope, correlationId)
  },
  { oneByOne: true },
)

async function follow(type: EventType, event: Envelope, correlationId: string): Promise<void> {
  const { subject, data, occurredAt } = event
  if (saysTheRules.includes(subject.kind)) return tryAll(occurredAt, correlationId)
  if (subject.kind !== 'ticket') return tryWaiting(correlationId)
  if (mayWant(type, data)) await routeTicket(subject.id, correlationId)
  if (frees(type, data)) await tryWaiting(correlationId)
}

/** What says which rules there are, and when they hold; of other kinds only people may be others. */
const saysTheRules: readonly string[] = ['assignment-rule', 'settings', 'calendar']

const ended: readonly string[] = ['resolved', 'closed', 'cancelled']

/** Whether the rules may have to place the ticket after this. */
function mayWant(type: EventType, data: Envelope['data']): boolean {
  if (type === 'ticket.assigned') return false
  if (type !== 'ticket.status-changed') return true
  const { from, to } = data as EventData<'ticket.status-changed'>
  return to === 'reopened' || (ended.includes(from) && !ended.includes(to))
}

/** Whether somebody may have more room after this. */
function frees(type: EventType, data: Envelope['data']): boolean {
  switch (type) {
    case 'ticket.assigned':
    case 'ticket.unassigned':
      return 'previousAssignee' in (data as object)
    case 'ticket.status-changed': {
      const { from, to } = data as EventData<'ticket.status-changed'>
      return ended.includes(to) && !ended.includes(from)
    }
    case 'ticket.updated':
      return (data as EventData<'ticket.updated'>).fields.includes('priority')
    default:
      return false
  }
}
