import * as z from 'zod'
import { ActorReference } from './actor.ts'
import { Instant } from './time.ts'

/** Old and new text of a field, and the words people gave: kept with the ticket, never published. */
export const HistoryDetail = z.strictObject({
  changes: z
    .record(z.string(), z.strictObject({ from: z.unknown().optional(), to: z.unknown().optional() }))
    .optional(),
  reason: z.string().optional(),
  resolution: z.string().optional(),
  note: z.string().optional(),
  notes: z.string().optional(),
  because: z.array(z.string()).optional().meta({ description: 'How rules explain what they chose' }),
})
export type HistoryDetail = z.infer<typeof HistoryDetail>

/** One thing that happened to a ticket: the event that was published, and the text that was not. */
export const HistoryEntry = z
  .strictObject({
    id: z.string().meta({ example: 'ticket.TKT000123.4' }),
    seq: z.int().positive(),
    type: z.string().meta({ example: 'ticket.assigned' }),
    occurredAt: Instant,
    actor: ActorReference,
    causationId: z.string().optional().meta({ description: 'The event that caused this one' }),
    data: z.record(z.string(), z.unknown()),
    detail: HistoryDetail.optional(),
  })
  .meta({ id: 'HistoryEntry' })
export type HistoryEntry = z.infer<typeof HistoryEntry>
