import * as z from 'zod'
import { CustomerId, PersonId } from '../schemas/actor.ts'
import { FollowUpEnd, FollowUpId } from '../schemas/follow-up.ts'
import { Status } from '../schemas/ticket.ts'
import { Instant } from '../schemas/time.ts'

/** What happens around a ticket's work: who follows it, what is to be seen to, and that it is put away in the end. */
export const lifeEvents = {
  'ticket.parts-arrived': z.strictObject({
    status: Status.meta({ description: 'In which the ticket waited for them' }),
  }),
  'ticket.held': z.strictObject({
    until: Instant.meta({ description: 'The end of the delay that the customer asked for' }),
  }),
  'ticket.hold-ended': z.strictObject({
    until: Instant,
    reason: z.enum(['time', 'by-hand', 'customer-wrote', 'ended']).meta({ description: '`ended`: the ticket has' }),
    latenessMs: z.int().min(0).optional().meta({ description: 'How long after its end that was recorded' }),
  }),
  'ticket.archived': z.strictObject({ status: Status, customer: CustomerId.optional() }),
  'ticket.link-given': z.strictObject({
    person: PersonId.meta({ description: 'As whom acts who has the link' }),
  }),
  'ticket.links-revoked': z.strictObject({
    times: z.int().positive().meta({ description: 'How often they were by now: what was sent before opens nothing' }),
  }),
  'ticket.watched': z.strictObject({ person: PersonId }),
  'ticket.unwatched': z.strictObject({ person: PersonId }),
  'ticket.follow-up-added': z.strictObject({
    followUp: FollowUpId,
    dueAt: Instant,
    automatic: z.boolean().meta({ description: 'Set by the desk when the ticket was assigned' }),
    for: PersonId.optional().meta({ description: 'Whose it is, where not whoever has the ticket' }),
  }),
  'ticket.follow-up-due': z.strictObject({
    followUp: FollowUpId,
    dueAt: Instant,
    latenessMs: z.int().min(0).meta({ description: 'How long after that it was recorded' }),
    to: PersonId.optional().meta({ description: 'Who has the ticket, or whose it is, and is told' }),
  }),
  'ticket.follow-up-ended': z.strictObject({ followUp: FollowUpId, outcome: FollowUpEnd }),
} as const
