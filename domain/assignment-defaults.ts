import type { AssignmentRule, NewAssignmentRule } from '../schemas/assignment-rule.ts'

type Given = Pick<NewAssignmentRule, 'name' | 'position' | 'enabled' | 'conditions' | 'target'>

const rule = (id: string, given: Given): AssignmentRule => ({
  id: `asr_default-${id}`,
  otherwise: 'next-rule',
  ...given,
  version: 1,
  createdAt: '1970-01-01T00:00:00.000Z',
  updatedAt: '1970-01-01T00:00:00.000Z',
})

/**
 * The rules that every desk comes with, after all of its own: each can be changed or turned off, none taken away. Two are for
 * a team and a rotation that only the desk can name, so they are off until it does.
 */
export const defaultAssignmentRules: readonly AssignmentRule[] = [
  rule('network', {
    name: 'Urgent, and the network',
    position: 1000,
    enabled: false,
    conditions: { priority: ['urgent'], category: ['network'] },
    target: { anybody: 'round-robin', skill: { skill: 'network', level: 'basic' } },
  }),
  rule('vip', {
    name: 'A VIP gets a senior technician',
    position: 1010,
    enabled: true,
    conditions: { tier: ['vip'] },
    target: { anybody: 'best-skilled', skill: { skill: 'senior', level: 'basic' } },
  }),
  rule('after-hours', {
    name: 'After hours',
    position: 1020,
    enabled: false,
    conditions: { time: { is: 'outside', calendar: 'desk' } },
    target: { anybody: 'best-match' },
  }),
]

/** The order in which rules are asked: by position, among equals the oldest first. */
export const inAssignmentOrder = <Rule extends Pick<AssignmentRule, 'position' | 'createdAt' | 'id'>>(
  rules: readonly Rule[],
): Rule[] =>
  rules.toSorted(
    (a, b) => a.position - b.position || a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id),
  )
