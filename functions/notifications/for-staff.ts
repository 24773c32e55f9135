import { poorUpTo } from '../../schemas/survey.ts'
import { loadMail } from '../platform/table/mails.ts'
import { type Known, type Notice, notice, type Told } from './notice.ts'
import { type Recipient, somebody, teamOf } from './recipients.ts'

// What people of the desk are told of tickets, beside milestones and what watchers hear.

/** Who got a ticket, and not by their own hand. Whom it was escalated to by hand, the escalation tells. */
export async function tellAssigned(known: Known, { event, data }: Told<'ticket.assigned'>): Promise<Notice[]> {
  const { ticket, settings } = known
  const { assignee, reason } = data
  if (!settings.notices.handedOver || !assignee || assignee === event.actor.id || reason === 'taken') return []
  if (reason === 'escalated' && event.actor.role !== 'system') return []
  // It may have gone on to another since.
  if (ticket.assignee !== assignee) return []
  const { priority, dueAt } = ticket
  return notice(known, await somebody(assignee), 'assigned', { team: false, priority, dueAt })
}

export async function tellMentioned(known: Known, { event, data }: Told<'ticket.mentioned'>): Promise<Notice[]> {
  if (!known.settings.notices.mentioned) return []
  const found = await Promise.all(data.persons.filter((person) => person !== event.actor.id).map(somebody))
  return found.flatMap((one) => (one && (one.isStaff || data.public) ? notice(known, one, 'mentioned', {}) : []))
}

export async function tellFollowUp(known: Known, { data }: Told<'ticket.follow-up-due'>): Promise<Notice[]> {
  const { ticket, settings } = known
  const isOpen = ticket.followUps?.some(({ id }) => id === data.followUp)
  if (!settings.notices.followUpDue || !isOpen || !data.to) return []
  const { dueAt } = data
  return notice(known, await somebody(data.to), 'followUpDue', { dueAt }, { mayWait: true })
}

/** By hand only: whom a milestone's rules tell of handing over stands in the milestone's own event. */
export async function tellEscalated(known: Known, { event, data }: Told<'ticket.escalated'>): Promise<Notice[]> {
  if (data.clock) return []
  const found = data.team ? await teamOf(data.team) : data.to ? [await somebody(data.to)] : []
  const said = { level: data.level, team: !!data.team }
  return found.flatMap((one) => (one?.person === event.actor.id ? [] : notice(known, one, 'escalated', said)))
}

/** That a customer was not content: who answers for the team, the first time that they say so. */
export async function tellPoorScore(known: Known, { data }: Told<'survey.answered'>): Promise<Notice[]> {
  const { score, previous } = data
  const { team } = known.ticket
  if (!team || score > poorUpTo || (previous !== undefined && previous <= poorUpTo)) return []
  return (await teamOf(team)).flatMap((one) => notice(known, one, 'poorScore', { score }))
}

/**
 * That a mail about a ticket did not come, or was not wanted: who has the ticket, else its team. Never whom it went to, and
 * nobody of a mail that itself said so of another.
 */
export async function tellUndelivered(
  known: Known,
  { data }: Told<'mail.bounced'> | Told<'mail.complained'>,
): Promise<Notice[]> {
  const { ticket } = known
  const mail = await loadMail(ticket.number, data.mail)
  if (mail?.direction !== 'out' || mail.notice === 'bounced' || mail.notice === 'complained') return []
  const { to: address, subject, at: sentAt } = mail
  const which = { address, name: mail.content?.name, subject, sentAt }
  // What SES calls it goes before what the server said.
  const diagnostic = mail.diagnostic?.replace(/^[A-Z][A-Za-z]+: (?=\S)/, '')
  const isAnother = (one: Recipient | undefined) =>
    one && one.person !== mail.person && one.address.toLowerCase() !== address.toLowerCase()
  const assignee = ticket.assignee ? await somebody(ticket.assignee) : undefined
  const found = assignee ? [assignee] : ticket.team ? await teamOf(ticket.team) : []
  return found
    .filter(isAnother)
    .flatMap((one) =>
      'permanent' in data
        ? notice(known, one, 'bounced', { ...which, permanent: data.permanent, diagnostic })
        : notice(known, one, 'complained', which),
    )
}
