import * as z from 'zod'
import { CustomerId, TeamId } from './actor.ts'
import { TimeZone } from './calendar.ts'
import { Satisfaction, SatisfactionByCategory } from './survey.ts'
import { Status } from './ticket.ts'
import { Duration, Instant } from './time.ts'

/** So many days at most are looked at together: they and those before them are read in one request. */
export const mostDays = 366

const Count = z.int().min(0)
const counts = (example: Record<string, number>) => z.record(z.string(), Count).meta({ example })

/** A day of the desk's own zone. */
export const Day = z.iso.date().meta({ description: "A day of the desk's own time zone", example: '2026-11-21' })

const ByAll = {
  byPriority: counts({ urgent: 1, high: 4 }),
  byCategory: counts({ hardware: 3, network: 2 }),
  byChannel: counts({ portal: 4, api: 1 }),
  byType: counts({ issue: 5 }),
}

export const StatisticsNow = z
  .strictObject({
    open: Count,
    byStatus: z
      .partialRecord(Status, Count)
      .meta({ description: 'Of all tickets', example: { in_progress: 3, closed: 40 } }),
    ...ByAll,
  })
  .meta({ id: 'StatisticsNow', description: 'The tickets as they are now; by priority and so on: the open ones' })
export type StatisticsNow = z.infer<typeof StatisticsNow>

const Average = z.strictObject({
  tickets: z.int().positive().meta({ description: 'Of so many tickets' }),
  business: Duration.meta({ description: 'As the clocks counted: without what was paused' }),
  calendar: Duration.meta({ description: 'From opening' }),
})

export const StatisticsFigures = z
  .strictObject({
    created: Count,
    resolved: Count.meta({ description: 'Each ticket on the day of its last resolution, while it stays resolved' }),
    closed: Count,
    completionRate: z.number().min(0).max(1).optional().meta({
      description: 'Of the tickets opened in these days, without those cancelled: the share that is resolved or closed',
    }),
    response: Average.optional().meta({ description: 'Of those first answered in these days' }),
    resolution: Average.optional().meta({ description: 'Of those resolved in these days' }),
    satisfaction: Satisfaction.extend({ byCategory: SatisfactionByCategory })
      .optional()
      .meta({ description: 'What customers answered on these days; absent where nobody has' }),
    ...ByAll,
  })
  .meta({ id: 'StatisticsFigures', description: 'The figures of some days; by priority and so on: those opened' })
export type StatisticsFigures = z.infer<typeof StatisticsFigures>

const Trend = z.number().optional()

export const Statistics = z
  .strictObject({
    at: Instant,
    timeZone: TimeZone,
    from: Day,
    to: Day,
    team: TeamId.optional(),
    customer: CustomerId.optional(),
    now: StatisticsNow,
    period: StatisticsFigures,
    previous: StatisticsFigures.meta({ description: 'The same of as many days before' }),
    trends: z
      .strictObject({
        created: Trend,
        resolved: Trend,
        closed: Trend,
        completionRate: Trend,
        response: Trend,
        resolution: Trend,
      })
      .meta({
        description:
          'By how much each figure has changed, as a share of what it was: 0.25 is a quarter more. Absent where it was nothing. Of the averages, by business time',
        example: { created: 0.25, resolved: -0.1 },
      }),
    days: z.array(z.strictObject({ day: Day, created: Count, resolved: Count, closed: Count })),
  })
  .meta({ id: 'Statistics' })
export type Statistics = z.infer<typeof Statistics>
