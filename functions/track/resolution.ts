import { Refusal } from '../../domain/refusal.ts'
import { NewComment } from '../../schemas/comment.ts'
import type { approveByLink, rejectByLink, showApproval, showRejection } from '../../schemas/operations/track.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Request } from '../platform/http/edge.ts'
import { tokenOf } from '../platform/mail/links.ts'
import { mailSecrets } from '../platform/mail/secrets.ts'
import { oneLine } from '../platform/markup/characters.ts'
import { type Html, html } from '../platform/markup/html.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { change } from '../platform/tickets/command.ts'
import { commentOn } from '../platform/tickets/commenting.ts'
import { pageAnswer, pointing, problem, seeOther, told } from './page.ts'
import { isOpenTo, solution, stands } from './question.ts'
import { check, type Visitor, visitorBy } from './visitor.ts'
import { asHtml, linesOf, onceOf, wrongWith } from './written.ts'

/** A page about a resolution, with the way to the ticket's own. */
async function page(visitor: Visitor, title: string, body: Html, status?: number): Promise<StoredAnswer> {
  const { loaded, link, language, words, settings } = visitor
  const track = tokenOf(await mailSecrets(), 'track', loaded.ticket, link)
  const whole = html`<p>${words.request} ${loaded.ticket.number}: ${oneLine(loaded.ticket.title)}</p>
${body}
<p><a href="../${track}">${words.toPage}</a></p>`
  return pageAnswer({ language, title, name: settings.mailName, body: whole }, status)
}

export async function approvalPage(request: Request<typeof showApproval>): Promise<StoredAnswer> {
  const visitor = await visitorBy('approve', request)
  const { loaded, link, words } = visitor
  const { ticket } = loaded
  if (isOpenTo('approve', ticket, visitor, request.now)) {
    const form = html`<form method="post"><button>${words.yes}</button></form>`
    return page(visitor, words.approveTitle, html`${solution(visitor.loaded, words)}<p>${words.approveText}</p>${form}`)
  }
  const isClosed = stands('approve', ticket, link) && ticket.status === 'closed'
  if (!isClosed) return page(visitor, words.approveTitle, html`<p>${words.over}</p>`)
  const survey = tokenOf(await mailSecrets(), 'survey', ticket, link)
  const ask = !ticket.archivedAt && html`<p><a href="../${survey}/survey">${words.surveyTitle}</a></p>`
  return page(visitor, words.yes, html`${told(words.approved)}${ask}`)
}

/** Closes the ticket, if the resolution is still the one. Said again it is as it was. */
export async function approve(request: Request<typeof approveByLink>): Promise<StoredAnswer> {
  const { now, requestId } = request
  const visitor = await visitorBy('approve', request)
  const { link, actor, loaded } = visitor
  const asking = { actor, now, requestId, ifMatch: undefined, once: undefined }
  // The page says what has become of it, whether by this or before.
  const done = seeOther('approve')
  return change(
    asking,
    loaded.ticket.number,
    ({ ticket }) => {
      check('approve', link, ticket, actor)
      return {
        command: isOpenTo('approve', ticket, visitor, now) ? { do: 'close' } : () => undefined,
        evenMerged: true,
      }
    },
    () => done,
  ).catch(evenArchived(done))
}

/** What was put away is not decided any more: the page says so. */
const evenArchived = (answer: StoredAnswer) => (fault: unknown) => {
  if (fault instanceof Refusal && (fault.kind === 'conflict' || fault.kind === 'move-not-allowed')) return answer
  throw fault
}

export async function rejectionPage(request: Request<typeof showRejection>): Promise<StoredAnswer> {
  return rejection(await visitorBy('reject', request), request.now, { done: request.query.done })
}

interface Shown {
  done?: string | undefined
  text?: string
  wrong?: string
}

function rejection(visitor: Visitor, now: Instant, { done, text = '', wrong }: Shown): Promise<StoredAnswer> {
  const { loaded, words } = visitor
  if (!isOpenTo('reject', loaded.ticket, visitor, now)) {
    const isDone = done === 'rejected' && loaded.ticket.status !== 'resolved'
    const body = isDone ? told(words.rejected) : html`<p>${words.over}</p>`
    return page(visitor, isDone ? words.no : words.rejectTitle, body)
  }
  const body = html`${solution(visitor.loaded, words)}
<form method="post">
${problem(wrong)}
<p><label for="text">${words.rejectLabel}</label>
<textarea id="text" name="text" rows="6"${pointing(wrong)}>
${text}</textarea></p>
<button>${words.rejectButton}</button>
</form>`
  return page(visitor, words.rejectTitle, body, wrong === undefined ? undefined : 400)
}

/** Reopens the ticket with what they say, or without a word. What was decided meanwhile stays as it is. */
export async function reject(request: Request<typeof rejectByLink>): Promise<StoredAnswer> {
  const { now, requestId, body } = request
  const visitor = await visitorBy('reject', request)
  const { link, actor, loaded, words } = visitor
  const text = linesOf(body.text)
  const wrong = text === '' ? undefined : wrongWith(text, words)
  if (wrong !== undefined) return rejection(visitor, now, { text, wrong })
  const once = onceOf(visitor, 'rejectByLink', now, link.number, link.extra, text)
  const asking = { actor, now, requestId, ifMatch: undefined, once }
  const done = seeOther('reject?done=rejected')
  return change(
    asking,
    loaded.ticket.number,
    async (read) => {
      check('reject', link, read.ticket, actor)
      if (!isOpenTo('reject', read.ticket, visitor, now)) return { command: () => undefined, evenMerged: true }
      if (text === '') return { command: { do: 'reopen', reason: 'Not solved, says the customer.' } }
      return (await commentOn(read, actor, now, NewComment.parse({ body: asHtml(text), format: 'html' }))).effect
    },
    () => done,
  ).catch(evenArchived(seeOther('reject')))
}
