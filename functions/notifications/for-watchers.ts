import { type Role, staffRoles } from '../../schemas/actor.ts'
import { listAttachments, loadAttachment } from '../platform/table/attachments.ts'
import { loadComment } from '../platform/table/comments.ts'
import { findPerson } from '../platform/table/people.ts'
import { type Known, type Notice, notice, type Told } from './notice.ts'
import { type Recipient, requesterOf, somebody, watchersOf } from './recipients.ts'
import { saysHow } from './said-with-it.ts'
import type { Tellings } from './tellings.ts'
import { wishesOf } from './wishes.ts'

// What is said on a ticket, and where it stands: to who asked, who has it, and who watches it.

export async function tellWatchers(known: Known, { event, data }: Told<'ticket.status-changed'>): Promise<Notice[]> {
  const { ticket, settings } = known
  if (!settings.notices.watched) return []
  const watchers = await watchersOf(ticket)
  // What they say with it is told as an answer.
  const isRejected = data.to === 'reopened' && event.actor.role === 'customer' && data.reason === 'by-hand'
  const assignee = isRejected && ticket.assignee ? await somebody(ticket.assignee) : undefined
  const notices = [
    ...notice(known, assignee, 'moved', { to: data.to, isTheirs: true }),
    ...watchers.flatMap((one) => notice(known, one, 'moved', { to: data.to })),
  ]
  return notices.filter(({ to }) => to.person !== event.actor.id)
}

export async function tellAnswered(known: Known, { event, data }: Told<'ticket.commented'>): Promise<Notice[]> {
  if (!data.public) return []
  const { ticket, settings } = known
  const { answered, watched } = settings.notices
  const reader = answered ? await requesterOf(ticket) : undefined
  const requester = reader && !(await isToldAsResolved(known, reader, data.comment)) ? reader : undefined
  const watchers = watched ? await watchersOf(ticket) : []
  const fromOutside = data.role === 'customer' || data.role === 'partner'
  const assignee = watched && fromOutside && ticket.assignee ? await somebody(ticket.assignee) : undefined
  if (!requester && !assignee && watchers.length === 0) return []
  const answer = await answerOf(known, event.subject.id, data.comment, fromOutside)
  const isHolders = event.actor.id === ticket.assignee
  // Whoever opens a ticket chooses where we write to: nobody can make the desk send their words to strangers.
  const answerFor = ({ isStaff, isKnown }: Recipient) => {
    if (isStaff) return answer
    if (!isKnown) return fromOutside ? {} : withoutName(answer)
    return isHolders ? answer : withoutName(answer)
  }
  const isStaffs = (staffRoles as readonly Role[]).includes(data.role as Role)
  const more = isStaffs ? { nature: 'reply' as const } : {}
  const notices = [
    ...(requester ? notice(known, requester, 'answered', answerFor(requester), more) : []),
    ...notice(known, assignee, 'answeredForWatchers', { ...answer, isTheirs: true }, more),
    ...watchers.flatMap((one) => notice(known, one, 'answeredForWatchers', answerFor(one), more)),
  ]
  return notices.filter(({ to }) => to.person !== event.actor.id)
}

/** What was said in resolving it they read beside the question whether it is solved, unless they do not want that one. */
async function isToldAsResolved({ ticket, settings }: Known, reader: Recipient, id: string): Promise<boolean> {
  const { number, status, resolvedAt } = ticket
  if (!settings.notices.resolved || !resolvedAt || (status !== 'resolved' && status !== 'closed')) return false
  const comment = await loadComment([number], id)
  if (!comment || !saysHow(ticket, comment)) return false
  return (await wishesOf(reader)).notices.resolved !== 'off'
}

/** A file that staff have put to an answer of theirs: it arrives once the answer has gone, and is gathered behind it. */
export async function tellAttached(known: Known, { event, data }: Told<'ticket.attached'>): Promise<Notice[]> {
  if (!data.public || !data.comment) return []
  const { ticket, settings } = known
  const file = await loadAttachment(event.subject.id, data.attachment)
  const isStaffs = file && (staffRoles as readonly string[]).includes(file.by.role)
  if (!isStaffs || !file.name || !given.includes(file.state)) return []
  const comment = await loadComment([ticket.number], data.comment)
  // What stands below the words of a mail is a logo, as a rule.
  if (!comment?.words || comment.internal || (comment.mail && file.type.startsWith('image/'))) return []
  const said = { files: [file.name] }
  const requester = settings.notices.answered ? await requesterOf(ticket) : undefined
  const watchers = settings.notices.watched ? await watchersOf(ticket) : []
  const notices = [
    ...notice(known, requester, 'answered', said, { nature: 'reply' }),
    ...watchers.flatMap((one) => notice(known, one, 'answeredForWatchers', said, { nature: 'reply' })),
  ]
  return notices.filter(({ to }) => to.person !== file.by.id)
}

/** What the page gives out, or soon will. */
const given: readonly string[] = ['scanning', 'clean']

/** What a comment says to people outside, and the names of a customer's files. Taken away since: then nobody is sent what it said. */
async function answerOf(
  { ticket }: Known,
  number: string,
  id: string,
  fromOutside: boolean,
): Promise<Tellings['answered']> {
  const comment = await loadComment([number], id)
  if (!comment?.words || comment.internal) return {}
  const by = (await findPerson(comment.author.id))?.name
  const { text, html } = comment.words
  const files = fromOutside && (ticket.counts?.attachments ?? 0) > 0 ? await filesOf(number, id) : []
  return { quote: { is: 'quote' as const, of: id, by, text, html }, ...(files.length > 0 && { files }) }
}

/** Outside, people read the name of who has the ticket and of nobody else, as on its page; and only where the address is known to be theirs. */
function withoutName({ quote, ...rest }: Tellings['answered']): Tellings['answered'] {
  return { ...(quote && { quote: { ...quote, by: undefined } }), ...rest }
}

/** More files than that no letter names. */
const mostFiles = 100

async function filesOf(number: string, id: string): Promise<string[]> {
  const { items } = await listAttachments([number], { limit: mostFiles, publicOnly: true })
  return items.flatMap(({ comment, name }) => (comment === id && name ? [name] : []))
}
