import * as z from 'zod'
import { PersonId, SiteId } from '../schemas/actor.ts'
import { VisitId } from '../schemas/ids.ts'
import { ServiceCode } from '../schemas/service.ts'
import { Instant } from '../schemas/time.ts'
import { VisitStatus } from '../schemas/visit.ts'

const visit = { visit: VisitId, technician: PersonId, from: Instant, until: Instant }

/** What becomes of the visits of a ticket; each is an entry of the ticket's history. */
export const visitEvents = {
  'visit.booked': z.strictObject({ ...visit, site: SiteId.optional(), service: ServiceCode.optional() }),
  'visit.moved': z.strictObject({
    ...visit,
    previous: z.strictObject({ technician: PersonId, from: Instant, until: Instant }),
    wasConfirmed: z.boolean().meta({ description: 'Whether the customer had confirmed it as it was before' }),
  }),
  'visit.confirmed': z.strictObject(visit),
  'visit.status-changed': z.strictObject({ ...visit, status: z.strictObject({ from: VisitStatus, to: VisitStatus }) }),
  'visit.cancelled': z.strictObject({
    ...visit,
    reason: z.enum(['by-customer', 'by-desk', 'ticket-ended']),
  }),
  'visit.reminded': z.strictObject(visit),
} as const
