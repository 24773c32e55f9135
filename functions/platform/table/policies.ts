import { inOrder } from '../../../domain/policy.ts'
import type { DomainEvent } from '../../../domain/ticket.ts'
import { SlaPolicy } from '../../../schemas/sla-policy.ts'
import { tableName } from './client.ts'
import { type Committed, commitOnce } from './commit-once.ts'
import { eventPuts } from './events.ts'
import { keys } from './keys.ts'
import { readPartition } from './partition.ts'
import type { RequestKey, StoredAnswer } from './requests.ts'
import { changeCounted, revised } from './revised.ts'

/** Every policy as it is in the table now, in the order in which they are asked: one consistent Query, of one partition. */
export async function policiesNow(): Promise<readonly SlaPolicy[]> {
  const items = await readPartition(keys.policy('', 0).pk)
  return inOrder(items.filter((item) => item.policy).map((item) => SlaPolicy.parse(item.policy)))
}

/** The same, remembered. */
export const policiesSince = revised(policiesNow)

/** Saves a new policy, counts the change where every new ticket passes by, and keeps the answer: one transaction. */
export function commitPolicy(
  policy: SlaPolicy,
  event: DomainEvent<'sla-policy.created'>,
  correlationId: string,
  request: RequestKey | undefined,
  answer: StoredAnswer,
): Promise<Committed> {
  const subject = {
    kind: 'sla-policy',
    id: policy.id,
    brand: 'main',
    pk: `SLA-POLICY#${policy.id}`,
    version: 1,
  } as const
  const writes = [
    {
      Put: {
        TableName: tableName(),
        Item: { ...keys.policy(policy.id, policy.version), policy },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    changeCounted('policies'),
    ...eventPuts(subject, [event as DomainEvent], correlationId),
  ]
  return commitOnce(writes, request, answer)
}
