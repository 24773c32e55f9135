import type { Visit } from '../../schemas/visit.ts'
import { button, facts, paragraph, type Write, type Writing } from './matter.ts'

/** With a window: between its ends. */
function when({ words, spoken }: Writing, { from, window }: Visit): Record<string, string> {
  return window
    ? { [words.visit.between]: spoken.between(window.from, window.until) }
    : { [words.visit.when]: spoken.moment(from) }
}

const comes = (writing: Writing, visit: Visit, technician = writing.words.visit.somebody) =>
  facts({ ...when(writing, visit), [writing.words.visit.who]: technician })
/** What is not confirmed yet is so on the page of the ticket. */
const suits = ({ words: { visit: said }, track }: Writing, { confirmedAt }: Visit) =>
  confirmedAt ? [] : [paragraph(said.suits), button(said.confirm, track && `${track}#visits`)]

export const visitBooked: Write<'visitBooked'> = (writing, { visit, technician }) => ({
  subject: writing.words.visit.booked,
  blocks: [
    paragraph(writing.words.visit.planned(writing.number)),
    comes(writing, visit, technician),
    ...suits(writing, visit),
  ],
})

export const visitMoved: Write<'visitMoved'> = (writing, { visit, technician, before }) => {
  const { visit: said } = writing.words
  const was = before.wasConfirmed ? said.wasConfirmed : said.was
  return {
    subject: said.moved,
    blocks: [
      paragraph(was(writing.number, writing.spoken.moment(before.from))),
      comes(writing, visit, technician),
      ...suits(writing, visit),
    ],
  }
}

export const visitCancelled: Write<'visitCancelled'> = ({ number, words: { visit: said }, spoken }, { visit }) => ({
  subject: said.cancelled,
  blocks: [paragraph(said.off(number, spoken.moment(visit.from))), paragraph(said.another)],
})

export const visitReminded: Write<'visitReminded'> = (writing, { visit, technician }) => ({
  subject: writing.words.visit.reminded,
  blocks: [
    paragraph(writing.words.visit.remember(writing.number)),
    comes(writing, visit, technician),
    ...suits(writing, visit),
  ],
})
