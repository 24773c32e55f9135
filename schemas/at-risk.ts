import * as z from 'zod'
import { ClockKind } from './clock.ts'
import { TicketSummary } from './ticket.ts'
import { Instant } from './time.ts'

/** An open ticket as the list of those at risk shows it: which of its clocks asks for attention. */
export const AtRisk = TicketSummary.extend({
  clock: ClockKind.optional().meta({
    description: 'The clock that is due at `dueAt`; while the ticket rests, the one that has come furthest',
  }),
  paused: z.boolean().meta({ description: 'Its clocks stand: such tickets come last' }),
  onHoldUntil: Instant.optional(),
}).meta({ id: 'AtRisk' })
export type AtRisk = z.infer<typeof AtRisk>
