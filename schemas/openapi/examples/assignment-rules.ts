import type { AssignmentRule } from '../../assignment-rule.ts'
import type * as operations from '../../operations/assignment-rules.ts'
import type { RoutingOutcome } from '../../routing.ts'
import { priorities } from '../../ticket.ts'
import { type Examples, noParameter } from './example.ts'
import { team, technician } from './story.ts'

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

const says =
  'holds (priority urgent + category network): Technician gets it, because they are the only one who fits (of 2)'
const previewed: RoutingOutcome = {
  outcome: 'assigned',
  rule: rule.id,
  technician,
  team,
  by: 'round-robin',
  says: [`Rule "Network, at once" ${says}.`],
  steps: [{ rule: rule.id, name: rule.name, result: 'assigned', says }],
  candidates: [
    {
      technician,
      name: 'Technician',
      fits: true,
      score: 92,
      terms: [
        { term: 'skill', value: 1, weight: 30, points: 30, says: 'network expert' },
        { term: 'load', value: 0.9, weight: 30, points: 27, says: 'has 0 of 10' },
        { term: 'availability', value: 1, weight: 10, points: 10, says: 'is available' },
        { term: 'distance', value: 1, weight: 10, points: 10, says: '0 km, 0 minutes away' },
        { term: 'language', value: 1, weight: 10, points: 10, says: 'no language is asked for' },
        { term: 'preference', value: 0, weight: 20, points: 0, says: 'is not asked for' },
        { term: 'fairness', value: 1, weight: 5, points: 5, says: 'has had none yet' },
      ],
      workload: { tickets: 0, points: 0, capacity: 10 },
    },
    {
      technician: 'per_01JD0000000000000000TECHN2',
      name: 'Network technician',
      fits: false,
      out: [{ reason: 'no-capacity', says: 'has 10 of 10' }],
      workload: { tickets: 10, points: 10, capacity: 10 },
    },
  ],
}

export const examples: Examples<typeof operations> = {
  listAssignmentRules: { wrong: noParameter, answer: { items: [rule, vip] } },
  createAssignmentRule: {
    body: given,
    wrong: wrongPriority,
    answer: rule,
    conflict: { detail: 'There are 100 rules already: take one away first.' },
  },
  previewAssignment: {
    body: { newTicket: { title: 'No network on floor 2', priority: 'urgent', category: 'network' } },
    wrong: { path: '', message: 'says of which ticket in no way, or in two', expected: 'ticket or newTicket' },
    answer: previewed,
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
