import * as z from 'zod'
import { AssignmentRule, AssignmentRuleReplacement, NewAssignmentRule } from '../assignment-rule.ts'
import { AssignmentTrial } from '../assignment-trial.ts'
import { RoutingOutcome } from '../routing.ts'
import { operation, staff } from './operation.ts'

const read = { roles: staff, tag: 'Assignment' } as const
const write = { roles: ['supervisor', 'manager', 'admin'], tag: 'Assignment' } as const

const RuleParams = z.strictObject({ rule: z.string().max(64).meta({ example: 'asr_default-vip' }) })

export const listAssignmentRules = operation({
  ...read,
  method: 'get',
  path: '/assignment-rules',
  answer: z.strictObject({ items: z.array(AssignmentRule) }).meta({ id: 'AssignmentRuleList' }),
  summary: 'The assignment rules, in the order in which they are asked',
  description:
    'By `position`, among equals the oldest first. Those that the desk came with are among them: their ids begin with `asr_default-`.',
})

export const createAssignmentRule = operation({
  ...write,
  method: 'post',
  path: '/assignment-rules',
  body: NewAssignmentRule,
  status: 201,
  etag: true,
  answer: AssignmentRule,
  refusals: ['conflict'],
  summary: 'Make an assignment rule',
  done: 'Done: this is the rule as it now holds.',
  description:
    'Holds for tickets that are given to somebody after the answer. Whatever it names must be there: people, teams, rotations, calendars, categories, brands, customers, sites, products, custom fields.',
})

export const previewAssignment = operation({
  ...read,
  method: 'post',
  path: '/assignment-rules/preview',
  body: AssignmentTrial,
  answer: RoutingOutcome,
  summary: 'Try a rule, or all of them, on a ticket',
  done: 'What would come of asking them, rule by rule. Nothing is saved, and nobody gets anything.',
  description:
    'On a ticket that is there, or one that is made up: that one has what the triage rules would choose. People are looked at as they are now with what they have in hand; `at` is when hours, absences, shifts and validity are judged.',
})

export const getAssignmentRule = operation({
  ...read,
  method: 'get',
  path: '/assignment-rules/{rule}',
  params: RuleParams,
  etag: true,
  answer: AssignmentRule,
  summary: 'An assignment rule',
})

export const replaceAssignmentRule = operation({
  ...write,
  method: 'put',
  path: '/assignment-rules/{rule}',
  params: RuleParams,
  body: AssignmentRuleReplacement,
  ifMatch: 'optional',
  etag: true,
  answer: AssignmentRule,
  summary: 'Replace an assignment rule',
  done: 'Done: this is the rule as it now holds.',
  description:
    'What is left out is as in a new rule; what `GET` has given may be sent back. A rule that the desk came with can be replaced, too.',
})

export const changeAssignmentRule = operation({
  ...write,
  method: 'patch',
  path: '/assignment-rules/{rule}',
  params: RuleParams,
  body: z.looseObject({}).meta({
    id: 'AssignmentRulePatch',
    description: 'What of `NewAssignmentRule` is to be another',
    example: { enabled: false },
  }),
  ifMatch: 'optional',
  etag: true,
  answer: AssignmentRule,
  summary: 'Change an assignment rule, or turn it on or off',
  done: 'Done: this is the rule as it now holds.',
  description:
    'A JSON merge patch (RFC 7396). A `target` of another kind takes the place of the whole old one. A rule that the desk came with can be changed, too.',
})

export const deleteAssignmentRule = operation({
  ...write,
  method: 'delete',
  path: '/assignment-rules/{rule}',
  params: RuleParams,
  ifMatch: 'optional',
  answer: 'nothing',
  status: 204,
  refusals: ['conflict'],
  summary: 'Take an assignment rule away',
  done: 'Done: it is gone.',
  description:
    'Tickets that came to somebody by it stay with them. One that the desk came with is turned off instead: 409.',
})
