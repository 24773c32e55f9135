import * as z from 'zod'
import { PersonId, PolicyId } from '../schemas/actor.ts'
import { ClockKind, Outcome } from '../schemas/clock.ts'
import { Status } from '../schemas/ticket.ts'
import { Instant, Target } from '../schemas/time.ts'

const policy = z.strictObject({ id: PolicyId, version: z.int().positive() })

/** What a milestone asks to be done, with the person it comes to; `nobody` where the team has none. */
export const ResolvedAction = z.strictObject({
  action: z.enum(['notify', 'assign', 'mark-escalated']),
  who: z.enum(['assignee', 'supervisor', 'manager']).optional(),
  person: PersonId.optional(),
})
export type ResolvedAction = z.infer<typeof ResolvedAction>

const milestone = z.strictObject({
  clock: ClockKind,
  cycle: z.int().positive(),
  percent: z.int().positive(),
  target: Target,
  plannedAt: Instant.meta({ description: 'When the milestone was reached' }),
  dueAt: Instant,
  latenessMs: z.int().min(0).meta({ description: 'How long after that it was recorded' }),
  skipped: z.array(z.int()).meta({ description: 'Lower milestones passed in the same instant' }),
  policy,
  actions: z.array(ResolvedAction),
  notActedOn: z
    .strictObject({ reason: z.enum(['ended', 'stopped']), at: Instant })
    .optional()
    .meta({ description: 'Why there are no actions: the clock had ended by then' }),
})

export const slaEvents = {
  'sla.policy-chosen': z.strictObject({
    policy,
    reason: z.strictObject({
      code: z.enum(['conditions-hold', 'default', 'agreed-with-customer']),
      conditions: z.array(z.string()).optional().meta({ description: 'The conditions that it has, all of which hold' }),
    }),
    targets: z.partialRecord(ClockKind, Target),
  }),
  'sla.warned': milestone,
  'sla.breached': milestone,
  'sla.paused': z.strictObject({ status: Status }),
  'sla.resumed': z.strictObject({ status: Status }),
  'sla.ended': z.strictObject({
    clock: ClockKind,
    cycle: z.int().positive(),
    outcome: Outcome,
    elapsedMs: z.int().min(0),
    target: Target.optional(),
    dueAt: Instant.optional(),
    missedByMs: z.int().min(0).optional(),
  }),
  'sla.restarted': z.strictObject({ clock: ClockKind, cycle: z.int().positive(), elapsedMs: z.int().min(0) }),
  'sla-policy.created': z.strictObject({ policy, position: z.int().min(0) }),
} as const
