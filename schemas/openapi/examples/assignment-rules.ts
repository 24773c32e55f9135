import type { AssignmentRule } from '../../assignment-rule.ts'
import type * as operations from '../../operations/assignment-rules.ts'
import { priorities } from '../../ticket.ts'
import { type Examples, noParameter } from './example.ts'
import { team } from './story.ts'

const rule: AssignmentRule = {
  id: 'asr_01JD00000000000000000ASR01',
  name: 'Network, at once',
  position: 10,
  enabled: true,
  conditions: { priority: ['urgent'], category: ['network'] },
  target: { team, by: 'round-robin' },
  otherwise: 'escalate',
  version: 1,
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
}
const { id: _, version: __, createdAt: ___, updatedAt: ____, ...given } = rule
const vip: AssignmentRule = {
  id: 'asr_default-vip',
  name: 'A VIP gets a senior technician',
  position: 1010,
  enabled: true,
  conditions: { tier: ['vip'] },
  target: { anybody: 'best-skilled', skill: { skill: 'senior', level: 'basic' } },
  otherwise: 'next-rule',
  version: 1,
  createdAt: '1970-01-01T00:00:00.000Z',
  updatedAt: '1970-01-01T00:00:00.000Z',
}
const wrongPriority = {
  path: 'conditions.priority.0',
  message: 'is not one of the values that exist',
  expected: priorities.join(', '),
}
const noObject = { path: '', message: 'must be an object', expected: 'an object' }
const later = '2026-11-21T09:00:00.000Z'

export const examples: Examples<typeof operations> = {
  listAssignmentRules: { wrong: noParameter, answer: { items: [rule, vip] } },
  createAssignmentRule: {
    body: given,
    wrong: wrongPriority,
    answer: rule,
    conflict: { detail: 'There are 100 rules already: take one away first.' },
  },
  getAssignmentRule: { wrong: noParameter, answer: rule },
  replaceAssignmentRule: {
    body: { ...given, otherwise: 'queue' },
    wrong: wrongPriority,
    answer: { ...rule, otherwise: 'queue', version: 2, updatedAt: later },
  },
  changeAssignmentRule: {
    body: { enabled: false },
    wrong: noObject,
    answer: { ...rule, enabled: false, version: 2, updatedAt: later },
  },
  deleteAssignmentRule: {
    wrong: noParameter,
    conflict: { detail: 'The desk came with this rule: turn it off instead (`enabled`).' },
  },
}
