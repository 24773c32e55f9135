import type { Actor } from '../schemas/actor.ts'
import type { NewTicket } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import { startClock } from './clock.ts'
import { type Draft, decision, record } from './draft.ts'
import { choosePolicy, chosen } from './policy.ts'
import type { Decision, Desk, Ticket } from './ticket.ts'

/** Opens a ticket: who it belongs to, what it is promised, and that its clocks run. The customer named in it exists. */
export function open(
  given: NewTicket,
  number: string,
  brand: string,
  actor: Actor,
  desk: Desk,
  now: Instant,
): Decision {
  const { description, channel, customer, contact, ...fields } = given
  const owner = customer ?? actor.customer
  const judged = { ...fields, brand, channel: channel ?? (actor.role === 'customer' ? 'portal' : 'api') }
  const policy = choosePolicy(desk.policies, { ...judged, ...(owner && { customer: owner }) }, desk.customer?.policy)
  const targets = policy.targets[fields.priority]
  const ticket: Ticket = {
    ...judged,
    number,
    status: 'created',
    ...(owner && { customer: owner }),
    requester: actor.id,
    ...(contact && { contact }),
    ...(desk.settings.defaultTeam && { team: desk.settings.defaultTeam }),
    policy: { id: policy.id, version: policy.version },
    pauseOn: policy.pauseOn,
    clocks: { response: startClock(targets?.response, now), resolution: startClock(targets?.resolution, now) },
    light: 'green',
    escalationLevel: 0,
    reminders: 0,
    statusAt: now,
    createdAt: now,
    updatedAt: now,
    version: 0,
    seq: 0,
  }
  const draft: Draft = { ticket, events: [], desk, now }
  record(
    draft,
    'ticket.created',
    {
      status: ticket.status,
      priority: ticket.priority,
      type: ticket.type,
      category: ticket.category,
      channel: ticket.channel,
      ...(ticket.customer && { customer: ticket.customer }),
      requester: ticket.requester,
      ...(ticket.team && { team: ticket.team }),
    },
    { actor },
  )
  record(draft, 'sla.policy-chosen', chosen(policy, ticket, desk.customer?.policy))
  return decision(draft, description)
}
