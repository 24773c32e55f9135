import * as z from 'zod'
import { TeamId } from './actor.ts'
import { NewAssignmentRule } from './assignment-rule.ts'
import { NewTicket, TicketNumber } from './ticket.ts'
import { GivenInstant } from './time.ts'

/** What is tried: a rule that is not saved yet or all that are, on a ticket that is there or one that is made up. */
export const AssignmentTrial = z
  .strictObject({
    ticket: TicketNumber.optional().meta({ description: 'One that is there' }),
    newTicket: NewTicket.safeExtend({
      team: TeamId.optional().meta({ description: 'Which it is with; left out: that of new tickets' }),
    })
      .meta({ id: 'TriedTicket' })
      .optional()
      .meta({ description: 'One that is made up, as it would be opened' }),
    rule: NewAssignmentRule.optional().meta({ description: 'Tried by itself, as if it were on; left out: all rules' }),
    at: GivenInstant.optional().meta({ description: 'Left out: now' }),
  })
  .refine(({ ticket, newTicket }) => (ticket === undefined) !== (newTicket === undefined), {
    message: 'says of which ticket in no way, or in two',
    params: { expected: 'ticket or newTicket' },
  })
  .meta({
    id: 'AssignmentTrial',
    example: { newTicket: { title: 'No network on floor 2', priority: 'urgent', category: 'network' } },
  })
export type AssignmentTrial = z.infer<typeof AssignmentTrial>
