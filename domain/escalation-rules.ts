import type { ClockKind } from '../schemas/clock.ts'
import type { EscalationAction, EscalationRule } from '../schemas/escalation.ts'
import type { SlaPolicy } from '../schemas/sla-policy.ts'
import { breachPercent, warnPercent } from './clock.ts'

/**
 * What a desk does that has not said otherwise (docs/sla.md, "Escalation"), in the order of doing. A policy is saved with them where
 * it names none: a version says all that it does, also to a later release of the desk.
 */
export const defaultEscalation: EscalationRule[] = [
  { clock: 'response', atPercent: 80, actions: [{ action: 'notify', who: 'supervisor' }] },
  {
    clock: 'response',
    atPercent: 100,
    actions: [
      { action: 'notify', who: 'assignee' },
      { action: 'notify', who: 'supervisor' },
      { action: 'notify', who: 'manager' },
      { action: 'assign', who: 'supervisor' },
    ],
  },
  { clock: 'resolution', atPercent: 80, actions: [{ action: 'notify', who: 'manager' }] },
  {
    clock: 'resolution',
    atPercent: 100,
    actions: [
      { action: 'mark-escalated' },
      { action: 'notify', who: 'supervisor' },
      { action: 'notify', who: 'manager' },
    ],
  },
]

/** The rules of a version of a policy. */
export const escalationOf = ({ escalation }: Pick<SlaPolicy, 'escalation'>): readonly EscalationRule[] =>
  escalation ?? defaultEscalation

/** What a version of a policy has done at a milestone, in its order: a `place` of an event counts them. */
export const actionsAt = (
  policy: Pick<SlaPolicy, 'escalation'>,
  { clock, percent }: { clock: ClockKind; percent: number },
): readonly EscalationAction[] =>
  escalationOf(policy).find((rule) => rule.clock === clock && rule.atPercent === percent)?.actions ?? []

/** The milestones of a kind of clock under a policy, lowest first: 80 and 100 % always, and whatever its rules name. */
export const percentsOf = (policy: Pick<SlaPolicy, 'escalation'>, kind: ClockKind): number[] => {
  const named = escalationOf(policy).flatMap(({ clock, atPercent }) => (clock === kind ? [atPercent] : []))
  return [...new Set([warnPercent, breachPercent, ...named])].sort((a, b) => a - b)
}
