import type { EventData } from '../events/catalogue.ts'
import { clockKinds } from '../schemas/clock.ts'
import type { SlaPolicy } from '../schemas/sla-policy.ts'
import type { Ticket } from './ticket.ts'

/** Whose policy nobody else's is: the matrix of docs/sla.md, "Choosing the policy". */
export const defaultPolicy: SlaPolicy = {
  id: 'pol_default',
  version: 1,
  name: 'Default',
  position: 9999,
  conditions: {},
  calendar: 'always',
  pauseOn: ['pending_customer'],
  targets: {
    urgent: { response: 'PT30M', resolution: 'PT4H' },
    high: { response: 'PT2H', resolution: 'PT8H' },
    medium: { response: 'PT8H', resolution: 'P2D' },
    low: { response: 'PT24H', resolution: 'P5D' },
  },
  createdAt: '1970-01-01T00:00:00.000Z',
}

type Judged = Pick<Ticket, 'brand' | 'customer' | 'priority' | 'category' | 'type' | 'channel' | 'tags'>

function holds({ conditions }: SlaPolicy, ticket: Judged): boolean {
  return Object.entries(conditions).every(([field, wanted]) => {
    const has = ticket[field as keyof Judged]
    const values = Array.isArray(has) ? has : [has]
    return values.some((value) => (wanted as readonly unknown[]).includes(value))
  })
}

/** The order in which policies are asked: by position, among equals the newest first. */
export const inOrder = (policies: readonly SlaPolicy[]): SlaPolicy[] =>
  policies.toSorted(
    (a, b) => a.position - b.position || b.createdAt.localeCompare(a.createdAt) || a.id.localeCompare(b.id),
  )

/**
 * The policy agreed with the customer (`agreed`, by its id), where it is still there; else one made for the customer;
 * else the first, in order, whose conditions all hold; else the default.
 */
export function choosePolicy(policies: readonly SlaPolicy[], ticket: Judged, agreed?: string): SlaPolicy {
  const own = agreed && [...policies, defaultPolicy].find(({ id }) => id === agreed)
  if (own) return own
  const holding = policies.filter((policy) => holds(policy, ticket))
  return holding.find(({ conditions }) => conditions.customer) ?? holding[0] ?? defaultPolicy
}

/** Why it was chosen, for the history. */
export function chosen(policy: SlaPolicy, ticket: Judged, agreed?: string): EventData<'sla.policy-chosen'> {
  const targets = policy.targets[ticket.priority] ?? {}
  return {
    policy: { id: policy.id, version: policy.version },
    reason: reasonFor(policy, agreed),
    targets: Object.fromEntries(clockKinds.flatMap((kind) => (targets[kind] ? [[kind, targets[kind]]] : []))),
  }
}

function reasonFor(policy: SlaPolicy, agreed: string | undefined): EventData<'sla.policy-chosen'>['reason'] {
  if (policy.id === agreed) return { code: 'agreed-with-customer' }
  if (policy.id === defaultPolicy.id) return { code: 'default' }
  return { code: 'conditions-hold', conditions: Object.keys(policy.conditions).sort() }
}
