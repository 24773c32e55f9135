import * as z from 'zod'
import { PersonId, TeamId } from './actor.ts'
import { RoutingOutcome } from './routing.ts'
import { TicketNumber } from './ticket.ts'
import { Instant } from './time.ts'

/** Why a ticket is with whom it is, or with nobody. */
export const AssignmentExplained = z
  .strictObject({
    ticket: TicketNumber,
    at: Instant.meta({ description: 'When this was asked' }),
    state: z.enum(['assigned', 'waits', 'queue', 'ended']).meta({
      description:
        '`waits`: the rules find somebody as soon as somebody fits; `queue`: it is left to people to take or give it',
    }),
    assignee: PersonId.optional(),
    team: TeamId.optional(),
    since: Instant.meta({ description: 'Since when it is so' }),
    says: z.array(z.string()).meta({ description: 'The whole in sentences' }),
    outcome: RoutingOutcome.optional().meta({
      description: 'What the rules said when they placed it; of a ticket without an assignee, what they say now',
    }),
    triedAt: Instant.optional().meta({ description: 'When the rules were last asked for it in vain' }),
  })
  .meta({ id: 'AssignmentExplained' })
export type AssignmentExplained = z.infer<typeof AssignmentExplained>
