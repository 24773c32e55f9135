import { answerSurvey, isAskable } from '../../domain/survey.ts'
import type { Decision, Ticket } from '../../domain/ticket.ts'
import type { answerSurveyByLink, showSurvey } from '../../schemas/operations/track.ts'
import { mostSurveyWords, type Score, Survey, scores } from '../../schemas/survey.ts'
import type { Request } from '../platform/http/edge.ts'
import { oneLine } from '../platform/markup/characters.ts'
import { type Html, html } from '../platform/markup/html.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { loadSurvey, surveyPut } from '../platform/table/surveys.ts'
import { change } from '../platform/tickets/command.ts'
import { pageAnswer, problem, seeOther, told } from './page.ts'
import { check, type Visitor, visitorBy } from './visitor.ts'
import { linesOf } from './written.ts'

interface Shown {
  score?: Score | undefined
  comment?: string | undefined
  isDone?: boolean
  wrong?: string
}

/** Asks how it was, with what a link has chosen, or what they have answered before. */
export async function surveyPage(request: Request<typeof showSurvey>): Promise<StoredAnswer> {
  const visitor = await visitorBy('survey', request)
  const before = await loadSurvey(visitor.link.number)
  const { done, score = before?.score } = request.query
  return page(visitor, before, { score, comment: before?.comment, isDone: done !== undefined && before !== undefined })
}

function page(visitor: Visitor, before: Survey | undefined, shown: Shown): StoredAnswer {
  const { loaded, language, words, settings } = visitor
  const { ticket } = loaded
  const { isDone = false, wrong } = shown
  const asked = isAskable(ticket) ? form(visitor, before, shown) : whyNot(ticket, visitor)
  const body = html`${told(isDone ? words.surveyDone : undefined)}
<p>${words.request} ${ticket.number}: ${oneLine(ticket.title)}</p>
${asked}`
  const status = wrong === undefined ? 200 : 400
  return pageAnswer({ language, title: words.surveyTitle, name: settings.mailName, body }, status)
}

const whyNot = ({ archivedAt, status }: Ticket, { words }: Visitor): Html =>
  html`<p>${archivedAt || status === 'cancelled' ? words.surveyOver : words.surveyEarly}</p>`

function form({ words }: Visitor, before: Survey | undefined, { score, comment = '', wrong }: Shown): Html {
  const choice = (one: Score) =>
    html`<label><input type="radio" name="score" value="${one}" required${
      one === score && html` checked`
    }> ${one}: ${words.scores[one]}</label>`
  return html`<form method="post">
${problem(wrong)}
<fieldset>
<legend>${words.surveyAsk}</legend>
${scores.toReversed().map(choice)}
</fieldset>
<p><label for="comment">${words.surveyComment}</label>
<textarea id="comment" name="comment" rows="5" maxlength="${mostSurveyWords}">
${comment}</textarea></p>
<button>${before ? words.surveyChange : words.surveySend}</button>
</form>`
}

/** Keeps what they answer, in the place of what they had answered before. The same again is no change. */
export async function answer(request: Request<typeof answerSurveyByLink>): Promise<StoredAnswer> {
  const { now, requestId, body } = request
  const visitor = await visitorBy('survey', request)
  const { link, actor, loaded, words } = visitor
  const score = scores.find((one) => String(one) === body.score)
  const comment = linesOf(body.comment)
  const wrong = !score ? words.surveyNone : comment.length > mostSurveyWords ? words.tooLong : undefined
  if (!score || wrong !== undefined) {
    return page(visitor, await loadSurvey(link.number), { score, comment, wrong: wrong ?? words.surveyNone })
  }
  if (!isAskable(loaded.ticket)) return page(visitor, undefined, {})
  let before: Survey | undefined
  const asking = { actor, now, requestId, ifMatch: undefined, once: undefined }
  return change(
    asking,
    link.number,
    async ({ ticket }) => {
      check('survey', link, ticket, actor)
      before = await loadSurvey(link.number)
      if (before?.score === score && (before.comment ?? '') === comment) {
        return { command: () => undefined, evenMerged: true }
      }
      return {
        command: answerSurvey(score, comment !== ''),
        evenMerged: true,
        writes: (decision) => [surveyPut(kept(decision, before, actor.id, comment))],
      }
    },
    () => seeOther('survey?done=1'),
  )
}

/** The answer as it is kept: with its words, which no event has. */
function kept({ ticket }: Decision, before: Survey | undefined, person: string, comment: string): Survey {
  const { number, survey, customer, updatedAt } = ticket
  if (!survey) throw new Error(`${number}: nothing was answered`)
  return Survey.parse({
    ...survey,
    ticket: number,
    person,
    ...(comment && { comment }),
    ...(customer && { customer }),
    ...(before && { changedAt: updatedAt }),
    version: (before?.version ?? 0) + 1,
  })
}
