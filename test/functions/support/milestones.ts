import { eventExamples } from '../../../events/examples.ts'
import type { ResolvedAction } from '../../../events/sla-events.ts'
import { keys } from '../../../functions/platform/table/keys.ts'
import { EscalationRule } from '../../../schemas/escalation.ts'
import { SlaPolicy } from '../../../schemas/sla-policy.ts'
import type { Desk } from './desk.ts'

const policy = { id: `pol_${'RVNES'.padStart(26, '0')}`, version: 3 }

/** Puts a version of a policy into the table, with these actions at 100 % of the response. */
export function aPolicyThat(desk: Desk, actions: readonly object[], atPercent = 100): void {
  const version = SlaPolicy.parse({
    ...policy,
    name: 'Plant floor',
    conditions: {},
    pauseOn: ['pending_customer'],
    calendar: 'always',
    targets: { high: { response: 'PT1H' } },
    escalation: [EscalationRule.parse({ clock: 'response', atPercent, actions })],
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  })
  desk.table.put({ ...keys.policyVersion(policy.id, policy.version), ...version })
}

interface Told {
  type?: 'sla.warned' | 'sla.breached'
  ticket?: string
  percent?: number
  more?: object
}

/** A milestone's event as its rule puts it on a queue: of that policy, with these actions as they were resolved. */
export function milestoneEvent(
  actions: readonly ResolvedAction[],
  { type = 'sla.breached', ticket = 'TKT000001', percent = 100, more = {} }: Told = {},
) {
  const { data, ...envelope } = eventExamples[type]
  const detail = {
    ...envelope,
    id: `ticket.${ticket}.4`,
    subject: { kind: 'ticket', id: ticket },
    data: { ...data, clock: 'response', percent, policy, actions },
  }
  return { id: 'on-the-bus', source: 'service-desk', 'detail-type': type, detail, ...more }
}
