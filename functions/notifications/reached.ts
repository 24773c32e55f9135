import { breachPercent } from '../../domain/clock.ts'
import { actionsAt } from '../../domain/escalation-rules.ts'
import type { EventData } from '../../events/catalogue.ts'
import type { ResolvedAction } from '../../events/sla-events.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'
import { policyVersion } from '../platform/table/policies.ts'
import { type Known, type Notice, notice } from './notice.ts'
import { type Recipient, requesterOf, somebody, teamOf } from './recipients.ts'

type Reached = EventData<'sla.warned'>

/**
 * Who is told of a milestone, by the rule that fired. What reminds people of the desk waits until they are at work, but for
 * the breach of an urgent ticket.
 */
export async function milestoneReached(
  type: 'sla.warned' | 'sla.breached',
  known: Known,
  data: Reached,
): Promise<Notice[]> {
  const { priority } = known.ticket
  const notify = data.actions.filter(({ action }) => action === 'notify')
  if (notify.length === 0) return []
  const policy = await policyVersion(data.policy.id, data.policy.version)
  const said = { type, data, policyName: policy.name, now: Date.now() }
  const mayWait = priority !== 'urgent' || data.percent < breachPercent
  const notices = await Promise.all(
    notify.map(async (action): Promise<Notice[]> => {
      if (action.who === 'customer') {
        const isLate = type === 'sla.breached'
        return notice(known, await requesterOf(known.ticket), 'milestoneForCustomer', { isLate })
      }
      const staff = await staffOf(action, data, policy)
      return staff.flatMap((to) => notice(known, to, 'milestone', said, mayWait ? { mayWait } : {}))
    }),
  )
  return notices.flat()
}

async function staffOf(action: ResolvedAction, data: Reached, policy: SlaPolicy): Promise<Recipient[]> {
  if (action.person) return [await somebody(action.person)].filter((one) => one !== undefined)
  if (action.team) return teamOf(action.team)
  const said = action.place === undefined ? undefined : actionsAt(policy, data)[action.place]
  if (said?.action !== 'notify' || !said.address) return []
  return [{ person: `place.${action.place}`, address: said.address, isStaff: true, isKnown: true }]
}
