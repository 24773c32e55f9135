import * as z from 'zod'
import { PolicyId } from './actor.ts'
import { CalendarVersion, TimeZone } from './calendar.ts'
import { Light, Priority, Status, TicketNumber } from './ticket.ts'
import { Duration, Instant, Target } from './time.ts'

/** One measured promise on a ticket (docs/sla.md, "Clocks"). */
export const clockKinds = ['response', 'nextResponse', 'resolution'] as const
export const ClockKind = z.enum(clockKinds).meta({ id: 'ClockKind' })
export type ClockKind = z.infer<typeof ClockKind>

const outcomes = ['met', 'missed', 'stopped'] as const
export const Outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof Outcome>

/** The first that holds, in this order. */
export const ClockState = z.enum([...outcomes, 'breached', 'paused', 'running', 'untargeted']).meta({
  id: 'ClockState',
  description:
    'Ended (`met`, `missed`, `stopped`), else `breached`, `paused`, `running`, or `untargeted`: no target to be held against',
})
export type ClockState = z.infer<typeof ClockState>

/** Why time counted, or did not: a code with what it needs to be said in any language. */
const SpanReason = z
  .discriminatedUnion('code', [
    z.strictObject({ code: z.enum(['open', 'closed']) }),
    z.strictObject({ code: z.literal('holiday'), date: z.iso.date(), name: z.string().optional() }),
    z.strictObject({
      code: z.enum(['waiting-for-customer', 'waiting-for-parts', 'resolved', 'ticket-closed', 'cancelled']),
    }),
    z.strictObject({ code: z.literal('on-hold'), until: Instant }),
    z.strictObject({ code: z.enum(['folded', 'not-kept']) }),
  ])
  .meta({
    id: 'SpanReason',
    description:
      '`open`: it counted. By the calendar it did not: `closed`, `holiday`. Whatever the calendar says: `waiting-for-customer`, `waiting-for-parts`, `on-hold`, `resolved`, `ticket-closed`, `cancelled`. One span for many, with their sum: `folded` (older than the newest 1,000), `not-kept` (older than what a ticket remembers)',
  })
export type SpanReason = z.infer<typeof SpanReason>

/** So many stretches of a clock's life are told one by one: the newest. */
export const mostSpans = 1000

const Span = z
  .strictObject({
    from: Instant,
    to: Instant,
    status: Status.optional().meta({ description: "The ticket's; absent where a span stands for many" }),
    counts: z.boolean().meta({ description: 'Where a span stands for many: whether anything of it counted' }),
    reason: SpanReason,
    calendar: CalendarVersion.optional().meta({ description: 'What it was judged by; absent: always open' }),
    elapsed: Duration.meta({ description: "The clock's business time at its end: the running sum" }),
  })
  .meta({ id: 'Span', description: "A stretch of a clock's life in which one thing held, `[from, to)`" })
export type Span = z.infer<typeof Span>

const Pause = z
  .strictObject({
    from: Instant,
    to: Instant.optional().meta({ description: 'Absent: it goes on' }),
    reason: SpanReason,
  })
  .meta({ id: 'Pause', description: 'When the clock stood, by the status of its ticket or a hold' })
export type Pause = z.infer<typeof Pause>

const ClockMilestone = z
  .strictObject({
    percent: z.int().positive(),
    at: Instant.meta({
      description:
        'When it was reached; while it was not, when it will be: of a paused clock as if it resumed now, of an ended one when it would have been',
    }),
    firedAt: Instant.optional(),
    lateness: Duration.optional().meta({ description: 'From `at` to `firedAt`' }),
    skipped: z.literal(true).optional().meta({ description: 'A higher one fired in its place' }),
  })
  .meta({ id: 'ClockMilestone' })
export type ClockMilestone = z.infer<typeof ClockMilestone>

/** A clock as sla-tracking explains it, at one instant. */
export const ClockReport = z
  .strictObject({
    clock: ClockKind,
    cycle: z.int().positive(),
    state: ClockState,
    paused: z.boolean(),
    light: Light,
    target: Target.optional(),
    promised: Duration.optional().meta({ description: 'The target in business time: whole days converted' }),
    missedPromise: Duration.optional().meta({
      description: 'What it was held against when it was missed, where its target is another since',
    }),
    from: z
      .strictObject({
        policy: PolicyId,
        version: z.int().positive(),
        name: z.string().optional().meta({ description: "The policy's. For staff" }),
        priority: Priority,
      })
      .optional()
      .meta({ description: 'Where the target comes from: what this version of a policy says for this priority' }),
    startedAt: Instant,
    dueAt: Instant.optional().meta({
      description: 'While running; while paused, as if it resumed now; once ended, what it was held against',
    }),
    warnsAt: Instant.optional().meta({ description: 'When 80 % of the target is reached: planned, or when it was' }),
    elapsed: Duration.meta({ description: 'Business time spent' }),
    remaining: Duration.optional().meta({
      description: 'What it is held against less `elapsed`; negative once overdue',
    }),
    calendarTime: z
      .strictObject({
        elapsed: Duration.meta({ description: 'From its start to its end, or to this instant' }),
        remaining: Duration.optional().meta({ description: 'From there to `dueAt`; negative once overdue' }),
      })
      .meta({ description: 'The same, every hour counted' }),
    endedAt: Instant.optional(),
    missedBy: Duration.optional(),
    firedPercent: z.int().min(0).meta({ description: 'The highest milestone that has fired' }),
    pauses: z.array(Pause),
    milestones: z.array(ClockMilestone).meta({ description: 'Lowest first' }),
    spans: z.array(Span).meta({
      description: 'Its whole life, without gaps: what counted of them is `elapsed`, exactly',
    }),
  })
  .meta({ id: 'Clock' })
export type ClockReport = z.infer<typeof ClockReport>

/** A cycle of the next-response clock that has ended before the one that is told. */
const EarlierCycle = z
  .strictObject({
    clock: ClockKind,
    cycle: z.int().positive(),
    state: Outcome,
    target: Target.optional(),
    startedAt: Instant,
    dueAt: Instant.optional(),
    endedAt: Instant,
    elapsed: Duration,
    missedBy: Duration.optional(),
  })
  .meta({ id: 'EarlierCycle' })
export type EarlierCycle = z.infer<typeof EarlierCycle>

export const SlaTracking = z
  .strictObject({
    ticket: TicketNumber,
    at: Instant.meta({ description: 'The instant that the figures are true for' }),
    policy: z.strictObject({ id: PolicyId, version: z.int().positive() }),
    calendar: CalendarVersion.extend({
      name: z.string().optional().meta({ description: 'For staff' }),
      timeZone: TimeZone,
    })
      .optional()
      .meta({ description: 'What time is counted by now; absent: always open' }),
    clocks: z.array(ClockReport),
    earlier: z.array(EarlierCycle).optional().meta({
      description: 'Of the next responses that were owed before: the last 20, oldest first',
    }),
  })
  .meta({ id: 'SlaTracking' })
export type SlaTracking = z.infer<typeof SlaTracking>
