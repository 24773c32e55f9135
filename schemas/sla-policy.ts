import * as z from 'zod'
import { CustomerId, PolicyId } from './actor.ts'
import { asRead } from './as-read.ts'
import { CalendarChoice } from './calendar.ts'
import { clockKinds } from './clock.ts'
import { some } from './conditions.ts'
import { Tier } from './customer.ts'
import { EscalationRule, mostEscalationRules } from './escalation.ts'
import { words } from './text.ts'
import { Category, Channel, PendingStatus, Priority, priorities, Tag, TicketType } from './ticket.ts'
import { Instant, Target } from './time.ts'

const Targets = z
  .strictObject({ response: Target.optional(), nextResponse: Target.optional(), resolution: Target.optional() })
  .meta({
    id: 'Targets',
    description: 'A clock without a target counts silently: it has no due time and fires nothing',
  })

/** As JSON. Before and after of a change lie in one item of the table, of 400 KB at most, and all policies in one answer. */
const mostOfRules = 10_000

/** Whose policy it is: every condition that is given must hold; of a list, one member. Without any, it is for every ticket. */
export const PolicyConditions = z
  .strictObject({
    brand: some(z.string().regex(/^[a-z0-9-]{1,40}$/)),
    tier: some(Tier).meta({ description: "Of the ticket's customer" }),
    customer: some(CustomerId),
    priority: some(Priority),
    category: some(Category),
    type: some(TicketType),
    channel: some(Channel),
    tags: some(Tag).meta({ description: 'The ticket carries one of them' }),
    agreed: z.literal(true).optional().meta({ description: 'Only for customers whose record names this policy' }),
  })
  .meta({ id: 'PolicyConditions' })
export type PolicyConditions = z.infer<typeof PolicyConditions>

const targets = z
  .strictObject(
    Object.fromEntries(priorities.map((priority) => [priority, Targets.optional()])) as Record<
      Priority,
      z.ZodOptional<typeof Targets>
    >,
  )
  .refine(
    (given) => Object.values(given).some((target) => target && clockKinds.some((kind) => target[kind])),
    'must give at least one target',
  )

export const NewSlaPolicy = z
  .strictObject({
    name: words(100),
    position: z.int().min(0).max(9999).default(100).meta({
      description: 'The lowest is asked first; among equals the newest. `PUT /sla-policies/order` changes it',
    }),
    conditions: PolicyConditions.default({}).meta({ description: 'Left out: for every ticket that comes to it' }),
    targets,
    pauseOn: z
      .array(PendingStatus)
      .max(2)
      .default(['pending_customer'])
      .meta({ description: 'The statuses in which the clocks are paused' }),
    calendar: CalendarChoice.default('always').meta({ description: 'When its time counts' }),
    escalation: z
      .array(EscalationRule)
      .max(mostEscalationRules)
      .refine((rules) => new Set(rules.map(({ clock, atPercent }) => `${clock} ${atPercent}`)).size === rules.length, {
        message: 'names a milestone twice',
        params: { expected: 'one rule for each clock and percentage' },
      })
      .refine((rules) => JSON.stringify(rules).length <= mostOfRules, {
        message: 'is too much',
        params: { expected: `rules of ${mostOfRules} characters in all` },
      })
      .optional()
      .meta({
        description: 'What is done at which share of a target; left out: what the desk came with (docs/sla.md)',
      }),
  })
  .meta({
    id: 'NewSlaPolicy',
    example: {
      name: 'Plant floor',
      position: 10,
      conditions: { tags: ['plant-floor'] },
      targets: { urgent: { response: 'PT30M', resolution: 'PT2H' }, high: { response: 'PT1H', resolution: 'PT8H' } },
    },
  })
export type NewSlaPolicy = z.infer<typeof NewSlaPolicy>

/** All of a policy that a version has: where it stands in the order is no part of it (docs/adr/0017). */
const terms = NewSlaPolicy.omit({ position: true })

export const SlaPolicyReplacement = terms
  .extend({
    ...asRead,
    position: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'As it was read, or left out: `PUT /sla-policies/order` changes it' }),
  })
  .meta({
    id: 'SlaPolicyReplacement',
    example: { name: 'Plant floor', conditions: { tags: ['plant-floor'] }, targets: { high: { resolution: 'PT4H' } } },
  })

/** A version of a policy, which never changes: tickets keep the one they were measured by. */
export const SlaPolicy = terms
  .omit({ targets: true })
  .extend({
    id: PolicyId,
    version: z.int().positive(),
    targets: z.partialRecord(Priority, Targets),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'SlaPolicyVersion' })
export type SlaPolicy = z.infer<typeof SlaPolicy>

/** A policy as it is now, with its place in the order. */
export const PlacedPolicy = SlaPolicy.extend({
  position: z.int().min(0).meta({ description: 'The lowest is asked first; among equals the newest' }),
}).meta({ id: 'SlaPolicy' })
export type PlacedPolicy = z.infer<typeof PlacedPolicy>

/** A desk can have so many of its own. */
export const mostPolicies = 200

/** Every policy but the default, once, in the order in which they are to be asked. */
export const PolicyOrder = z
  .strictObject({
    policies: z
      .array(PolicyId)
      .max(2 * mostPolicies)
      .refine((ids) => new Set(ids).size === ids.length, {
        message: 'names a policy twice',
        params: { expected: 'each policy once' },
      }),
  })
  .meta({ id: 'PolicyOrder', example: { policies: ['pol_01JD0000000000000000PCY001', 'pol_premium'] } })
export type PolicyOrder = z.infer<typeof PolicyOrder>
