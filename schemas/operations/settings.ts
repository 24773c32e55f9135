import * as z from 'zod'
import { SettingsRepresentation } from '../settings.ts'
import { Brand } from '../ticket.ts'
import { NewTriageRule, TriageOutcome, TriageRule, TriageTrial } from '../triage.ts'
import { everyone, operation, staff } from './operation.ts'

export const getSettings = operation({
  scope: 'tickets.read',
  method: 'get',
  path: '/settings',
  roles: everyone,
  query: z.strictObject({
    brand: Brand.optional().meta({ description: 'As they hold for a brand; left out: as the desk has them' }),
  }),
  etag: true,
  answer: SettingsRepresentation,
  refusals: ['not-found'],
  summary: 'How the desk is set up',
  description: 'Customers and partners see the categories, and the custom fields that are for them.',
  tag: 'Settings',
})

export const changeSettings = operation({
  method: 'patch',
  path: '/settings',
  roles: ['admin'],
  body: z.looseObject({}).meta({
    id: 'SettingsPatch',
    description: 'What of `Settings` is to be another',
    example: { autoCloseAfter: 'P5D' },
  }),
  ifMatch: 'optional',
  etag: true,
  answer: SettingsRepresentation,
  summary: 'Change how the desk is set up',
  done: 'Done: these are the settings as they now hold.',
  description:
    'A JSON merge patch (RFC 7396): `null` puts back what the desk came with, and takes away a category, a custom field or a brand. Holds for tickets opened after the answer; everything else follows within a minute.',
  tag: 'Settings',
})

const RuleParams = z.strictObject({ rule: z.string().max(64).meta({ example: 'tri_default-safety' }) })

export const listTriageRules = operation({
  method: 'get',
  path: '/triage-rules',
  roles: staff,
  answer: z.strictObject({ items: z.array(TriageRule) }).meta({ id: 'TriageRuleList' }),
  summary: 'The triage rules, in the order in which they are asked',
  description: 'Those that the desk came with are among them: their ids begin with `tri_default-`.',
  tag: 'Settings',
})

export const createTriageRule = operation({
  method: 'post',
  path: '/triage-rules',
  roles: ['manager', 'admin'],
  body: NewTriageRule,
  status: 201,
  etag: true,
  answer: TriageRule,
  refusals: ['conflict'],
  summary: 'Make a triage rule',
  done: 'Done: this is the rule as it now holds.',
  description:
    'Holds for tickets opened after the answer. A rule chooses only what nobody has chosen; the first that holds chooses, tags add up.',
  tag: 'Settings',
})

export const previewTriage = operation({
  method: 'post',
  path: '/triage-rules/preview',
  roles: staff,
  body: TriageTrial,
  answer: TriageOutcome,
  summary: 'Try a rule, or all of them, on a text',
  done: 'What the rules would choose, and why. Nothing is saved.',
  tag: 'Settings',
})

export const getTriageRule = operation({
  method: 'get',
  path: '/triage-rules/{rule}',
  roles: staff,
  params: RuleParams,
  etag: true,
  answer: TriageRule,
  summary: 'A triage rule',
  tag: 'Settings',
})

export const changeTriageRule = operation({
  method: 'patch',
  path: '/triage-rules/{rule}',
  roles: ['manager', 'admin'],
  params: RuleParams,
  body: z.looseObject({}).meta({
    id: 'TriageRulePatch',
    description: 'What of `NewTriageRule` is to be another',
    example: { enabled: false },
  }),
  ifMatch: 'optional',
  etag: true,
  answer: TriageRule,
  summary: 'Change a triage rule, or turn it on or off',
  done: 'Done: this is the rule as it now holds.',
  description: 'A JSON merge patch (RFC 7396). A rule that the desk came with can be changed, too.',
  tag: 'Settings',
})

export const deleteTriageRule = operation({
  method: 'delete',
  path: '/triage-rules/{rule}',
  roles: ['manager', 'admin'],
  params: RuleParams,
  ifMatch: 'optional',
  answer: 'nothing',
  status: 204,
  summary: 'Take a triage rule away',
  done: 'Done: it is gone.',
  refusals: ['conflict'],
  description: 'One that the desk came with is turned off instead: 409.',
  tag: 'Settings',
})
