import type { EventData } from '../events/catalogue.ts'
import type { CalendarVersion } from '../schemas/calendar.ts'
import { clockKinds } from '../schemas/clock.ts'
import type { Tier } from '../schemas/customer.ts'
import type { PlacedPolicy, SlaPolicy } from '../schemas/sla-policy.ts'
import { defaultEscalation } from './escalation-rules.ts'
import type { Desk, Ticket } from './ticket.ts'

const asItCame = {
  version: 1,
  calendar: 'always',
  pauseOn: ['pending_customer'],
  escalation: defaultEscalation,
  // The matrix of docs/sla.md, "Policies and how one is chosen".
  targets: {
    urgent: { response: 'PT30M', resolution: 'PT4H' },
    high: { response: 'PT2H', resolution: 'PT8H' },
    medium: { response: 'PT8H', resolution: 'P2D' },
    low: { response: 'PT24H', resolution: 'P5D' },
  },
  createdAt: '1970-01-01T00:00:00.000Z',
  updatedAt: '1970-01-01T00:00:00.000Z',
} satisfies Partial<SlaPolicy>

/** Chosen where no other holds: it has no conditions, and is always there. */
export const defaultPolicy: SlaPolicy = { ...asItCame, id: 'pol_default', name: 'Default', conditions: {} }

export const premiumPolicy: SlaPolicy = {
  ...asItCame,
  id: 'pol_premium',
  name: 'Premium Customer SLA',
  conditions: { tier: ['premium', 'vip'] },
}

/** Those that every desk comes with, as they came. Tickets keep these versions: other ones get another number. */
export const builtInPolicies: readonly SlaPolicy[] = [premiumPolicy, defaultPolicy]
export const isBuiltIn = (id: string): boolean => builtInPolicies.some((policy) => policy.id === id)

/** What a policy's conditions ask of a ticket. */
type Judged = Pick<Ticket, 'brand' | 'customer' | 'priority' | 'category' | 'type' | 'channel' | 'tags'>

/** Whether it is chosen by the order: one that is only for whom it was agreed with never is. */
function holds(
  { conditions: { agreed, ...conditions } }: SlaPolicy,
  asked: Judged & { tier: Tier | undefined },
): boolean {
  if (agreed) return false
  return Object.entries(conditions).every(([field, wanted]) => {
    const has = asked[field as keyof typeof asked]
    const values = Array.isArray(has) ? has : [has]
    return values.some((value) => (wanted as readonly unknown[]).includes(value))
  })
}

/** The order in which policies are asked: by position, among equals the newest first; the default after all. */
export const inOrder = (policies: readonly PlacedPolicy[]): PlacedPolicy[] =>
  policies.toSorted(
    (a, b) =>
      Number(a.id === defaultPolicy.id) - Number(b.id === defaultPolicy.id) ||
      a.position - b.position ||
      b.createdAt.localeCompare(a.createdAt) ||
      a.id.localeCompare(b.id),
  )

/**
 * The policy agreed with the customer, where it is still there; else the first, in order, whose conditions all hold; else
 * the default.
 */
export function choosePolicy(policies: readonly SlaPolicy[], ticket: Judged, customer?: Desk['customer']): SlaPolicy {
  const last = policies.find(({ id }) => id === defaultPolicy.id) ?? defaultPolicy
  const agreed = customer?.policy && [...policies, last].find(({ id }) => id === customer.policy)
  if (agreed) return agreed
  const asked = { ...ticket, tier: customer?.tier }
  return policies.find((policy) => policy.id !== last.id && holds(policy, asked)) ?? last
}

/** What else the history says of a choice. */
interface Circumstances {
  customer?: Desk['customer'] | undefined
  /** The calendar in whose hours its time counts. */
  calendar?: CalendarVersion | undefined
  /** Somebody had it applied to tickets under way. */
  reapplied?: boolean
}

/** What was chosen, and why, for the history. */
export function chosen(
  policy: SlaPolicy,
  { priority }: Pick<Ticket, 'priority'>,
  { customer, calendar, reapplied }: Circumstances = {},
): EventData<'sla.policy-chosen'> {
  const targets = policy.targets[priority] ?? {}
  return {
    policy: { id: policy.id, version: policy.version },
    reason: reasonFor(policy, customer?.policy),
    targets: Object.fromEntries(clockKinds.flatMap((kind) => (targets[kind] ? [[kind, targets[kind]]] : []))),
    ...(calendar && { calendar }),
    ...(reapplied && { reapplied }),
  }
}

function reasonFor(policy: SlaPolicy, agreed: string | undefined): EventData<'sla.policy-chosen'>['reason'] {
  if (policy.id === agreed) return { code: 'agreed-with-customer' }
  const lost = agreed && { agreed }
  if (policy.id === defaultPolicy.id) return { code: 'default', ...lost }
  return { code: 'conditions-hold', conditions: Object.keys(policy.conditions).sort(), ...lost }
}
