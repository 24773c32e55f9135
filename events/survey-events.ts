import * as z from 'zod'
import { PersonId, TeamId } from '../schemas/actor.ts'
import { Score } from '../schemas/survey.ts'
import { Category } from '../schemas/ticket.ts'

/** What a customer thinks of what was done for them: how much, never in which words. */
export const surveyEvents = {
  'survey.answered': z.strictObject({
    score: Score,
    previous: Score.optional().meta({ description: 'What they had answered before' }),
    changed: z.boolean().meta({ description: 'Whether they had answered before' }),
    hasComment: z.boolean(),
    technician: PersonId.optional().meta({ description: 'With whom the ticket is' }),
    team: TeamId.optional(),
    category: Category,
  }),
} as const
