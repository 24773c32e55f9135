import * as z from 'zod'
import { ActorReference, PersonId, prefixed } from './actor.ts'
import { words } from './text.ts'
import { Instant } from './time.ts'

/** So many may be open on one ticket: they lie in its item, which must stay small. */
export const mostOpenFollowUps = 10

export const FollowUpId = prefixed('fol', 'a follow-up').meta({
  id: 'FollowUpId',
  example: 'fol_01JD00000000000000000000F1',
})

/** How a follow-up ends: by somebody's word, or with its ticket. */
export const FollowUpEnd = z.enum(['done', 'cancelled', 'ticket-ended'])
export type FollowUpEnd = z.infer<typeof FollowUpEnd>

/** An open follow-up, as the ticket's own item knows it: what its timers need. */
export const OpenFollowUp = z
  .strictObject({
    id: FollowUpId,
    dueAt: Instant,
    automatic: z.boolean().optional().meta({ description: 'Set by the desk when the ticket was assigned' }),
    for: PersonId.optional().meta({ description: 'Whose it is, where not whoever has the ticket' }),
    fired: z.boolean().optional().meta({ description: 'It is due, and they were told' }),
  })
  .meta({ id: 'OpenFollowUp' })
export type OpenFollowUp = z.infer<typeof OpenFollowUp>

export const NewFollowUp = z
  .strictObject({
    note: words(1000),
    dueAt: Instant.optional().meta({
      description: 'Not in the past; by the priority where left out: urgent 1 h, high 4 h, medium 1 day, low 3 days',
    }),
  })
  .meta({ id: 'NewFollowUp', example: { note: 'Ask whether the new fuser holds', dueAt: '2026-11-23T09:00:00.000Z' } })

export const FollowUp = z
  .strictObject({
    id: FollowUpId,
    note: z.string().optional().meta({ description: 'Absent where the desk set it by itself' }),
    dueAt: Instant,
    automatic: z.boolean(),
    for: PersonId.optional().meta({ description: 'Whose it is, where not whoever has the ticket' }),
    state: z.enum(['open', 'due', 'done', 'cancelled']).meta({
      description: '`due`: open, and its time has come. What is open when its ticket ends is cancelled by `system`',
    }),
    createdAt: Instant,
    createdBy: ActorReference,
    endedAt: Instant.optional(),
    endedBy: ActorReference.optional(),
  })
  .meta({ id: 'FollowUp', description: 'A task on a ticket, for whoever has the ticket when it is due' })
export type FollowUp = z.infer<typeof FollowUp>
