import { answer, facts, paragraph, type Write } from './matter.ts'

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

export const bounced: Write<'bounced'> = ({ number, words }, { address, permanent, diagnostic }) => {
  const { bounced: said } = words
  return {
    subject: permanent ? said.subject : said.subjectLater,
    blocks: [
      paragraph(said.said(number)),
      facts({ [said.address]: address, [said.because]: diagnostic }),
      paragraph(permanent ? said.never : said.later),
    ],
  }
}

export const complained: Write<'complained'> = ({ number, words }, { address }) => ({
  subject: words.complained.subject,
  blocks: [
    paragraph(words.complained.said(number)),
    facts({ [words.bounced.address]: address }),
    paragraph(words.complained.next),
  ],
})

export const poorScore: Write<'poorScore'> = ({ number, words: { poorScore: said } }, { score, comment }) => ({
  subject: said.subject,
  blocks: [paragraph(said.said(number, score)), comment, paragraph(said.next)],
})
