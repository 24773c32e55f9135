import * as z from 'zod'
import { AssignmentExplained } from '../assignment-explained.ts'
import { Candidate } from '../routing.ts'
import { words } from '../text.ts'
import { TicketNumber, TicketRepresentation } from '../ticket.ts'
import { Instant } from '../time.ts'
import { operation, staff } from './operation.ts'
import { TicketParams } from './ticket-id.ts'

const move = {
  method: 'post',
  roles: staff,
  params: TicketParams,
  ifMatch: 'optional',
  etag: true,
  answer: TicketRepresentation,
  refusals: ['conflict', 'move-not-allowed'],
  tag: 'Assignment',
} as const

export const listCandidates = operation({
  method: 'get',
  path: '/tickets/{id}/candidates',
  roles: staff,
  params: TicketParams,
  answer: z
    .strictObject({
      ticket: TicketNumber,
      at: Instant,
      items: z.array(Candidate).meta({ description: 'Those who fit first, the best before others' }),
    })
    .meta({ id: 'CandidateList' }),
  summary: 'Everybody as they stand to a ticket: who fits, how well, and why somebody does not',
  description:
    'All who work here, as they are at this moment: what they have in hand, whether they are at work, their skills, the way to the site, language, and whom the customer prefers. `out` says everything that keeps somebody from it.',
  tag: 'Assignment',
})

export const acceptTicket = operation({
  ...move,
  path: '/tickets/{id}/accept',
  summary: 'Accept a ticket that you were given: work begins',
  description: 'By its assignee alone. One that they work on already stays as it is.',
})

export const declineTicket = operation({
  ...move,
  path: '/tickets/{id}/decline',
  body: z
    .strictObject({ reason: words(1000) })
    .meta({ id: 'Declined', example: { reason: 'I am not certified for gas' } }),
  summary: 'Decline a ticket that you were given: the rules find another',
  description: 'By its assignee alone. The rules do not give it to them again; a person still may.',
})

export const explainAssignment = operation({
  method: 'get',
  path: '/tickets/{id}/assignment',
  roles: staff,
  params: TicketParams,
  query: z.strictObject({
    format: z.enum(['json', 'text']).default('json').meta({
      description: '`text`: told in sentences; so is `Accept: text/plain`',
    }),
  }),
  plain: true,
  answer: AssignmentExplained,
  summary: 'Why a ticket is with whom it is, or with nobody',
  description:
    'Of a ticket that somebody has: how it came to them, and where it was by a rule, everything that was looked at then. Of one that nobody has: what the rules say of it at this moment, with the numbers; nothing is written.',
  tag: 'Assignment',
})
