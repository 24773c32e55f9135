import type * as operations from '../../operations/sla.ts'
import type { PlacedPolicy } from '../../sla-policy.ts'
import { type Examples, noParameter } from './example.ts'
import { inSentences, preview, previewed, tracking } from './sla-tracking.ts'

const policy: PlacedPolicy = {
  id: 'pol_01JD0000000000000000PCY001',
  version: 1,
  name: 'Plant floor',
  position: 10,
  conditions: { tags: ['plant-floor'] },
  targets: { urgent: { response: 'PT30M', resolution: 'PT2H' }, high: { response: 'PT1H', resolution: 'PT8H' } },
  pauseOn: ['pending_customer'],
  calendar: 'always',
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
}
const { name, conditions, targets } = policy
const premium: PlacedPolicy = {
  ...policy,
  id: 'pol_premium',
  name: 'Premium Customer SLA',
  conditions: { tier: ['premium', 'vip'] },
}
const wrongTarget = {
  path: 'targets.urgent.response',
  message: 'must be an ISO 8601 duration of hours, minutes and seconds, or of whole days',
  expected: 'an ISO 8601 duration of hours, minutes and seconds, or of whole days',
}

export const examples: Examples<typeof operations> = {
  listSlaPolicies: {
    wrong: noParameter,
    answer: { items: [policy] },
  },
  createSlaPolicy: {
    body: { name, position: 10, conditions, targets },
    wrong: wrongTarget,
    answer: policy,
    conflict: { detail: 'There are 200 policies of your own already: take one away first.' },
  },
  orderSlaPolicies: {
    body: { policies: ['pol_premium', policy.id] },
    wrong: { path: 'policies', message: 'names a policy twice', expected: 'each policy once' },
    answer: { items: [premium, { ...policy, position: 20 }] },
  },
  getSlaPolicy: { wrong: noParameter, answer: policy },
  replaceSlaPolicy: {
    body: { name, conditions, targets: { ...targets, urgent: { response: 'PT15M', resolution: 'PT2H' } } },
    wrong: wrongTarget,
    answer: {
      ...policy,
      version: 2,
      targets: { ...targets, urgent: { response: 'PT15M', resolution: 'PT2H' } },
      updatedAt: '2026-11-21T08:00:00.000Z',
    },
  },
  deleteSlaPolicy: {
    wrong: noParameter,
    conflict: { detail: 'The default is chosen where no other policy holds: replace it instead (PUT).' },
  },
  previewSla: {
    body: previewed,
    wrong: {
      path: 'changes.0.at',
      message: 'is before the start',
      expected: 'an instant from 2026-11-21T10:00:00.000Z on',
    },
    answer: preview,
  },
  getSlaTracking: {
    query: { format: 'json' },
    wrong: { path: 'format', message: 'is not one of the values that exist', expected: 'json, text' },
    answer: tracking,
    plain: inSentences,
  },
}
