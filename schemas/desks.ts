import * as z from 'zod'
import { PersonId, TeamId } from './actor.ts'
import { TimeZone } from './calendar.ts'
import { ClockReport } from './clock.ts'
import { RotationId } from './ids.ts'
import { presences } from './technician.ts'
import { TicketNumber, TicketSummary } from './ticket.ts'
import { Instant } from './time.ts'
import { VisitRepresentation } from './visit.ts'

const Count = z.int().min(0)

/** A clock that has not ended, as `sla-tracking` says it at this instant, without its life. */
export const DeskClock = ClockReport.pick({
  clock: true,
  cycle: true,
  state: true,
  paused: true,
  light: true,
  target: true,
  dueAt: true,
  warnsAt: true,
  elapsed: true,
  remaining: true,
}).meta({ id: 'DeskClock' })
export type DeskClock = z.infer<typeof DeskClock>

const DeskTicket = TicketSummary.extend({
  clocks: z.array(DeskClock).meta({ description: 'Those that have not ended' }),
  onHoldUntil: Instant.optional(),
}).meta({
  id: 'DeskTicket',
  description: 'A ticket as it is at this instant, whether or not a timer has got to it yet',
})
export type DeskTicket = z.infer<typeof DeskTicket>

/** So many tickets are told with their clocks; those that are next due. */
export const mostDeskTickets = 100

/** How a person's tickets are parted. The first five by status: each ticket is in one of them. */
export const lanes = [
  'toAccept',
  'inProgress',
  'pendingCustomer',
  'pendingParts',
  'reopened',
  'dueToday',
  'overdue',
] as const
export type Lane = (typeof lanes)[number]
const ofLanes = <Schema extends z.ZodType>(schema: Schema) =>
  Object.fromEntries(lanes.map((lane) => [lane, schema])) as Record<Lane, Schema>

const Workload = z
  .strictObject({
    tickets: Count,
    points: Count.meta({ description: 'The sum of the weights of their open tickets, of all teams' }),
    capacity: Count,
  })
  .meta({ id: 'Workload' })

/** Why somebody gets nothing by the rules now; `work`: they do. */
const PresenceNow = z
  .strictObject({
    at: z.enum(['work', 'not-here', 'off', 'absent', 'outside-hours']),
    back: Instant.optional().meta({ description: 'When they are next at work; absent where unknown, or far away' }),
  })
  .meta({ id: 'PresenceNow' })

export const TechnicianDesk = z
  .strictObject({
    at: Instant,
    technician: PersonId,
    timeZone: TimeZone.meta({ description: 'Theirs: what `dueToday` is of' }),
    status: z.enum(presences),
    presence: PresenceNow,
    workload: Workload,
    counts: z.strictObject({ open: Count, ...ofLanes(Count) }),
    lanes: z.strictObject(ofLanes(z.array(TicketNumber))).meta({
      description:
        'Numbers of `tickets`. By status: `toAccept` (assigned, not begun), `inProgress`, `pendingCustomer`, `pendingParts`, `reopened`; beside that `dueToday` (due later today) and `overdue`',
    }),
    tickets: z.array(DeskTicket).meta({
      description: `Next due first, those whose clocks stand last: the first ${mostDeskTickets}. \`counts\` counts all`,
    }),
    nextVisit: VisitRepresentation.pick({
      id: true,
      ticket: true,
      site: true,
      status: true,
      from: true,
      until: true,
      window: true,
      travelMinutes: true,
      work: true,
    })
      .optional()
      .meta({ description: 'The first of the next 14 days that is not over' }),
  })
  .meta({ id: 'TechnicianDesk' })
export type TechnicianDesk = z.infer<typeof TechnicianDesk>

export const TeamDesk = z
  .strictObject({
    at: Instant,
    team: TeamId,
    name: z.string(),
    people: z
      .array(
        z.strictObject({
          technician: PersonId,
          name: z.string(),
          status: z.enum(presences),
          presence: PresenceNow,
          workload: Workload,
          here: Count.meta({ description: 'Of their open tickets, this team’s' }),
          light: z.strictObject({ yellow: Count, red: Count }).meta({ description: 'Of those' }),
        }),
      )
      .meta({ description: 'Who works in the team, fullest first' }),
    absentToday: z.array(
      z.strictObject({
        technician: PersonId,
        name: z.string(),
        from: Instant,
        until: Instant,
      }),
    ),
    onCall: z
      .array(
        z.strictObject({
          rotation: RotationId,
          name: z.string(),
          person: PersonId,
          until: Instant,
        }),
      )
      .meta({ description: 'Now, by the team’s rotations' }),
    counts: z.strictObject({ open: Count, unassigned: Count, atRisk: Count, breached: Count, paused: Count }),
    unassigned: z.array(DeskTicket),
    atRisk: z.array(DeskTicket).meta({ description: 'A clock has passed 80 % of its target, and none 100 %' }),
    breached: z.array(DeskTicket).meta({ description: 'A clock that has not ended has missed its target' }),
  })
  .meta({
    id: 'TeamDesk',
    description: `Tickets next due first: of each list those among the ${mostDeskTickets} that ask for attention first`,
  })
export type TeamDesk = z.infer<typeof TeamDesk>
