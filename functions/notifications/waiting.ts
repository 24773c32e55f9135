import { clocksOf, ended } from '../../domain/clock.ts'
import { isOpen } from '../../domain/selection.ts'
import type { EventData } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { findTicketEvent } from '../platform/table/events.ts'
import { saveDropped, takeUpDropped } from '../platform/table/notices.ts'
import { loadHead } from '../platform/table/tickets.ts'
import { count, logger } from '../platform/telemetry.ts'
import { isAgain, sendAgainNow } from './again.ts'
import { tellDigest } from './digest-telling.ts'
import { noticesOf } from './notices.ts'
import type { Untold } from './refused.ts'
import { askNow } from './surveys.ts'
import { tell } from './telling.ts'
import { tellTogether } from './together.ts'

/** Why nobody needs to be told any more of what has waited. */
type Reason = 'ticket-ended' | 'clock-ended' | 'follow-up-ended' | 'not-theirs'

/** Tells somebody now of what has waited for them, or could not be told, by what stands for its event. */
export async function tellLater(untold: Untold): Promise<void> {
  const { event, who, tries, parked } = untold
  if (parked) await takeUpDropped(event, who)
  if (isAgain(untold)) return sendAgainNow(untold)
  const [, kind, of = ''] = /^(together|digest|survey)\.(.+)$/.exec(event) ?? []
  if (kind === 'together') return tellTogether({ of: event, who }, tries)
  if (kind === 'digest') return tellDigest(of, tries)
  if (kind === 'survey') return askNow(of, who, tries)
  return tellOne(untold)
}

/** Drops it, and says why, where it matters no more. */
async function tellOne({ event: eventId, who, tries }: Untold): Promise<void> {
  const found = await findTicketEvent(eventId)
  const over = found ? await overFor(found.type, found.event) : 'ticket-ended'
  const notices = found && !over ? await noticesOf(found.type, found.event) : []
  const notice = notices.find(({ to }) => to.person === who)
  if (found && notice) return tell({ event: eventId, who, at: found.event.occurredAt, tries }, notice)
  const because = over ?? 'not-theirs'
  await saveDropped(eventId, who, new Date().toISOString(), because)
  count('NoticesDropped')
  logger.info('A notice that had waited was dropped', { event: eventId, person: who, because })
}

/** Of what only reminds: whether there is anything left to be reminded of. */
async function overFor(type: string, { subject, data }: Envelope): Promise<Reason | undefined> {
  const isReminder = type === 'ticket.follow-up-due' || type === 'sla.warned' || type === 'sla.breached'
  if (!isReminder) return undefined
  const ticket = (await loadHead(subject.id))?.ticket
  if (!ticket || ticket.archivedAt || !isOpen(ticket.status)) return 'ticket-ended'
  if (type === 'ticket.follow-up-due') {
    const { followUp } = data as EventData<'ticket.follow-up-due'>
    return ticket.followUps?.some(({ id }) => id === followUp) ? undefined : 'follow-up-ended'
  }
  const { clock: kind, cycle } = data as EventData<'sla.warned'>
  const runs = clocksOf(ticket).some(([name, clock]) => name === kind && clock.cycle === cycle && !ended(clock))
  return runs ? undefined : 'clock-ended'
}
