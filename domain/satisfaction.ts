import { type Satisfaction, type Score, satisfiedFrom, scores } from '../schemas/survey.ts'
import { ratio } from './share.ts'

type Counters = Readonly<Record<string, number>>

/** By which name an answer is counted. */
export const surveyCounter = (score: Score, category?: string): string =>
  category ? `survey.${score}.${category}` : `survey.${score}`

/** What the answers come to that were counted; undefined of none. */
export function satisfactionOf(total: Counters, category?: string): Satisfaction | undefined {
  const of = (score: Score) => total[surveyCounter(score, category)] ?? 0
  const answers = scores.reduce((sum, score) => sum + of(score), 0)
  if (answers === 0) return undefined
  const sum = scores.reduce((points, score) => points + score * of(score), 0)
  const satisfied = scores.filter((score) => score >= satisfiedFrom).reduce((many, score) => many + of(score), 0)
  return {
    answers,
    average: Math.round((sum / answers) * 100) / 100,
    satisfied: ratio(satisfied / answers),
    scores: { 1: of(1), 2: of(2), 3: of(3), 4: of(4), 5: of(5) },
  }
}

/** The same of each category that somebody has answered about. */
export function satisfactionByCategory(total: Counters): Record<string, Omit<Satisfaction, 'scores'>> {
  const found = Object.keys(total).flatMap((name) => /^survey\.[1-5]\.(.+)$/.exec(name)?.[1] ?? [])
  return Object.fromEntries(
    [...new Set(found)].sort().flatMap((category) => {
      const { scores: _, ...figures } = satisfactionOf(total, category) ?? {}
      return 'answers' in figures ? [[category, figures as Omit<Satisfaction, 'scores'>]] : []
    }),
  )
}
