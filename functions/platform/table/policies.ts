import { inOrder } from '../../../domain/policy.ts'
import type { DomainEvent } from '../../../domain/ticket.ts'
import { SlaPolicy } from '../../../schemas/sla-policy.ts'
import { cache } from '../cache.ts'
import { tableName } from './client.ts'
import { type Committed, commitOnce } from './commit-once.ts'
import { eventPuts } from './events.ts'
import { keys } from './keys.ts'
import { readPartition } from './partition.ts'
import type { RequestKey, StoredAnswer } from './requests.ts'

/** The brand's count of policy changes that the remembered list is known to hold. */
let revision = 0
const read = cache(queryPolicies)

/** Reads every policy of the table, in order: one consistent Query, of one partition. */
async function queryPolicies(): Promise<SlaPolicy[]> {
  const items = await readPartition(keys.policy('', 0).pk)
  return inOrder(items.filter((item) => item.policy).map((item) => SlaPolicy.parse(item.policy)))
}

/** The policies in the order in which they are asked; no older than the cache allows, nor than the revision that is asked for. */
export async function policiesSince(wanted = 0): Promise<readonly SlaPolicy[]> {
  if (wanted > revision) {
    revision = wanted
    read.forget()
  }
  return read.get()
}

/** As they are in the table now. */
export function policiesNow(): Promise<readonly SlaPolicy[]> {
  read.forget()
  return policiesSince()
}

/** Saves a new policy, counts the change where every new ticket passes by, and keeps the answer: one transaction. */
export function commitPolicy(
  policy: SlaPolicy,
  event: DomainEvent<'sla-policy.created'>,
  correlationId: string,
  request: RequestKey | undefined,
  answer: StoredAnswer,
): Promise<Committed> {
  const TableName = tableName()
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
        TableName,
        Item: { ...keys.policy(policy.id, policy.version), policy },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Update: {
        TableName,
        Key: keys.counter('main'),
        UpdateExpression: 'ADD policiesRevision :one',
        ExpressionAttributeValues: { ':one': 1 },
      },
    },
    ...eventPuts(subject, [event as DomainEvent], correlationId),
  ]
  return commitOnce(writes, request, answer)
}
