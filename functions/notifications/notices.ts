import type { Ticket } from '../../domain/ticket.ts'
import { inWords } from '../../domain/wording.ts'
import type { EventData, EventType } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import type { Settings } from '../../schemas/settings.ts'
import { loadComment } from '../platform/table/comments.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { loadHead, loadHeads, loadTicket } from '../platform/table/tickets.ts'
import * as letters from './letters.ts'
import type { Mail } from './mail.ts'
import { milestoneReached } from './reached.ts'
import { type Recipient, requesterOf, somebody, teamOf, watchersOf } from './recipients.ts'
import * as visits from './visits.ts'

/** Who is told what. */
export interface Notice {
  to: Recipient
  mail: Mail
  /** It only reminds: where they have hours of their own, it waits for them. */
  mayWait?: true
}

interface Told<Type extends EventType> {
  type: Type
  event: Envelope
  data: EventData<Type>
}

/** What is known of a ticket that people outside may hear of. */
interface Known {
  ticket: Ticket
  settings: Settings
}

type Rules = { [Type in EventType]?: (told: Told<Type>) => Promise<Notice[]> }

/** What each event tells whom. Those that do not stand here tell nobody. */
const rules: Rules = {
  'sla.warned': tellReached,
  'sla.breached': tellReached,
  'ticket.created': (told) => of(told, tellOpened),
  'ticket.reminded': (told) => of(told, tellReminded),
  'ticket.status-changed': (told) => of(told, tellMoved),
  'ticket.commented': (told) => of(told, tellAnswered),
  'ticket.mentioned': (told) => of(told, tellMentioned),
  'ticket.follow-up-due': (told) => of(told, tellFollowUp),
  'ticket.escalated': (told) => of(told, tellEscalated),
  'visit.booked': (told) => of(told, (known, { data }) => visits.tellBooked(known, data)),
  'visit.moved': (told) => of(told, (known, { data }) => visits.tellMoved(known, data)),
  'visit.cancelled': (told) => of(told, (known, { data }) => visits.tellCancelled(known, data)),
  'visit.reminded': (told) => of(told, (known, { data }) => visits.tellReminded(known, data)),
}

/** The notices that an event asks for, by the ticket as it is now: each person and each address once. */
export async function noticesOf(type: string, event: Envelope): Promise<Notice[]> {
  const rule = rules[type as EventType] as ((told: Told<EventType>) => Promise<Notice[]>) | undefined
  const found = (await rule?.({ type: type as EventType, event, data: event.data as never })) ?? []
  const isFirst = (of: (notice: Notice) => string) => (notice: Notice, place: number, all: Notice[]) =>
    all.findIndex((other) => of(other) === of(notice)) === place
  return found.filter(isFirst(({ to }) => to.person)).filter(isFirst(({ to }) => to.address.toLowerCase()))
}

const to = (recipient: Recipient | undefined, mail: Mail): Notice[] => (recipient ? [{ to: recipient, mail }] : [])
const titleFor = ({ title }: Ticket, { isKnown }: Recipient) => (isKnown ? title : undefined)

async function tellReached({ type, event, data }: Told<'sla.warned' | 'sla.breached'>): Promise<Notice[]> {
  const head = await loadHead(event.subject.id)
  return head && !head.ticket.archivedAt ? milestoneReached(type, head.ticket, data) : []
}

/** Nobody hears of a ticket that is archived, or gone. */
async function of<Type extends EventType>(
  told: Told<Type>,
  tell: (known: Known, told: Told<Type>) => Promise<Notice[]>,
): Promise<Notice[]> {
  const { loaded } = await loadTicket(told.event.subject.id)
  if (!loaded || loaded.ticket.archivedAt) return []
  const { ticket } = loaded
  return tell({ ticket, settings: await deskSettings(ticket.brand) }, told)
}

async function tellOpened({ ticket, settings }: Known): Promise<Notice[]> {
  if (!settings.notices.opened) return []
  const requester = await requesterOf(ticket)
  return requester ? to(requester, letters.opened(ticket.number, titleFor(ticket, requester))) : []
}

async function tellReminded({ ticket, settings }: Known, { data }: Told<'ticket.reminded'>): Promise<Notice[]> {
  // They may have answered since.
  if (!settings.notices.reminded || ticket.status !== 'pending_customer') return []
  const requester = await requesterOf(ticket)
  if (!requester) return []
  const { resolveUnansweredAfter: wait, openHours } = settings
  // Open time says little to who does not know the hours.
  const settles = wait && (openHours === 'always' ? `${inWords(wait)} after our question` : 'after a while')
  const title = titleFor(ticket, requester)
  return to(requester, letters.reminder(ticket.number, data.reminder > 1, settles, title))
}

async function tellMoved(known: Known, { event, data }: Told<'ticket.status-changed'>): Promise<Notice[]> {
  const { ticket, settings } = known
  const asked = data.to === 'resolved' && settings.notices.resolved ? await tellResolved(known) : []
  const watchers = settings.notices.watched ? await watchersOf(ticket) : []
  const moved = letters.moved(ticket.number, data.to)
  return [...asked, ...watchers.filter(({ person }) => person !== event.actor.id).flatMap((one) => to(one, moved))]
}

async function tellResolved({ ticket, settings }: Known): Promise<Notice[]> {
  // Opened again since: there is nothing to agree to.
  if (ticket.status !== 'resolved' && ticket.status !== 'closed') return []
  const requester = await requesterOf(ticket)
  const mail = (one: Recipient) =>
    letters.resolved(ticket.number, ticket.resolution, settings.autoCloseAfter, titleFor(ticket, one))
  const heads = ticket.merged ? await loadHeads(ticket.merged) : new Map<string, Ticket>()
  const others = await Promise.all(
    [...heads.values()].map(async (head) => {
      const one = await requesterOf(head)
      return one ? to(one, letters.resolvedElsewhere(head.number, titleFor(head, one))) : []
    }),
  )
  return [...(requester ? to(requester, mail(requester)) : []), ...others.flat()]
}

async function tellAnswered({ ticket, settings }: Known, { event, data }: Told<'ticket.commented'>): Promise<Notice[]> {
  if (!data.public) return []
  const { answered, watched } = settings.notices
  const requester = answered ? await requesterOf(ticket) : undefined
  const watchers = watched ? await watchersOf(ticket) : []
  const fromOutside = data.role === 'customer' || data.role === 'partner'
  const assignee = watched && fromOutside && ticket.assignee ? await somebody(ticket.assignee) : undefined
  const comment = await loadComment([event.subject.id], data.comment)
  // Taken away since: then nobody is sent what it said.
  const words = comment && !comment.internal ? comment.words?.text : undefined
  // Whoever opens a ticket chooses where we write to: nobody can make the desk send their words to strangers.
  const wordsFor = (one: Recipient) => (one.isKnown || !fromOutside ? words : undefined)
  const notices = [
    ...(requester
      ? to(requester, letters.answered(ticket.number, wordsFor(requester), titleFor(ticket, requester)))
      : []),
    ...[assignee, ...watchers].flatMap((one) => to(one, letters.answeredForWatchers(ticket.number, words))),
  ]
  return notices.filter((notice) => notice.to.person !== event.actor.id)
}

async function tellMentioned(
  { ticket, settings }: Known,
  { event, data }: Told<'ticket.mentioned'>,
): Promise<Notice[]> {
  if (!settings.notices.mentioned) return []
  const found = await Promise.all(data.persons.filter((person) => person !== event.actor.id).map(somebody))
  return found.flatMap((one) => (one && (one.isStaff || data.public) ? to(one, letters.mentioned(ticket.number)) : []))
}

async function tellFollowUp({ ticket, settings }: Known, { data }: Told<'ticket.follow-up-due'>): Promise<Notice[]> {
  const isOpen = ticket.followUps?.some(({ id }) => id === data.followUp)
  if (!settings.notices.followUpDue || !isOpen || !data.to) return []
  const found = await somebody(data.to)
  return found ? [{ to: found, mail: letters.followUpDue(ticket.number, data.dueAt), mayWait: true }] : []
}

/** By hand only: whom a milestone's rules tell of handing over stands in the milestone's own event. */
async function tellEscalated({ ticket }: Known, { event, data }: Told<'ticket.escalated'>): Promise<Notice[]> {
  if (data.clock) return []
  const found = data.team ? await teamOf(data.team) : data.to ? [await somebody(data.to)] : []
  const mail = letters.escalated(ticket.number, data.level, !!data.team)
  return found.flatMap((one) => (one && one.person !== event.actor.id ? to(one, mail) : []))
}
