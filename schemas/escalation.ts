import * as z from 'zod'
import { PersonId, TeamId } from './actor.ts'
import { ClockKind } from './clock.ts'
import { words } from './text.ts'
import { Tag } from './ticket.ts'
import { Target } from './time.ts'

export const mostEscalationRules = 20

/** Of several fields, exactly one is given. */
const oneOf = (names: readonly string[]) =>
  [
    (given: object) => names.filter((name) => name in given).length === 1,
    { message: 'names nobody, or several', params: { expected: `one of ${names.join(', ')}` } },
  ] as const

const Notify = z
  .strictObject({
    action: z.literal('notify'),
    who: z.enum(['assignee', 'supervisor', 'manager', 'customer']).optional(),
    team: TeamId.optional(),
    address: z.email().max(254).optional(),
  })
  .refine(...oneOf(['who', 'team', 'address']))

const Assign = z
  .strictObject({
    action: z.literal('assign'),
    who: z
      .enum(['supervisor', 'rules'])
      .optional()
      .meta({ description: '`rules`: it goes back to its queue, and the assignment rules are asked again' }),
    team: TeamId.optional(),
    person: PersonId.optional(),
  })
  .refine(...oneOf(['who', 'team', 'person']))

/** What is done when a milestone fires (docs/sla.md, "Escalation"). */
export const EscalationAction = z
  .discriminatedUnion('action', [
    Notify,
    Assign,
    z.strictObject({ action: z.literal('mark-escalated') }),
    z.strictObject({ action: z.literal('raise-priority') }),
    z.strictObject({ action: z.literal('add-tag'), tag: Tag }),
    z.strictObject({
      action: z.literal('webhook'),
      url: z
        .url({ protocol: /^https?$/ })
        .max(500)
        // A line end in it would be left out silently where it is called, and kept where it is shown.
        .regex(/^\S*$/, 'must not have blanks or line ends')
        .meta({ description: 'It may hold a secret: who may not change policies reads only its origin' }),
    }),
    z.strictObject({
      action: z.literal('follow-up'),
      note: words(1000),
      after: Target.optional().meta({ description: 'Calendar time; left out: by the priority' }),
    }),
  ])
  .meta({ id: 'EscalationAction', example: { action: 'notify', who: 'supervisor' } })
export type EscalationAction = z.infer<typeof EscalationAction>

export const EscalationRule = z
  .strictObject({
    clock: ClockKind,
    atPercent: z.int().min(1).max(1000).meta({ description: 'Of the target; over 100 after the breach' }),
    actions: z.array(EscalationAction).min(1).max(10),
  })
  .meta({
    id: 'EscalationRule',
    example: { clock: 'response', atPercent: 50, actions: [{ action: 'notify', who: 'assignee' }] },
  })
export type EscalationRule = z.infer<typeof EscalationRule>

/** What somebody escalates a ticket with: why, and to whom. */
export const GivenEscalation = z
  .strictObject({
    reason: words(1000),
    notes: words(4000).optional().meta({ description: 'What whoever gets it should know; for staff only' }),
    to: z
      .strictObject({
        person: PersonId.optional(),
        team: TeamId.optional().meta({ description: 'It waits in their queue, and their supervisor is told' }),
        level: z.int().min(1).max(2).optional().meta({
          description: "Of the ticket's team: 1 its supervisor, 2 its manager",
        }),
      })
      .refine(...oneOf(['person', 'team', 'level']))
      .optional()
      .meta({ description: 'Left out: the next above whoever has the ticket, supervisor, then manager' }),
  })
  .meta({
    id: 'GivenEscalation',
    example: { reason: 'The customer threatens to cancel', notes: 'They expect a call today', to: { level: 2 } },
  })
export type GivenEscalation = z.infer<typeof GivenEscalation>
