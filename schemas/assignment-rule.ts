import * as z from 'zod'
import { CustomerId, PersonId, ProductId, SiteId, TeamId } from './actor.ts'
import { asRead } from './as-read.ts'
import { CalendarId } from './calendar.ts'
import { one, saysNothing, some } from './conditions.ts'
import { Language, recorded, Tier } from './customer.ts'
import { AssignmentRuleId, RotationId } from './ids.ts'
import { Criticality } from './product.ts'
import { Skill, SkillLevel } from './technician.ts'
import { words } from './text.ts'
import { Brand, Category, Channel, CustomName, Priority, Tag, TicketType } from './ticket.ts'
import { GivenInstant, Instant, untilAfterFrom } from './time.ts'

/** When a rule holds: every condition that is given must hold; of a list, one member. */
export const AssignmentConditions = z
  .strictObject({
    priority: some(Priority),
    category: some(Category),
    subCategory: some(Category),
    type: some(TicketType).meta({ description: 'The service type: `service_request`, `issue` …' }),
    channel: some(Channel),
    brand: some(Brand),
    tags: some(Tag).meta({ description: 'The ticket carries one of them' }),
    allTags: some(Tag).meta({ description: 'It carries every one of them' }),
    tier: some(Tier).meta({ description: "The customer's" }),
    customer: some(CustomerId),
    site: some(SiteId),
    product: some(ProductId),
    criticality: some(Criticality).meta({ description: "The product's" }),
    language: some(Language).meta({ description: "The ticket's, else the customer's; `de` is also `de-AT`" }),
    team: some(TeamId).meta({ description: 'Which the ticket is with already' }),
    postalCodes: some(words(12)).meta({ description: "What the site's postal code begins with" }),
    country: some(z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two capital letters')).meta({
      description: "The site's",
    }),
    words: some(words(60)).meta({
      description: 'Whole words or phrases in the title or the description; case and accents do not matter',
    }),
    custom: z
      .record(
        CustomName,
        z
          .array(z.union([z.string().max(200), z.number()]))
          .min(1)
          .max(50),
      )
      .refine(one, { message: 'names no field', params: { expected: 'at least one custom field' } })
      .optional()
      .meta({ description: 'Custom fields by name: the values that do' }),
    reopened: z.boolean().optional().meta({ description: 'It was resolved before' }),
    time: z
      .strictObject({ is: z.enum(['within', 'outside']), calendar: z.union([z.literal('desk'), CalendarId]) })
      .optional()
      .meta({ description: 'Whether a calendar is open now; `desk`: the opening hours of the settings' }),
  })
  .refine(one, saysNothing)
  .meta({ id: 'AssignmentConditions' })
export type AssignmentConditions = z.infer<typeof AssignmentConditions>

/** How one of several who fit is chosen. */
export const strategies = ['round-robin', 'least-loaded', 'best-skilled', 'nearest', 'best-match'] as const
export const Strategy = z.enum(strategies).meta({
  id: 'AssignmentStrategy',
  description:
    '`round-robin`: whose turn it is; `least-loaded`: the smallest share of their capacity; `best-skilled`: the highest levels; `nearest`: the shortest way; `best-match`: the whole score',
})
export type Strategy = z.infer<typeof Strategy>

/** Who a ticket that a rule holds for goes to. */
const AssignmentTarget = z
  .union([
    z.strictObject({ person: PersonId }),
    z.strictObject({
      team: TeamId,
      by: Strategy.default('best-match'),
      skill: z
        .strictObject({ skill: Skill, level: SkillLevel.default('basic') })
        .optional()
        .meta({ description: 'They must have it, whatever else the ticket needs' }),
    }),
    z.strictObject({
      anybody: Strategy.meta({ description: 'Of all teams' }),
      skill: z.strictObject({ skill: Skill, level: SkillLevel.default('basic') }).optional(),
    }),
    z.strictObject({ onCall: RotationId }),
    z.strictObject({ queue: TeamId.meta({ description: 'It waits in their queue for somebody to take it' }) }),
  ])
  .meta({ id: 'AssignmentTarget' })
export type AssignmentTarget = z.infer<typeof AssignmentTarget>

export const NewAssignmentRule = z
  .strictObject({
    name: words(100),
    position: z
      .int()
      .min(0)
      .max(9999)
      .default(100)
      .meta({ description: 'The lowest is asked first; among equals the oldest' }),
    enabled: z.boolean().default(true),
    from: GivenInstant.optional().meta({ description: 'It holds from then on' }),
    until: GivenInstant.optional().meta({ description: 'It holds before then' }),
    conditions: AssignmentConditions,
    target: AssignmentTarget,
    otherwise: z.enum(['next-rule', 'queue', 'escalate']).default('next-rule').meta({
      description:
        'When nobody fits now: the next rule is asked; or it waits in the queue of the team until somebody does; or the supervisor gets it',
    }),
  })
  .refine(...untilAfterFrom)
  .meta({
    id: 'NewAssignmentRule',
    example: {
      name: 'Network, at once',
      position: 10,
      conditions: { priority: ['urgent'], category: ['network'] },
      target: { team: 'tea_01JD0000000000000000TEAM01', by: 'round-robin' },
      otherwise: 'escalate',
    },
  })
export type NewAssignmentRule = z.infer<typeof NewAssignmentRule>

export const AssignmentRuleReplacement = NewAssignmentRule.safeExtend(asRead).meta({ id: 'AssignmentRuleReplacement' })

/** A rule that gives new tickets to people. */
export const AssignmentRule = z
  .strictObject({
    ...NewAssignmentRule.shape,
    from: Instant.optional(),
    until: Instant.optional(),
    id: AssignmentRuleId,
    ...recorded,
  })
  .meta({ id: 'AssignmentRule', description: 'A rule that gives new tickets to people' })
export type AssignmentRule = z.infer<typeof AssignmentRule>
