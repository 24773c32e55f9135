import * as z from 'zod'
import { PersonId, TeamId } from './actor.ts'
import { TimeZone } from './calendar.ts'
import { Day } from './statistics.ts'
import { Satisfaction } from './survey.ts'
import { Skill } from './technician.ts'
import { Duration, Instant } from './time.ts'

const Count = z.int().min(0)
const Share = z.number().min(0).max(1)

/** What is in the middle of some times: exact, of every single one. */
const Spread = z
  .strictObject({
    average: Duration,
    median: Duration.meta({ description: 'Of an even number: between the two in the middle' }),
    p90: Duration.meta({ description: 'The shortest of them that nine in ten do not exceed' }),
  })
  .meta({ id: 'Spread' })
export type Spread = z.infer<typeof Spread>

const Times = z
  .strictObject({
    tickets: z.int().positive().meta({ description: 'Of so many tickets' }),
    business: Spread.meta({ description: 'As the clocks counted: without what was paused' }),
    calendar: Spread.meta({ description: 'From opening' }),
  })
  .meta({ id: 'Times' })

const Kept = z
  .strictObject({
    met: Count,
    missed: Count,
    noTarget: Count.meta({ description: 'Nothing was promised' }),
    share: Share.optional().meta({ description: 'Met, of what was promised; absent of nothing' }),
  })
  .meta({ id: 'Kept', description: 'What became of the clocks that ended by an answer or a resolution' })

/** From so many days on, up to the next; the last has no end. */
export const ageDays = [0, 1, 3, 7, 14, 30] as const

const Age = z
  .strictObject({
    from: z.enum(['P0D', 'P1D', 'P3D', 'P7D', 'P14D', 'P30D']).meta({ description: 'As old as this, or older' }),
    tickets: Count.meta({ description: 'Younger than the next begins' }),
  })
  .meta({ id: 'TicketAge' })

const Metrics = z.strictObject({
  at: Instant,
  timeZone: TimeZone,
  from: Day,
  to: Day,
  open: z.strictObject({
    tickets: Count.meta({ description: 'Now' }),
    ages: z.array(Age).meta({ description: 'By how long ago they were opened, on the wall' }),
    median: Duration.optional(),
    oldest: Duration.optional(),
  }),
  response: Times.optional().meta({ description: 'First answers of these days; absent of none' }),
  resolution: Times.optional().meta({
    description: 'Of the tickets resolved in these days, while they stay resolved; absent of none',
  }),
  resolved: Count,
  reopened: Count.meta({ description: 'How often one came back that they had resolved' }),
  taken: Count.meta({ description: 'How often a ticket came into their hands' }),
  satisfaction: Satisfaction.optional().meta({ description: 'Absent where nobody has answered' }),
  compliance: z.strictObject({ response: Kept, nextResponse: Kept, resolution: Kept }),
  days: z
    .array(
      z.strictObject({
        day: Day,
        created: Count.meta({ description: 'Opened on it; of those that are theirs now' }),
        resolved: Count,
        backlog: Count.optional().meta({ description: 'Open at its end, or now; absent of days to come' }),
      }),
    )
    .meta({ description: 'Each day of the range' }),
  weeks: z.array(z.strictObject({ from: Day.meta({ description: 'Its Monday' }), resolved: Count })).meta({
    description: 'As far as they lie in the range',
  }),
  months: z.array(
    z.strictObject({
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .meta({ example: '2026-11' }),
      resolved: Count,
    }),
  ),
  peakHours: z
    .array(z.array(Count).length(24))
    .length(7)
    .meta({ description: 'Openings by day of the week, Monday first, and hour from 0 to 23; in the desk’s zone' }),
  skills: z
    .array(
      z.strictObject({
        skill: Skill,
        tickets: Count.meta({ description: 'Opened in these days, that ask for it; of those that are theirs now' }),
        technicians: Count.meta({ description: 'Who have it today: of the team, or they themselves' }),
      }),
    )
    .meta({ description: 'Most asked for first, then those that somebody has and no ticket asked for' }),
})

export const TechnicianMetrics = Metrics.extend({ technician: PersonId }).meta({ id: 'TechnicianMetrics' })
export type TechnicianMetrics = z.infer<typeof TechnicianMetrics>

export const TeamMetrics = Metrics.extend({
  team: TeamId,
  workload: z
    .array(
      z.strictObject({
        technician: PersonId.optional().meta({ description: 'Absent: of nobody' }),
        name: z.string().optional(),
        open: Count.meta({ description: 'Of this team’s tickets, now' }),
        taken: Count,
        resolved: Count,
        share: Share.optional().meta({ description: 'Of what was resolved by somebody; absent of nothing' }),
      }),
    )
    .meta({ description: 'Everybody in the team, and who else had its tickets; most resolved first' }),
}).meta({ id: 'TeamMetrics' })
export type TeamMetrics = z.infer<typeof TeamMetrics>
export type CommonMetrics = z.infer<typeof Metrics>
