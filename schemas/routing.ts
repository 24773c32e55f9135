import * as z from 'zod'
import { PersonId, TeamId } from './actor.ts'
import { Strategy } from './assignment-rule.ts'
import { AssignmentRuleId } from './ids.ts'
import { Instant } from './time.ts'

/** Why somebody does not get a ticket by the rules. Overridden by `force`: the soft ones. */
const outReasons = [
  'not-here',
  'not-assignable',
  'excluded',
  'absent',
  'off',
  'outside-hours',
  'no-capacity',
  'skill-missing',
  'skill-too-low',
  'skill-expired',
  'certification-missing',
  'certification-expired',
  'outside-area',
] as const
export const OutReason = z.enum(outReasons)
export type OutReason = z.infer<typeof OutReason>

/** The terms of a score, each from 0 to 1 and times its weight (setting `assignment.score`). */
const terms = ['skill', 'load', 'availability', 'distance', 'language', 'preference', 'fairness'] as const
export type TermName = (typeof terms)[number]

const Term = z.strictObject({
  term: z.enum(terms),
  value: z.number().min(0).max(1),
  weight: z.number().min(0),
  points: z.number(),
  says: z.string().meta({ example: 'has 3 of 10' }),
})
export type Term = z.infer<typeof Term>

/** One thing that keeps somebody from a ticket. */
export const Warning = z
  .strictObject({ reason: OutReason, says: z.string().meta({ example: 'has 10 of 10' }) })
  .meta({ id: 'AssignmentWarning' })
export type Warning = z.infer<typeof Warning>

/** Somebody as they stand to a ticket. */
export const Candidate = z
  .strictObject({
    technician: PersonId,
    name: z.string(),
    fits: z.boolean(),
    score: z.number().optional().meta({ description: 'Of those who fit: the sum of the points' }),
    terms: z.array(Term).optional(),
    out: z.array(Warning).optional().meta({ description: 'Why they do not fit' }),
    workload: z.strictObject({ tickets: z.int().min(0), points: z.int().min(0), capacity: z.int().min(0) }),
    distanceKm: z.number().optional(),
    travelMinutes: z.int().optional(),
    freeAt: Instant.optional().meta({ description: 'When they are next at work, where they are not now' }),
  })
  .meta({ id: 'AssignmentCandidate' })
export type Candidate = z.infer<typeof Candidate>

/** What the rules made of a ticket, rule by rule. */
export const RuleStep = z
  .strictObject({
    rule: AssignmentRuleId.optional().meta({ description: 'Absent of one that is not saved yet' }),
    name: z.string(),
    result: z.enum(['off', 'not-yet', 'over', 'no-match', 'nobody-fits', 'waits', 'queue', 'escalated', 'assigned']),
    says: z.string().meta({
      example: 'matches (priority urgent + category network), but none of 3 fits: 2 have no capacity, 1 is absent',
    }),
  })
  .meta({ id: 'AssignmentStep' })
export type RuleStep = z.infer<typeof RuleStep>

/** What came of asking the rules. */
export const RoutingOutcome = z
  .strictObject({
    outcome: z.enum(['assigned', 'queued', 'escalated', 'waits', 'nobody']),
    technician: PersonId.optional(),
    team: TeamId.optional(),
    rule: AssignmentRuleId.optional(),
    by: z.union([Strategy, z.enum(['person', 'on-call', 'preferred'])]).optional(),
    says: z.array(z.string()).meta({ description: 'The whole in sentences' }),
    steps: z.array(RuleStep),
    candidates: z.array(Candidate).meta({ description: 'Of the rule that decided: best first; at most 50' }),
    again: Instant.optional().meta({ description: 'When it is tried again at the latest' }),
  })
  .meta({ id: 'RoutingOutcome' })
export type RoutingOutcome = z.infer<typeof RoutingOutcome>
