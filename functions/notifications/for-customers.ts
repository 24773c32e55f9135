import { breachPercent, type Clock, ended, reachedAt } from '../../domain/clock.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fromMs } from '../../domain/time.ts'
import { maySee } from '../../domain/visibility.ts'
import type { Quote } from '../platform/mail/letter.ts'
import { approveLink, rejectLink } from '../platform/mail/links.ts'
import { hoursOfVersion } from '../platform/table/calendars.ts'
import { linksOf } from '../platform/table/links.ts'
import { findPerson } from '../platform/table/people.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import { type Known, type Notice, notice, type Told } from './notice.ts'
import { openedBy, type Recipient, requesterOf } from './recipients.ts'
import { saidWithIt } from './said-with-it.ts'
import type { Tellings } from './tellings.ts'

// What people outside are told of their tickets, beside answers and visits.

/** Of what a machine sent, or who is not believed, nobody is told: the answer would go to somebody else, or round and round. */
export async function tellOpened(known: Known): Promise<Notice[]> {
  const { ticket, settings } = known
  if (!settings.notices.opened) return []
  const mail = await openedBy(ticket)
  if (mail?.unanswered) return []
  const requester = await requesterOf(ticket)
  if (!requester) return []
  const follows = requester.isKnown ? await followedBy(ticket, requester) : undefined
  const said = { expected: await expectedOf(ticket), ...(follows && { follows }) }
  return notice(known, requester, 'opened', said, mail ? { nature: 'auto-reply' } : {})
}

/** When the clocks of the customer's promises are due, as they run now. */
async function expectedOf({ clocks, calendar }: Ticket): Promise<NonNullable<Tellings['opened']['expected']>> {
  const hours = await hoursOfVersion(calendar)
  const due = (clock: Clock) => (ended(clock) ? undefined : reachedAt(clock, breachPercent, hours))
  return { response: due(clocks.response), resolution: due(clocks.resolution) }
}

/** The closed one that it goes on with. Not one that somebody has but named, in an answer to what others wrote: they may not see that there is one. */
async function followedBy({ number }: Ticket, { person }: Recipient): Promise<string | undefined> {
  const before = (await linksOf(number)).find(({ type }) => type === 'continues')?.ticket
  const head = before && (await loadHeads([before])).get(before)
  const { customer, mergedFrom: aliases = [], wholeCustomer = false } = (await findPerson(person)) ?? {}
  const reader = { id: person, role: 'customer' as const, aliases, wholeCustomer, ...(customer && { customer }) }
  return head && maySee(reader, head) ? before : undefined
}

export async function tellReminded(known: Known, { data }: Told<'ticket.reminded'>): Promise<Notice[]> {
  const { ticket, settings } = known
  // They may have answered since.
  if (!settings.notices.reminded || ticket.status !== 'pending_customer') return []
  const { resolveUnansweredAfter: wait, openHours } = settings
  // Open time says little to who does not know the hours.
  const settles = wait && (openHours === 'always' ? wait : ('after-a-while' as const))
  return notice(known, await requesterOf(ticket), 'reminder', { again: data.reminder > 1, settles })
}

/** To who asked, where the desk wants them to know: that somebody has it, by name only where that is surely them. */
export async function tellTaken(known: Known, { data }: Told<'ticket.assigned'>): Promise<Notice[]> {
  const { ticket, settings } = known
  if (!settings.notices.assigned || !data.assignee || ticket.assignee !== data.assignee) return []
  const requester = await requesterOf(ticket)
  const technician = requester?.isKnown ? (await findPerson(data.assignee))?.name : undefined
  return notice(known, requester, 'assignedForCustomer', { technician })
}

/** To who asked: that it is resolved, or, where the desk wants them to know, where it stands now. */
export async function tellRequester(known: Known, { event, data }: Told<'ticket.status-changed'>): Promise<Notice[]> {
  const { notices } = known.settings
  if (data.to === 'resolved') return notices.resolved ? tellResolved(known) : []
  // That somebody has it they are told in other words.
  if (!notices.moved || data.to === 'created' || (data.to === 'assigned' && notices.assigned)) return []
  const requester = await requesterOf(known.ticket)
  return requester?.person === event.actor.id ? [] : notice(known, requester, 'movedForCustomer', { to: data.to })
}

async function tellResolved(known: Known): Promise<Notice[]> {
  const { ticket, settings } = known
  // Opened again since: there is nothing to agree to.
  if (ticket.status !== 'resolved' && ticket.status !== 'closed') return []
  const requester = await requesterOf(ticket)
  const heads = ticket.merged ? await loadHeads(ticket.merged) : new Map<string, Ticket>()
  const others = await Promise.all(
    [...heads.values()].map(async (head) =>
      notice({ ticket: head, settings }, await requesterOf(head), 'resolvedElsewhere', {}),
    ),
  )
  const answer = requester && (await saidWithIt(ticket))
  const said = requester && (await resolvedFor(known, requester, answer))
  const more = answer ? { nature: 'reply' as const } : {}
  return [...(said ? notice(known, requester, 'resolved', said, more) : []), ...others.flat()]
}

async function resolvedFor(
  { ticket, settings }: Known,
  { person }: Recipient,
  answer: Quote | undefined,
): Promise<Tellings['resolved']> {
  const { resolution, status } = ticket
  const now = fromMs(Date.now())
  const choice =
    status === 'resolved'
      ? { approve: await approveLink(ticket, person, now), reject: await rejectLink(ticket, person, now) }
      : {}
  const how = answer ?? (resolution ? { is: 'quote' as const, of: 'resolution', text: resolution } : undefined)
  return { how, closesAfter: settings.autoCloseAfter, ...choice }
}
