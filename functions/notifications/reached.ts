import { breachPercent } from '../../domain/clock.ts'
import { actionsAt } from '../../domain/escalation-rules.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { EventData } from '../../events/catalogue.ts'
import type { ResolvedAction } from '../../events/sla-events.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'
import { policyVersion } from '../platform/table/policies.ts'
import { milestone, milestoneForCustomer } from './milestone.ts'
import type { Notice } from './notices.ts'
import { type Recipient, requesterOf, somebody, teamOf } from './recipients.ts'

type Reached = EventData<'sla.warned'>

/**
 * Who is told of a milestone, by the rule that fired. What reminds people of the desk waits until they are at work, but for
 * the breach of an urgent ticket.
 */
export async function milestoneReached(type: string, ticket: Ticket, data: Reached): Promise<Notice[]> {
  const notify = data.actions.filter(({ action }) => action === 'notify')
  if (notify.length === 0) return []
  const policy = await policyVersion(data.policy.id, data.policy.version)
  const mail = milestone(type, ticket.number, data, policy.name, Date.now())
  const mayWait = ticket.priority !== 'urgent' || data.percent < breachPercent
  const notices = await Promise.all(
    notify.map(async (action): Promise<Notice[]> => {
      if (action.who === 'customer') return customerOf(type, ticket)
      return (await staffOf(action, data, policy)).map((to) => ({ to, mail, ...(mayWait && { mayWait }) }))
    }),
  )
  return notices.flat()
}

async function customerOf(type: string, ticket: Ticket): Promise<Notice[]> {
  const to = await requesterOf(ticket)
  return to ? [{ to, mail: milestoneForCustomer(type, ticket.number, to.isKnown ? ticket.title : undefined) }] : []
}

async function staffOf(action: ResolvedAction, data: Reached, policy: SlaPolicy): Promise<Recipient[]> {
  if (action.person) return [await somebody(action.person)].filter((one) => one !== undefined)
  if (action.team) return teamOf(action.team)
  const said = action.place === undefined ? undefined : actionsAt(policy, data)[action.place]
  if (said?.action !== 'notify' || !said.address) return []
  return [{ person: `place.${action.place}`, address: said.address, isStaff: true, isKnown: true }]
}
