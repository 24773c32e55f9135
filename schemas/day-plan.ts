import * as z from 'zod'
import { CustomerId, PersonId, SiteId } from './actor.ts'
import { TimeZone } from './calendar.ts'
import { VisitId } from './ids.ts'
import { Address, Coordinates } from './site.ts'
import { TicketNumber } from './ticket.ts'
import { Instant } from './time.ts'
import { VisitStatus } from './visit.ts'

const whole = z.int().min(0)
const km = z.number().min(0)

const Travel = z.strictObject({ km, minutes: whole }).meta({ id: 'Travel', example: { km: 12.4, minutes: 15 } })

/** What travel is reckoned by. */
export const TravelBy = z
  .strictObject({
    by: z.enum(['straight-line', 'routing-service']),
    speedKmh: z.number().optional().meta({ description: 'Of `straight-line`: the setting `assignment.speedKmh`' }),
    because: z.string().optional().meta({ description: 'Why it is `straight-line`, where there is a routing service' }),
  })
  .meta({ id: 'TravelBy' })
export type TravelBy = z.infer<typeof TravelBy>

const MapLinks = z
  .strictObject({
    geo: z.string().meta({ description: 'Opens in the maps of a phone (RFC 5870)' }),
    directions: z.url().optional().meta({ description: 'The way there from where they are before, on OpenStreetMap' }),
  })
  .meta({ id: 'MapLinks' })

export const DayVisit = z
  .strictObject({
    visit: VisitId,
    ticket: TicketNumber,
    title: z.string().optional().meta({ description: "The ticket's" }),
    customer: CustomerId.optional(),
    customerName: z.string().optional(),
    site: SiteId.optional(),
    siteName: z.string().optional(),
    address: Address.optional(),
    accessNotes: z.string().optional(),
    coordinates: Coordinates.optional(),
    map: MapLinks.optional(),
    status: VisitStatus,
    from: Instant,
    until: Instant,
    window: z.strictObject({ from: Instant, until: Instant }).optional(),
    confirmedAt: Instant.optional(),
    work: z.string().optional(),
    travel: Travel.optional().meta({
      description: 'From where they are before: home for the first. Absent: it is not known where one of the two is',
    }),
    leaveAt: Instant.meta({ description: 'When to leave for it at the latest; at once, where that has gone by' }),
    gapMinutes: whole.optional().meta({ description: 'Free between the visit before and leaving for this one' }),
    lateMinutes: whole.optional().meta({ description: 'So much too late they come, from the visit before' }),
    outsideHours: z.literal(true).optional().meta({ description: 'It does not lie in their working time' }),
  })
  .meta({ id: 'DayVisit' })
export type DayVisit = z.infer<typeof DayVisit>

export const DayTotals = z
  .strictObject({
    visits: whole,
    workMinutes: whole.meta({ description: 'With customers' }),
    travelMinutes: whole.meta({ description: 'From home to home' }),
    km,
    gapMinutes: whole,
    lateMinutes: whole.meta({ description: 'In all, by which they come too late' }),
  })
  .meta({ id: 'DayTotals' })
export type DayTotals = z.infer<typeof DayTotals>

export const DayPlan = z
  .strictObject({
    technician: PersonId,
    name: z.string(),
    date: z.iso.date(),
    timeZone: TimeZone.meta({ description: 'Theirs: the date is one of it' }),
    hours: z.array(z.strictObject({ from: Instant, until: Instant })).meta({ description: 'When they work' }),
    homeBase: z.strictObject({ coordinates: Coordinates, address: Address.optional() }).optional(),
    travelBy: TravelBy,
    visits: z.array(DayVisit).meta({ description: 'In order; those that were cancelled or missed are left out' }),
    back: Travel.optional().meta({ description: 'From the last one home' }),
    totals: DayTotals,
    missed: z.array(VisitId).optional(),
  })
  .meta({ id: 'DayPlan', description: "A technician's visits of a day, in order, with the ways between them" })
export type DayPlan = z.infer<typeof DayPlan>

export const DayOptimisation = z
  .strictObject({
    apply: z
      .boolean()
      .default(false)
      .meta({ description: 'Move the visits, all at once. For those who plan: not for technicians' }),
    moveConfirmed: z.boolean().default(false).meta({
      description: 'Also those that the customer has confirmed: they are told, and asked to confirm again',
    }),
  })
  .meta({ id: 'DayOptimisation' })

export const keptBecause = ['confirmed', 'begun', 'no-time'] as const
export const DayOrder = z
  .strictObject({
    technician: PersonId,
    date: z.iso.date(),
    applied: z.boolean(),
    exact: z
      .boolean()
      .meta({ description: 'Whether no order is better; else it is a good one (docs/visits.md has how good)' }),
    booked: DayTotals.meta({ description: 'As it was booked' }),
    better: DayTotals.meta({ description: 'In the order that is proposed; the same where none is better' }),
    saves: z
      .strictObject({ travelMinutes: z.int(), km: z.number(), lateMinutes: z.int() })
      .meta({ description: 'By the proposed order' }),
    moves: z
      .array(z.strictObject({ visit: VisitId, from: Instant, to: Instant, confirmed: z.boolean() }))
      .meta({ description: 'What has to be moved for it, from when to when; nothing, where none is better' }),
    kept: z
      .array(z.strictObject({ visit: VisitId, because: z.enum(keptBecause) }))
      .meta({ description: 'What stays when it is: `no-time`: the day has no other time for it' }),
    late: z
      .array(z.strictObject({ visit: VisitId, minutes: whole }))
      .meta({ description: 'Which cannot be reached in time, by how much, in any order that was found' }),
    plan: DayPlan.meta({ description: 'The day in the proposed order' }),
  })
  .meta({ id: 'DayOrder' })
export type DayOrder = z.infer<typeof DayOrder>
