import { defaultPolicy, inOrder } from '../../domain/policy.ts'
import { refuseFields } from '../../domain/refusal.ts'
import type { DomainEvent } from '../../domain/ticket.ts'
import type { orderSlaPolicies } from '../../schemas/operations/sla.ts'
import type { PlacedPolicy } from '../../schemas/sla-policy.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { etag } from '../platform/http/etag.ts'
import { byOf, unchanged } from '../platform/http/record.ts'
import { checkIfMatch } from '../platform/http/stale.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { eventPuts } from '../platform/table/events.ts'
import { orderPut, readPolicies } from '../platform/table/policies.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { changeCounted } from '../platform/table/revised.ts'

/** The history of the order itself. */
const pk = 'SLA-POLICY#order'

/** Puts all policies into the order that was given, at once (docs/adr/0017): no version of any is touched. */
export function orderPolicies(request: Request<typeof orderSlaPolicies>): Promise<StoredAnswer> {
  const { body, once, requestId } = request
  const wanted = body.policies
  return untilWon(async () => {
    const { policies, ...read } = await readPolicies()
    await checkIfMatch(request, read.version, pk)
    checkOrder(wanted, policies)
    if (wanted.every((id, place) => policies[place]?.id === id)) {
      const answer = request.answer({ items: [...policies] }, { etag: etag(read.version) })
      return unchanged(once, answer)
    }
    // Ten apart, so that a new one can be put between two.
    const positions = Object.fromEntries(wanted.map((id, place) => [id, (place + 1) * 10]))
    const items = inOrder(policies.map((policy) => ({ ...policy, position: positions[policy.id] ?? policy.position })))
    const answer = request.answer({ items }, { etag: etag(read.version + 1) })
    const { actor, now } = byOf(request)
    const event = {
      type: 'sla-policy.ordered',
      seq: read.orderings + 1,
      occurredAt: now,
      actor,
      data: { policies: wanted },
    } as DomainEvent<'sla-policy.ordered'>
    const subject = { kind: 'sla-policy', id: 'order', brand: 'main', pk, version: read.version + 1 } as const
    const puts = eventPuts(subject, [event], requestId)
    return settled(
      await commitOnce([orderPut(positions, read), changeCounted('policies'), ...puts], once, answer),
      once,
      answer,
    )
  })
}

/** Refuses anything but every policy except the default, once. */
function checkOrder(wanted: readonly string[], policies: readonly PlacedPolicy[]): void {
  const movable = policies.map(({ id }) => id).filter((id) => id !== defaultPolicy.id)
  const missing = movable.filter((id) => !wanted.includes(id))
  const expected = 'every policy but the default, once'
  refuseFields([
    ...wanted.flatMap((id, place) => {
      const path = `policies.${place}`
      if (id === defaultPolicy.id) return [{ path, message: 'is always the last', expected }]
      return movable.includes(id) ? [] : [{ path, message: 'is not known', expected: 'the id of a policy' }]
    }),
    ...(missing.length > 0 ? [{ path: 'policies', message: `leaves out ${missing.join(', ')}`, expected }] : []),
  ])
}
