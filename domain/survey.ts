import { poorUpTo, type Score } from '../schemas/survey.ts'
import { record } from './draft.ts'
import { followUpAfterwards } from './follow-ups.ts'
import { Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import { eventId, type Ticket } from './ticket.ts'

/** Whether somebody may say how it was: once it is done, for as long as it is not put away. */
export const isAskable = ({ status, archivedAt }: Pick<Ticket, 'status' | 'archivedAt'>): boolean =>
  !archivedAt && (status === 'resolved' || status === 'closed')

/**
 * Writes down how somebody found what was done, for who has the ticket now; said again it takes the place of what was said, on
 * the day of the first. A poor score has the team's supervisor follow it up, once. Refuses: `conflict` while work goes on.
 */
export const answerSurvey =
  (score: Score, hasComment: boolean): Rule =>
  (draft, actor) => {
    const { ticket, desk, now } = draft
    if (!isAskable(ticket)) throw new Refusal('conflict', 'It is not done yet: how it was is asked afterwards.')
    const { number, category, assignee: technician, team, survey: before } = ticket
    const about = { ...(technician && { technician }), ...(team && { team }), category }
    ticket.survey = { score, answeredAt: before?.answeredAt ?? now, ...about }
    const data = { score, ...(before && { previous: before.score }), changed: !!before, hasComment, ...about }
    const { seq } = record(draft, 'survey.answered', data, { actor })
    if (score > poorUpTo || (before && before.score <= poorUpTo)) return undefined
    const { supervisor, manager } = (team && desk.teams[team]) || {}
    const note = `The customer gave ${score} of 5 in the survey: ask them why.`
    followUpAfterwards(draft, { note, for: supervisor ?? manager }, eventId({ number }, seq))
    return undefined
  }
