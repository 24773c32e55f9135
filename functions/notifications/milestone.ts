import { duration } from '../../domain/time.ts'
import { facts, paragraph, type Write, type Writing } from './matter.ts'

const minute = 60_000

/** Seconds below an hour, else minutes: nobody wants to know it better. */
function about({ words, spoken }: Writing, ms: number, way: 'duration' | 'after'): string {
  if (ms < 1000) return words.milestone.moment
  const unit = ms < 60 * minute ? 1000 : minute
  return spoken[way](duration(Math.floor(ms / unit) * unit))
}

/** What staff are told of a milestone. */
export const milestone: Write<'milestone'> = (writing, { type, data, policyName, now }) => {
  const { number, words, spoken } = writing
  const { milestone: said } = words
  const { clock, percent, dueAt, target, policy } = data
  const promise = words.promises[clock]
  const late = now - Date.parse(dueAt)
  const due = spoken.moment(dueAt)
  const id = said.version(policy.id, policy.version)
  return {
    subject: type === 'sla.breached' ? said.overdue(promise) : said.used(percent, promise),
    blocks: [
      paragraph(
        late >= 0
          ? said.late(promise, number, due, about(writing, late, 'after'))
          : said.near(promise, number, due, about(writing, -late, 'after')),
      ),
      facts({ [said.promised]: spoken.after(target) }),
      { is: 'small', text: said.rule(percent, promise, policyName, id) },
      { is: 'small', text: said.history },
    ],
  }
}
