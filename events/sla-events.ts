import * as z from 'zod'
import { PersonId, PolicyId, TeamId } from '../schemas/actor.ts'
import { CauseCode } from '../schemas/breach.ts'
import { CalendarVersion } from '../schemas/calendar.ts'
import { ClockKind, Outcome } from '../schemas/clock.ts'
import { Light, Priority, Status, Tag } from '../schemas/ticket.ts'
import { Instant, Target } from '../schemas/time.ts'

const policy = z.strictObject({ id: PolicyId, version: z.int().positive() })

/** What a milestone asks to be done, with whom it comes to; without anybody where there is nobody. */
export const ResolvedAction = z.strictObject({
  action: z.enum(['notify', 'assign', 'mark-escalated', 'raise-priority', 'add-tag', 'webhook', 'follow-up']),
  who: z.enum(['assignee', 'supervisor', 'manager', 'customer', 'rules', 'address']).optional(),
  person: PersonId.optional(),
  team: TeamId.optional(),
  priority: Priority.optional().meta({ description: 'What it was raised to' }),
  tag: Tag.optional(),
  place: z.int().min(0).optional().meta({
    description:
      "Which of the rule's actions it is, from 0: an address, a URL and the words of a note are read there, in that version of the policy",
  }),
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

const pausing = z.strictObject({
  status: Status,
  onHoldUntil: Instant.optional().meta({ description: 'The end of the delay that the customer asked for' }),
  at: Instant.optional().meta({ description: 'When it took effect, where that was noticed later' }),
})

export const slaEvents = {
  'sla.policy-chosen': z.strictObject({
    policy,
    reason: z.strictObject({
      code: z.enum(['conditions-hold', 'default', 'agreed-with-customer']),
      conditions: z.array(z.string()).optional().meta({ description: 'The conditions that it has, all of which hold' }),
      agreed: PolicyId.optional().meta({
        description: 'Agreed with the customer, and there no more: it fell to another',
      }),
    }),
    targets: z.partialRecord(ClockKind, Target),
    calendar: CalendarVersion.optional().meta({ description: 'Absent: always open' }),
    reapplied: z.boolean().optional().meta({ description: 'Somebody had it applied to tickets under way' }),
  }),
  'sla.started': z.strictObject({ clock: ClockKind, cycle: z.int().positive(), target: Target.optional() }),
  'sla.warned': milestone,
  'sla.breached': milestone,
  'sla.light-changed': z.strictObject({ clock: ClockKind, cycle: z.int().positive(), light: Light }),
  'sla.paused': pausing,
  'sla.resumed': pausing,
  'sla.ended': z.strictObject({
    clock: ClockKind,
    cycle: z.int().positive(),
    outcome: Outcome,
    elapsedMs: z.int().min(0),
    target: Target.optional(),
    dueAt: Instant.optional(),
    missedByMs: z.int().min(0).optional(),
  }),
  'sla.breach-explained': z.strictObject({
    clock: ClockKind,
    cycle: z.int().positive(),
    cause: CauseCode.meta({ description: 'The code; words that a person gave stay with the ticket' }),
  }),
  'sla-policy.ordered': z.strictObject({
    policies: z.array(PolicyId).meta({ description: 'All but the default, as they are asked from now on' }),
  }),
  'sla.restarted': z.strictObject({ clock: ClockKind, cycle: z.int().positive(), elapsedMs: z.int().min(0) }),
} as const
