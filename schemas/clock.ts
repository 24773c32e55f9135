import * as z from 'zod'
import { PolicyId } from './actor.ts'
import { Light, TicketNumber } from './ticket.ts'
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

/** A clock as sla-tracking explains it, at one instant. */
export const ClockReport = z
  .strictObject({
    clock: ClockKind,
    cycle: z.int().positive(),
    state: ClockState,
    paused: z.boolean(),
    target: Target.optional(),
    startedAt: Instant,
    dueAt: Instant.optional().meta({
      description: 'While running; while paused, as if it resumed now; once ended, what it was held against',
    }),
    warnsAt: Instant.optional().meta({ description: 'When 80 % of the target is reached: planned, or when it was' }),
    elapsed: Duration.meta({ description: 'Business time spent' }),
    remaining: Duration.optional().meta({ description: 'Target less elapsed; negative once overdue' }),
    light: Light,
    endedAt: Instant.optional(),
    missedBy: Duration.optional(),
    firedPercent: z.int().min(0).meta({ description: 'The highest milestone that has fired' }),
  })
  .meta({ id: 'Clock' })
export type ClockReport = z.infer<typeof ClockReport>

export const SlaTracking = z
  .strictObject({
    ticket: TicketNumber,
    at: Instant.meta({ description: 'The instant that the figures are true for' }),
    policy: z.strictObject({ id: PolicyId, version: z.int().positive() }),
    clocks: z.array(ClockReport),
  })
  .meta({ id: 'SlaTracking' })
export type SlaTracking = z.infer<typeof SlaTracking>
