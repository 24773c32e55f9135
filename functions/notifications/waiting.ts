import { clocksOf, ended } from '../../domain/clock.ts'
import { isOpen } from '../../domain/selection.ts'
import type { EventData } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { findTicketEvent } from '../platform/table/events.ts'
import { saveDropped, type Waiting } from '../platform/table/notices.ts'
import { loadHead } from '../platform/table/tickets.ts'
import { count, logger } from '../platform/telemetry.ts'
import { noticesOf } from './notices.ts'
import { tell } from './telling.ts'

/** Why nobody needs to be told any more of what has waited. */
type Reason = 'ticket-ended' | 'clock-ended' | 'follow-up-ended' | 'not-theirs'

/** Tells somebody now of what has waited for them; drops it, and says why, where it matters no more. */
export async function tellNow({ event: eventId, who }: Waiting): Promise<void> {
  const found = await findTicketEvent(eventId)
  const over = found ? await overFor(found.type, found.event) : 'ticket-ended'
  const notices = found && !over ? await noticesOf(found.type, found.event) : []
  const notice = notices.find(({ to }) => to.person === who)
  if (notice) return tell(eventId, notice)
  const because = over ?? 'not-theirs'
  await saveDropped(eventId, who, new Date().toISOString(), because)
  count('NoticesDropped')
  logger.info('A reminder that had waited was dropped', { event: eventId, person: who, because })
}

async function overFor(type: string, { subject, data }: Envelope): Promise<Reason | undefined> {
  const ticket = (await loadHead(subject.id))?.ticket
  if (!ticket || ticket.archivedAt) return 'ticket-ended'
  const over = isOpen(ticket.status) ? undefined : 'ticket-ended'
  if (type === 'ticket.follow-up-due') {
    const { followUp } = data as EventData<'ticket.follow-up-due'>
    // A supervisor's, after a poor answer to a survey, outlives the ticket.
    return ticket.followUps?.some(({ id }) => id === followUp) ? undefined : (over ?? 'follow-up-ended')
  }
  if (over) return over
  const { clock: kind, cycle } = data as EventData<'sla.warned'>
  const runs = clocksOf(ticket).some(([name, clock]) => name === kind && clock.cycle === cycle && !ended(clock))
  return runs ? undefined : 'clock-ended'
}
