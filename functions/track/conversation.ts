import { randomBytes } from 'node:crypto'
import { maySeeFile } from '../../domain/attachment.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { Attachment } from '../../schemas/attachment.ts'
import type { showTicketPage } from '../../schemas/operations/track.ts'
import type { Request } from '../platform/http/edge.ts'
import { mailSecrets } from '../platform/mail/secrets.ts'
import { type Spoken, spoken } from '../platform/mail/spoken.ts'
import { harmless, oneLine } from '../platform/markup/characters.ts'
import { type Html, html } from '../platform/markup/html.ts'
import { listAttachments } from '../platform/table/attachments.ts'
import { listComments } from '../platform/table/comments.ts'
import { mergingSeen, readTogether } from '../platform/table/merged.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { visitsOfTicket } from '../platform/table/visits.ts'
import { pageAnswer, pointing, problem, told } from './page.ts'
import { resolutionForms } from './question.ts'
import { type Said, thread } from './thread.ts'
import { nameOf, visitsOf } from './visiting.ts'
import { type Visitor, visitorBy } from './visitor.ts'
import type { Words } from './words.ts'

/** So many messages stand on a page, and so many files. */
const mostSaid = 50
const mostFiles = 100

export async function ticketPage(request: Request<typeof showTicketPage>): Promise<StoredAnswer> {
  return conversation(await visitorBy('track', request), request.now, request.query)
}

interface Shown {
  done?: string | undefined
  earlier?: string | undefined
  /** What somebody has written that could not be taken, and why. */
  text?: string
  wrong?: string
}

/** The page of a ticket: five requests, with those that opened the link; two more where tickets are merged. */
export async function conversation(visitor: Visitor, now: string, shown: Shown): Promise<StoredAnswer> {
  const { actor, loaded, settings, language, words } = visitor
  const { ticket, description } = loaded
  const numbers = await readTogether(ticket, actor)
  const times = spoken(language, settings.timeZone)
  const [comments, files, visits, merging, name, resolution] = await Promise.all([
    listComments(numbers, actor, { order: 'newest', limit: mostSaid, after: shown.earlier }),
    listAttachments(numbers, { limit: mostFiles, publicOnly: true }),
    Promise.all(numbers.map(visitsOfTicket)),
    ticket.mergedInto ? mergingSeen(ticket, actor) : {},
    nameOf(ticket.assignee),
    mailSecrets().then((secrets) => resolutionForms(visitor, secrets)),
  ])
  const said: Said = { visitor, times, name, description: comments.next ? '' : harmless(description), ...comments }
  const body = html`
${told(doneIn(words, shown.done))}
<p>${words.request} ${ticket.number}</p>
${standing(ticket, { words, times, now, name })}
${await visitsOf(visits.flat(), visitor, times)}
${resolution}
<h2 id="conversation">${words.conversation}</h2>
${thread(said, shown.earlier !== undefined)}
${filesOf(
  files.items.filter((file) => file.state !== 'removed' && maySeeFile(file, actor)),
  visitor,
)}
${replyBox(visitor, merging, shown)}`
  const page = { language, title: oneLine(ticket.title), name: settings.mailName, body }
  return pageAnswer(page, shown.wrong === undefined ? 200 : 400)
}

function doneIn(words: Words, done: string | undefined): string | undefined {
  const said: Record<string, string> = {
    replied: words.replied,
    followed: words.followed,
    confirmed: words.confirmed,
  }
  return done && Object.hasOwn(said, done) ? said[done] : undefined
}

interface Seen {
  words: Words
  times: Spoken
  now: string
  name: string | undefined
}

const line = (label: string, value: string | Html | undefined): Html =>
  html`${value && html`<dt>${label}</dt><dd>${value}</dd>`}`
const at = (times: Spoken, instant: string): Html => html`<time datetime="${instant}">${times.moment(instant)}</time>`

/** How it stands, what is promised of it, and who works on it. */
function standing(ticket: Ticket, { words, times, now, name }: Seen): Html {
  const { status, dueAt, dueClock, onHoldUntil } = ticket
  const isLate = dueAt !== undefined && dueAt < now
  const due = dueAt && !isLate ? at(times, dueAt) : undefined
  return html`<dl>
${line(words.status, words.statuses[status])}
${line(dueClock === 'resolution' ? words.solvedBy : words.answerBy, due)}
${line(words.restsUntil, onHoldUntil && at(times, onHoldUntil))}
${line(words.worksOnIt, name)}
</dl>
${isLate && html`<p>${words.late}</p>`}`
}

function filesOf(files: readonly Attachment[], { token, words }: Visitor): Html {
  const named = ({ id, name = '', state, size }: Attachment): Html => {
    const about = `${oneLine(name)} (${Math.ceil(size / 1024)} KB)`
    if (state === 'clean') return html`<a href="${token}/files/${id}">${about}</a>`
    return html`${about}: ${state === 'scanning' ? words.fileScanning : words.fileHeld}`
  }
  return html`${
    files.length > 0 && html`<h2>${words.files}</h2><ul>${files.map((file) => html`<li>${named(file)}</li>`)}</ul>`
  }`
}

/** Where to answer, or why that is not here. */
function replyBox({ token, words, loaded }: Visitor, { mergedInto }: { mergedInto?: string }, shown: Shown): Html {
  const { ticket } = loaded
  if (ticket.mergedInto) return html`<p>${mergedInto ? `${words.mergedInto} ${mergedInto}.` : words.merged}</p>`
  if (ticket.archivedAt || ticket.status === 'cancelled') return html`<p>${words.noReply}</p>`
  const { text = '', wrong } = shown
  return html`<h2 id="reply">${words.reply}</h2>
<form method="post" action="${token}/replies">
<input type="hidden" name="key" value="${randomBytes(16).toString('base64url')}">
${problem(wrong)}
<p><label for="text">${words.replyLabel}</label>
<textarea id="text" name="text" rows="6" required${pointing(wrong)}>
${text}</textarea></p>
<button>${words.send}</button>
</form>`
}
