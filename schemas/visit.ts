import * as z from 'zod'
import { PersonId, SiteId } from './actor.ts'
import { recorded } from './customer.ts'
import { VisitId } from './ids.ts'
import { ServiceCode } from './service.ts'
import { words } from './text.ts'
import { TicketNumber } from './ticket.ts'
import { GivenInstant, Instant, untilAfterFrom } from './time.ts'

export const visitStatuses = ['planned', 'on_the_way', 'arrived', 'done', 'missed', 'cancelled'] as const
export const VisitStatus = z.enum(visitStatuses).meta({ id: 'VisitStatus' })
export type VisitStatus = z.infer<typeof VisitStatus>

const minuteMs = 60_000
const WholeMinute = GivenInstant.refine((at) => Date.parse(at) % minuteMs === 0, {
  message: 'is not on the minute',
  params: { expected: 'an instant of a whole minute' },
})
const visitMinutes = z.int().min(5).max(1440)

/** When the customer was told that it may begin. */
const GivenWindow = z
  .strictObject({ from: WholeMinute, until: WholeMinute })
  .refine(...untilAfterFrom)
  .meta({ id: 'NewVisitWindow' })

/** When, how long and by whom: what is given to plan a visit, and to move it. */
const planned = {
  from: WholeMinute.meta({ description: 'When the work begins. A customer picks an offered slot' }),
  technician: PersonId.optional().meta({
    description: 'For staff. Left out: whom the desk finds for a new visit; the same as before for one that is moved',
  }),
  durationMinutes: visitMinutes.optional().meta({
    description: 'For staff. Left out: as the service takes, else 60; for one that is moved as before',
  }),
  window: GivenWindow.optional().meta({
    description: 'For staff: when the customer is told that it may begin. `from` lies in it. Left out: `from` itself',
  }),
  force: z.boolean().default(false).meta({
    description: 'For staff: also when they are not at work, or lack a skill, or the place is none of theirs',
  }),
}

export const NewVisit = z
  .strictObject({
    ticket: TicketNumber,
    ...planned,
    service: ServiceCode.optional().meta({
      description: 'What is done, as the settings declare it. Left out: what the ticket needs, in an hour',
    }),
    site: SiteId.optional().meta({ description: "One of the ticket's customer. Left out: the ticket's" }),
    work: words(1000).optional().meta({ description: 'For staff: what is to be done, the work order' }),
  })
  .meta({ id: 'NewVisit' })
export type NewVisit = z.infer<typeof NewVisit>

export const VisitMove = z
  .strictObject({
    ...planned,
    tellCustomer: z.boolean().default(false).meta({
      description:
        'For staff: yes, although the customer has confirmed it. They are told, and asked to confirm it again',
    }),
    reason: words(500).optional(),
  })
  .meta({ id: 'VisitMove' })
export type VisitMove = z.infer<typeof VisitMove>

const visitWindow = z.strictObject({ from: Instant, until: Instant }).meta({ id: 'VisitWindow' })

/** A work order with its appointment, as it is kept. */
export const Visit = z.strictObject({
  id: VisitId,
  ticket: TicketNumber,
  technician: PersonId,
  site: SiteId.optional(),
  service: ServiceCode.optional(),
  status: VisitStatus,
  from: Instant,
  until: Instant,
  durationMinutes: z.int().positive(),
  window: visitWindow.optional(),
  travelMinutes: z.int().min(0),
  confirmedAt: Instant.optional(),
  remindAt: Instant.optional(),
  remindedAt: Instant.optional(),
  onTheWayAt: Instant.optional(),
  arrivedAt: Instant.optional(),
  endedAt: Instant.optional(),
  work: z.string().optional(),
  note: z.string().optional(),
  ...recorded,
})
export type Visit = z.infer<typeof Visit>

/** The same as the API gives it: callers from outside see when, where, who comes, and how it stands. */
export const VisitRepresentation = z
  .strictObject({
    id: VisitId,
    ticket: TicketNumber,
    technician: PersonId.optional().meta({ description: 'For staff' }),
    technicianName: z.string().optional().meta({ description: 'Who comes' }),
    site: SiteId.optional(),
    service: ServiceCode.optional(),
    status: VisitStatus,
    from: Instant,
    until: Instant,
    durationMinutes: z.int().positive(),
    window: visitWindow.optional().meta({ description: 'When it may begin; absent: at `from`' }),
    travelMinutes: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'The way there from where they are before, as it was estimated. For staff' }),
    confirmedAt: Instant.optional().meta({ description: 'When the customer confirmed it' }),
    remindedAt: Instant.optional().meta({ description: 'When the customer was reminded of it' }),
    onTheWayAt: Instant.optional(),
    arrivedAt: Instant.optional(),
    endedAt: Instant.optional().meta({ description: 'When it was done, missed or cancelled' }),
    work: z.string().optional().meta({ description: 'What is to be done. For staff' }),
    note: z.string().optional().meta({ description: 'What was done, or why not. For staff' }),
    ...recorded,
  })
  .meta({ id: 'Visit', description: 'A work order with its appointment: somebody goes to a place of the customer' })
export type VisitRepresentation = z.infer<typeof VisitRepresentation>

/** A time at which somebody could come. */
export const Slot = z
  .strictObject({
    from: Instant,
    until: Instant,
    technician: PersonId.optional().meta({ description: 'For staff' }),
    technicianName: z.string().optional().meta({ description: 'For staff' }),
    travelMinutes: z.int().min(0).optional().meta({ description: 'The way there. For staff' }),
  })
  .meta({ id: 'Slot' })
export type Slot = z.infer<typeof Slot>
