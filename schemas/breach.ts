import * as z from 'zod'
import { ActorReference, CustomerId, PersonId, PolicyId, TeamId } from './actor.ts'
import { CalendarVersion } from './calendar.ts'
import { ClockKind } from './clock.ts'
import { words } from './text.ts'
import { Brand, Category, Channel, Priority, TicketNumber, TicketType } from './ticket.ts'
import { Duration, Instant, Target } from './time.ts'

/** Why a promise was not kept, as reports group it. */
const causeCodes = [
  'staffing',
  'workload',
  'skills',
  'parts',
  'third-party',
  'customer',
  'misrouted',
  'complexity',
  'system',
  'other',
] as const
export const CauseCode = z.enum(causeCodes).meta({ id: 'CauseCode' })

/** What a person gives as the cause of a breach. */
export const NewCause = z
  .strictObject({ code: CauseCode, note: words(1000).optional() })
  .meta({ id: 'NewBreachCause', example: { code: 'parts', note: 'The display was out of stock for a week' } })
export type NewCause = z.infer<typeof NewCause>

export const Cause = NewCause.extend({ by: ActorReference, at: Instant }).meta({ id: 'BreachCause' })
export type Cause = z.infer<typeof Cause>

/** One that cannot be an id is simply not there. */
export const BreachId = z
  .string()
  .max(100)
  .meta({ id: 'BreachId', description: '`<ticket>.<clock>.<cycle>`', example: 'TKT000123.resolution.1' })

/** A clock that ended after its due instant, with the circumstances it ended in. */
export const Breach = z
  .strictObject({
    id: BreachId,
    ticket: TicketNumber,
    clock: ClockKind,
    cycle: z.int().positive(),
    revision: z.int().positive().meta({ description: 'Higher with each end of this cycle: reports count the last' }),
    policy: z.strictObject({ id: PolicyId, version: z.int().positive() }),
    calendar: CalendarVersion.optional().meta({ description: 'Absent: always open' }),
    priority: Priority,
    category: Category,
    type: TicketType,
    channel: Channel,
    brand: Brand,
    customer: CustomerId.optional(),
    team: TeamId.optional(),
    assignee: PersonId.optional().meta({ description: 'Who had the ticket when the clock ended' }),
    target: Target.optional().meta({ description: 'As the policy said it in the end' }),
    promised: Duration.meta({ description: 'The business time that it was held against' }),
    startedAt: Instant,
    dueAt: Instant,
    endedAt: Instant,
    elapsed: Duration.meta({ description: 'Business time spent' }),
    missedBy: Duration.meta({ description: 'In business time' }),
    pauses: z
      .strictObject({ count: z.int().min(0), total: Duration })
      .meta({ description: 'While the clock ran: how many, and how long on the wall' }),
    escalationLevel: z.int().min(0),
    cause: Cause.optional().meta({ description: 'As a person has said; it survives a later end of the same clock' }),
  })
  .meta({ id: 'Breach', description: 'A clock that ended after its due instant' })
export type Breach = z.infer<typeof Breach>
