import type { Actor } from '../../schemas/actor.ts'
import type { EscalationAction } from '../../schemas/escalation.ts'
import { replaceSlaPolicy } from '../../schemas/operations/sla.ts'
import type { PlacedPolicy } from '../../schemas/sla-policy.ts'

const whoChangesThem: readonly Actor['role'][] = replaceSlaPolicy.roles

/** A policy as a member of staff reads it. A webhook's URL may hold a secret: who may not change policies sees only where it leads. */
export function shownTo({ role }: Actor, policy: PlacedPolicy): PlacedPolicy {
  if (!policy.escalation || whoChangesThem.includes(role)) return policy
  const escalation = policy.escalation.map(({ actions, ...rule }) => ({ ...rule, actions: actions.map(withoutSecret) }))
  return { ...policy, escalation }
}

const withoutSecret = (action: EscalationAction): EscalationAction =>
  action.action === 'webhook' ? { ...action, url: `${new URL(action.url).origin}/` } : action
