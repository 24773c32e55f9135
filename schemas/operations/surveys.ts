import * as z from 'zod'
import { CustomerId, PersonId, TeamId } from '../actor.ts'
import { Score, Survey } from '../survey.ts'
import { Category } from '../ticket.ts'
import { GivenInstant } from '../time.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { TicketParams } from './ticket-id.ts'

const read = { method: 'get', roles: staff, tag: 'Surveys' } as const

export const getSurvey = operation({
  ...read,
  path: '/tickets/{id}/survey',
  params: TicketParams,
  etag: true,
  answer: Survey,
  summary: 'What the customer said of a ticket',
  description: '404 also while nobody has answered.',
})

export const listSurveys = operation({
  ...read,
  path: '/surveys',
  query: z.strictObject({
    from: GivenInstant.optional().meta({ description: 'Answered at this instant or later' }),
    to: GivenInstant.optional().meta({ description: 'Answered before this instant' }),
    score: z.coerce.number().pipe(Score).optional(),
    technician: PersonId.optional(),
    team: TeamId.optional(),
    category: Category.optional(),
    customer: CustomerId.optional(),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: page(Survey).meta({ id: 'SurveyPage' }),
  summary: 'What customers said, the newest first',
  description:
    'By when they answered first; one that was changed stays in its place. Technician, team and category are those that the ticket had when they answered. How content people are on average is in `GET /statistics/tickets` and the metrics.',
})
