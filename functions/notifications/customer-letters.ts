import { answer, facts, paragraph, type Write } from './matter.ts'

// To who asked. What stands here tells people outside only what is theirs to know: no figure of the desk's own.

export const opened: Write<'opened'> = ({ number, words, spoken }, { expected, follows }) => {
  const { opened: said } = words
  const by = (at: string | undefined) => at && said.by(spoken.moment(at))
  return {
    subject: said.subject,
    isTalk: 'begun',
    blocks: [
      paragraph(said.thanks(number)),
      follows ? paragraph(said.follows(follows)) : undefined,
      facts({ [said.response]: by(expected?.response), [said.resolution]: by(expected?.resolution) }),
      paragraph(said.next),
    ],
  }
}

export const reminder: Write<'reminder'> = ({ number, words, spoken }, { again, settles }) => {
  const { reminder: said } = words
  return {
    subject: again ? said.subjectAgain : said.subject,
    blocks: [
      paragraph(said.waits(number)),
      paragraph(said.ask),
      settles
        ? paragraph(settles === 'after-a-while' ? said.settlesSometime : said.settles(spoken.after(settles)))
        : undefined,
    ],
  }
}

export const answered: Write<'answered'> = (writing, { quote, files }) => ({
  subject: writing.words.answered.subject,
  isTalk: 'answered',
  blocks: [paragraph(writing.words.answered.said(writing.number)), ...answer(writing, quote, files)],
})

export const resolved: Write<'resolved'> = ({ number, words, spoken }, { how, closesAfter, approve, reject }) => {
  const { resolved: said } = words
  const choices = [
    { label: said.approve, url: approve },
    { label: said.reject, url: reject },
  ].flatMap(({ label, url }) => (url ? [{ label, url }] : []))
  return {
    subject: said.subject,
    blocks: [
      paragraph(how ? said.how(number) : said.unanswered(number)),
      how,
      choices.length > 0 ? { is: 'choice', choices } : undefined,
      paragraph(said.closes(spoken.after(closesAfter))),
      paragraph(said.else),
    ],
  }
}

export const resolvedElsewhere: Write<'resolvedElsewhere'> = ({ number, words: { resolvedElsewhere: said } }) => ({
  subject: said.subject,
  blocks: [paragraph(said.said(number)), paragraph(said.else)],
})

export const milestoneForCustomer: Write<'milestoneForCustomer'> = ({ number, words }, { isLate }) => {
  const { milestoneForCustomer: said } = words
  return {
    subject: isLate ? said.late : said.near,
    blocks: [paragraph(isLate ? said.sorry(number) : said.notForgotten(number)), paragraph(said.next)],
  }
}

export const survey: Write<'survey'> = ({ number, words: { survey: said } }, { scores }) => ({
  subject: said.subject,
  blocks: [
    paragraph(said.ask(number)),
    { is: 'choice', choices: scores.map((url, at) => ({ label: String(at + 1), hint: said.scores[at], url })) },
    paragraph(said.hint),
  ],
})

export const movedForCustomer: Write<'movedForCustomer'> = ({ number, words }, { to }) => {
  const { movedForCustomer: said, statuses } = words
  return {
    subject: said.subject,
    blocks: [paragraph(said.said(number, to === 'pending_customer' ? said.waits : statuses[to]))],
  }
}

export const assignedForCustomer: Write<'assignedForCustomer'> = ({ number, words }, { technician }) => {
  const { assignedForCustomer: said } = words
  return {
    subject: said.subject,
    blocks: [paragraph(technician ? said.named(number, technician) : said.said(number))],
  }
}
