import { ulid } from 'ulid'
import { explain } from '../../domain/clock.ts'
import { decide } from '../../domain/lifecycle.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import { system } from '../../schemas/actor.ts'
import { clockKinds } from '../../schemas/clock.ts'
import * as operations from '../../schemas/operations/sla.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'
import { edge, type Request, settled } from '../platform/http/edge.ts'
import { untilWon } from '../platform/retry.ts'
import { deskOf } from '../platform/table/people.ts'
import { commitPolicy, policiesNow } from '../platform/table/policies.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

export const handler = edge(operations, {
  createSlaPolicy: savePolicy,

  async listSlaPolicies(request) {
    return request.answer({ items: [...(await policiesNow()), defaultPolicy] })
  },

  /** Judged at this instant, whether or not a timer has got to it yet; nothing is written. */
  async getSlaTracking(request) {
    const { actor, now, params } = request
    const before = await ticketFor(actor, params.ticket_id)
    const { ticket } = decide(before, { do: 'catch-up' }, system, await deskOf(before), now)
    return request.answer({
      ticket: ticket.number,
      at: now,
      policy: ticket.policy,
      clocks: clockKinds.map((kind) => explain(kind, ticket.clocks[kind], now)),
    })
  },
})

function savePolicy(request: Request<typeof operations.createSlaPolicy>): Promise<StoredAnswer> {
  const { actor, body, now, once, requestId } = request
  const policy = { ...body, id: `pol_${ulid()}`, version: 1, createdAt: now } as SlaPolicy
  const answer = request.answer(policy)
  const event = {
    type: 'sla-policy.created',
    seq: 1,
    occurredAt: now,
    actor: { id: actor.id, role: actor.role },
    data: { policy: { id: policy.id, version: policy.version }, position: policy.position },
  } as const
  return untilWon(async () => settled(await commitPolicy(policy, event, requestId, once, answer), once, answer))
}
