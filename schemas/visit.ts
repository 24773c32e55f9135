import * as z from 'zod'
import { CustomerId, PersonId, SiteId } from './actor.ts'
import { recorded } from './customer.ts'
import { VisitId } from './ids.ts'
import { Skill, SkillLevel } from './technician.ts'
import { words } from './text.ts'
import { TicketNumber } from './ticket.ts'
import { GivenInstant, Instant } from './time.ts'

export const visitStatuses = ['planned', 'on_the_way', 'arrived', 'done', 'missed', 'cancelled'] as const
export const VisitStatus = z.enum(visitStatuses).meta({ id: 'VisitStatus' })
export type VisitStatus = z.infer<typeof VisitStatus>

const minutes = z.int().min(5).max(1440)

export const NewVisit = z
  .strictObject({
    ticket: TicketNumber,
    technician: PersonId,
    site: SiteId.optional().meta({ description: "Left out: the ticket's" }),
    from: GivenInstant.meta({ description: 'When the work begins' }),
    durationMinutes: minutes.default(60),
    window: z
      .strictObject({ from: GivenInstant, until: GivenInstant })
      .optional()
      .meta({ description: 'When the customer was told it may begin; left out: `from` itself' }),
    work: words(1000).optional().meta({ description: 'What is to be done: the work order' }),
  })
  .meta({ id: 'NewVisit' })
export type NewVisit = z.infer<typeof NewVisit>

/** A work order with its appointment: somebody goes to a place of the customer for a ticket. */
export const Visit = z
  .strictObject({
    id: VisitId,
    ticket: TicketNumber,
    customer: CustomerId.optional(),
    technician: PersonId,
    site: SiteId.optional(),
    status: VisitStatus,
    from: Instant,
    until: Instant,
    durationMinutes: z.int(),
    window: z.strictObject({ from: Instant, until: Instant }).optional(),
    travelMinutes: z.int().min(0).meta({ description: 'Estimated, from where they are before: kept free before it' }),
    confirmedAt: Instant.optional().meta({ description: 'When the customer confirmed it' }),
    work: z.string().optional(),
    note: z.string().optional().meta({ description: 'What was done, or why not. For staff' }),
    remindedAt: Instant.optional(),
    ...recorded,
  })
  .meta({ id: 'Visit' })
export type Visit = z.infer<typeof Visit>

/** What a service asks of whoever does it, for offered slots. */
export const Service = z
  .strictObject({
    skill: Skill.optional(),
    level: SkillLevel.default('basic'),
    durationMinutes: minutes.default(60),
  })
  .meta({ id: 'Service' })

export const Slot = z
  .strictObject({
    technician: PersonId.optional().meta({ description: 'For staff' }),
    from: Instant,
    until: Instant,
    travelMinutes: z.int().min(0).optional().meta({ description: 'For staff' }),
  })
  .meta({ id: 'Slot' })
export type Slot = z.infer<typeof Slot>
