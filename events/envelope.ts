import * as z from 'zod'
import { ActorReference } from '../schemas/actor.ts'
import { Instant } from '../schemas/time.ts'
import { recordKinds } from './record-events.ts'

export const eventSource = 'service-desk'
/** Of what is on the partners' bus: one entry for each subscription. */
export const partnersSource = 'service-desk.partners'

/** EventBridge takes 256 KB an entry; ours are ids, codes and numbers, so more than this is a mistake. */
export const maxDataBytes = 8 * 1024

/**
 * What every event says around its `data`. Delivery is at least once and not in order:
 * key an effect on `id`, and use `seq` where order matters.
 */
export const Envelope = z.strictObject({
  id: z.string().meta({ description: '<kind>.<subject id>.<seq>', example: 'ticket.TKT000123.4' }),
  subject: z.strictObject({ kind: z.enum(['ticket', 'sla-policy', 'job', ...recordKinds]), id: z.string() }),
  seq: z.int().positive().meta({ description: 'Counts up by one for each event of the subject' }),
  schemaVersion: z.int().positive(),
  occurredAt: Instant,
  brand: z.string(),
  actor: ActorReference,
  causationId: z.string().optional().meta({ description: 'The event that caused this one' }),
  correlationId: z.string().meta({ description: 'The request, or the run, that it all began with' }),
  data: z.record(z.string(), z.unknown()),
})
export type Envelope = z.infer<typeof Envelope>
