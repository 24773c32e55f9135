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
