import { decide } from '../../domain/lifecycle.ts'
import type { DomainEvent, Ticket } from '../../domain/ticket.ts'
import { system } from '../../schemas/actor.ts'
import { commitChange } from '../platform/table/commit.ts'
import { deskOf } from '../platform/table/desk.ts'
import type { Armed } from '../platform/table/index-keys.ts'
import type { Loaded } from '../platform/table/tickets.ts'
import { milliseconds } from '../platform/telemetry.ts'

/**
 * The command without a user: records everything that became due on a ticket by itself, and acts on it. `armFor` says what
 * is armed afterwards. `raced`: somebody else changed the ticket meanwhile; read it again.
 */
export async function bringUpToNow(
  loaded: Loaded,
  correlationId: string,
  armFor: (ticket: Ticket) => Armed | undefined = () => undefined,
): Promise<{ raced: boolean; ticket: Ticket; events: DomainEvent[] }> {
  const desk = await deskOf(loaded.ticket)
  const decision = decide(loaded.ticket, { do: 'catch-up' }, system, desk, new Date().toISOString())
  const { ticket, earlier = [] } = decision
  const events = [...earlier, decision].flatMap((part) => part.events)
  if (events.length === 0 && ticket.wakeAt === loaded.ticket.wakeAt) return { raced: false, ticket, events }
  const arm = armFor(ticket)
  const committed = await commitChange(loaded, { decision, correlationId, ...(arm && { arm }) })
  if (committed.is !== 'committed') return { raced: true, ticket, events }
  for (const { type, data } of events) {
    if ('plannedAt' in data)
      milliseconds(type === 'sla.breached' ? 'BreachLateness' : 'WarningLateness', data.latenessMs)
  }
  return { raced: false, ticket, events }
}
