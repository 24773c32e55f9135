import * as z from 'zod'
import { CustomerId, PersonId, TeamId } from './actor.ts'
import { text } from './text.ts'
import { Category, TicketNumber } from './ticket.ts'
import { Instant } from './time.ts'

/** From bad to good. */
export const scores = [1, 2, 3, 4, 5] as const
export const Score = z.union(scores.map((score) => z.literal(score))).meta({
  id: 'Score',
  description: '1 is bad, 5 is very good',
  example: 5,
})
export type Score = (typeof scores)[number]

/** From here on somebody is satisfied (the share that is usually told: the two best of five). */
export const satisfiedFrom: Score = 4
/** Up to here somebody of the team calls them back. */
export const poorUpTo: Score = 2

export const mostSurveyWords = 4000

/** What somebody has answered to how it was. */
export const Survey = z
  .strictObject({
    ticket: TicketNumber,
    person: PersonId.meta({ description: 'Who answered' }),
    score: Score,
    comment: text(mostSurveyWords).optional(),
    technician: PersonId.optional().meta({ description: 'With whom the ticket was when it was closed' }),
    team: TeamId.optional(),
    category: Category,
    customer: CustomerId.optional(),
    answeredAt: Instant.meta({ description: 'When they answered first' }),
    changedAt: Instant.optional().meta({ description: 'When they changed it last' }),
    version: z.int().positive().meta({ description: 'Counts up with each change' }),
  })
  .meta({ id: 'Survey', description: 'How somebody found what was done for them' })
export type Survey = z.infer<typeof Survey>

const Count = z.int().min(0)
const Share = z.number().min(0).max(1)

/** What answers come to. */
const figures = {
  answers: z.int().positive().meta({ description: 'Of so many' }),
  average: z.number().min(1).max(5).meta({ description: 'To a hundredth' }),
  satisfied: Share.meta({ description: 'The share of 4 and 5' }),
}

export const Satisfaction = z
  .strictObject({
    ...figures,
    scores: z
      .strictObject({ 1: Count, 2: Count, 3: Count, 4: Count, 5: Count })
      .meta({ description: 'How many gave each' }),
  })
  .meta({
    id: 'Satisfaction',
    description: 'What customers answered on these days, as they have it now. Counted on the day of the first answer',
  })
export type Satisfaction = z.infer<typeof Satisfaction>

/** The same by what tickets are about. */
export const SatisfactionByCategory = z
  .record(z.string(), z.strictObject(figures))
  .meta({ example: { hardware: { answers: 12, average: 4.25, satisfied: 0.8333 } } })
