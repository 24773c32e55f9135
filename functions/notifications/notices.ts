import type { EventData, EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { loadHead, loadTicket } from '../platform/table/tickets.ts'
import { tellOpened, tellReminded, tellRequester, tellTaken } from './for-customers.ts'
import {
  tellAssigned,
  tellEscalated,
  tellFollowUp,
  tellMentioned,
  tellPoorScore,
  tellUndelivered,
} from './for-staff.ts'
import { tellAnswered, tellAttached, tellWatchers } from './for-watchers.ts'
import type { Known, Notice, Told } from './notice.ts'
import { milestoneReached } from './reached.ts'
import * as visits from './visits.ts'

type Rules = { [Type in EventType]?: (told: Told<Type>) => Promise<Notice[]> }

/** What each event tells whom. Those that do not stand here tell nobody. */
const rules: Rules = {
  'sla.warned': tellReached,
  'sla.breached': tellReached,
  'ticket.created': (told) => of(told, tellOpened),
  'ticket.assigned': (told) => of(told, tellAssigned, tellTaken),
  'ticket.reminded': (told) => of(told, tellReminded),
  'ticket.status-changed': (told) => of(told, tellRequester, tellWatchers),
  'ticket.commented': (told) => of(told, tellAnswered),
  'ticket.attached': (told) => of(told, tellAttached),
  'ticket.mentioned': (told) => of(told, tellMentioned),
  'ticket.follow-up-due': (told) => of(told, tellFollowUp),
  'ticket.escalated': (told) => of(told, tellEscalated),
  'mail.bounced': (told) => of(told, tellUndelivered),
  'mail.complained': (told) => of(told, tellUndelivered),
  'survey.answered': (told) => of(told, tellPoorScore),
  'visit.booked': (told) => of(told, (known, { data }) => visits.tellBooked(known, data)),
  'visit.moved': (told) => of(told, (known, { data }) => visits.tellMoved(known, data)),
  'visit.cancelled': (told) => of(told, (known, { data }) => visits.tellCancelled(known, data)),
  'visit.reminded': (told) => of(told, (known, { data }) => visits.tellReminded(known, data)),
}

/** The notices that an event asks for, by the ticket as it is now: each person and each address once. */
export async function noticesOf(type: string, event: Envelope): Promise<Notice[]> {
  const rule = rules[type as EventType] as ((told: Told) => Promise<Notice[]>) | undefined
  const found = (await rule?.({ type: type as EventType, event, data: event.data as never })) ?? []
  const isFirst = (of: (notice: Notice) => string) => (notice: Notice, place: number, all: Notice[]) =>
    all.findIndex((other) => of(other) === of(notice)) === place
  return found.filter(isFirst(({ to }) => to.person)).filter(isFirst(({ to }) => to.address.toLowerCase()))
}

async function tellReached({ type, event, data }: Told<'sla.warned' | 'sla.breached'>): Promise<Notice[]> {
  const ticket = (await loadHead(event.subject.id))?.ticket
  if (!ticket || ticket.archivedAt) return []
  return milestoneReached(type, { ticket, settings: await deskSettings(ticket.brand) }, data as EventData<'sla.warned'>)
}

/** What several rules say of a ticket, in their order. Nobody hears of one that is archived, or gone. */
async function of<Type extends EventType>(
  told: Told<Type>,
  ...tell: ((known: Known, told: Told<Type>) => Promise<Notice[]>)[]
): Promise<Notice[]> {
  const { loaded } = await loadTicket(told.event.subject.id)
  if (!loaded || loaded.ticket.archivedAt) return []
  const { ticket } = loaded
  const known = { ticket, settings: await deskSettings(ticket.brand) }
  return (await Promise.all(tell.map((one) => one(known, told)))).flat()
}
