import { answer, facts, paragraph, type Write, type Writing } from './matter.ts'
import type { Tellings } from './tellings.ts'

// To people of the desk, and to watchers: ids, times and why they hear of it. Whoever wants to know more opens the ticket with their own rights.

export const moved: Write<'moved'> = ({ number, words }, { to }) => ({
  subject: words.moved.subject(words.statuses[to]),
  blocks: [paragraph(words.moved.said(number, words.statuses[to]))],
})

export const answeredForWatchers: Write<'answeredForWatchers'> = (writing, { quote, files }) => ({
  subject: writing.words.answered.subject,
  isTalk: 'answered',
  blocks: [paragraph(writing.words.answered.forWatchers(writing.number)), ...answer(writing, quote, files)],
})

export const mentioned: Write<'mentioned'> = ({ number, words: { mentioned: said } }) => ({
  subject: said.subject,
  blocks: [paragraph(said.said(number))],
})

export const followUpDue: Write<'followUpDue'> = ({ number, words: { followUpDue: said }, spoken }, { dueAt }) => ({
  subject: said.subject,
  blocks: [paragraph(said.said(number, spoken.moment(dueAt))), paragraph(said.next)],
})

export const escalated: Write<'escalated'> = ({ number, words: { escalated: said } }, { level, team }) => ({
  subject: team ? said.subjectTeam : said.subject,
  blocks: [paragraph(team ? said.saidTeam(number, level) : said.said(number, level)), paragraph(said.next)],
})

export const assigned: Write<'assigned'> = ({ number, words, spoken }, { team, priority, dueAt }) => {
  const { assigned: said } = words
  return {
    subject: team ? said.subjectTeam : said.subject,
    blocks: [
      paragraph(team ? said.saidTeam(number) : said.said(number)),
      facts({ [said.priority]: words.priorities[priority], [said.due]: dueAt && spoken.moment(dueAt) }),
    ],
  }
}

/** Which mail it was, and whom it should have reached. */
const mailed = (
  { words: { bounced: said }, spoken }: Writing,
  { address, name, subject, sentAt }: Tellings['complained'],
) => ({
  [said.mail]: subject,
  [said.sent]: sentAt && spoken.moment(sentAt),
  [said.address]: name ? `${name} <${address}>` : address,
})

export const bounced: Write<'bounced'> = (writing, said) => {
  const { number, words } = writing
  const { permanent, diagnostic } = said
  return {
    subject: permanent ? words.bounced.subject : words.bounced.subjectLater,
    blocks: [
      paragraph(words.bounced.said(number)),
      facts({ ...mailed(writing, said), [words.bounced.because]: diagnostic }),
      paragraph(permanent ? words.bounced.never : words.bounced.later),
    ],
  }
}

export const complained: Write<'complained'> = (writing, said) => ({
  subject: writing.words.complained.subject,
  blocks: [
    paragraph(writing.words.complained.said(writing.number)),
    facts(mailed(writing, said)),
    paragraph(writing.words.complained.next),
  ],
})

export const poorScore: Write<'poorScore'> = ({ number, words: { poorScore: said } }, { score, comment }) => ({
  subject: said.subject,
  blocks: [paragraph(said.said(number, score)), comment, paragraph(said.next)],
})
