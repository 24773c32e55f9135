import { builtInPolicies, defaultPolicy, inOrder, isBuiltIn, premiumPolicy } from '../../../domain/policy.ts'
import { type PlacedPolicy, SlaPolicy } from '../../../schemas/sla-policy.ts'
import { tableName } from './client.ts'
import { keys } from './keys.ts'
import { readPartition } from './partition.ts'
import { type Records, recordIn } from './records.ts'
import { revised } from './revised.ts'
import { transact, type Write } from './transaction.ts'
import { versionsOf } from './versions.ts'

/** There are few, so they lie together: one Query. Each version lies beside the policy's history, and stays. */
export const policyRecords: Records<SlaPolicy> = {
  kind: 'sla-policy',
  schema: SlaPolicy,
  key: ({ id }) => keys.policy(id),
}

/** Beside the policies: where each stands (docs/adr/0017). Its version counts every change of any of them. */
const order = keys.policy('ORDER')
/** Beside the policies: that one which the desk came with is gone. */
const gone = (id: string) => keys.policy(`GONE#${id}`)

/** Where those stand that the desk came with, until somebody moves them: the default always after all. */
const positions: Record<string, number> = { [premiumPolicy.id]: 1000, [defaultPolicy.id]: 10_000 }

/** Every policy as it is now, in the order in which they are asked, the default at the end. */
interface Ordered {
  policies: readonly PlacedPolicy[]
  /** How often any of them has changed, or their order. */
  version: number
  /** How often they were put into order: the number of the last event that tells of it. */
  orderings: number
}

/** All of them as they are in the table: one consistent Query, of one partition. */
export async function readPolicies(): Promise<Ordered> {
  const items = await readPartition(order.pk)
  const at = new Map(items.map((item) => [String(item.sk), item]))
  const kept = items.filter(({ id }) => id).map((item) => recordIn(policyRecords, item))
  const came = builtInPolicies.filter(({ id }) => !at.has(id) && !at.has(gone(id).sk))
  const places = at.get(order.sk) ?? {}
  const position = (id: string) => Number(places[id] ?? positions[id] ?? 100)
  const placed = [...kept, ...came].map((policy) => ({ ...policy, position: position(policy.id) }))
  const [version, orderings] = [Number(places.version ?? 0), Number(places.orderings ?? 0)]
  return { policies: inOrder(placed), version, orderings }
}

export const policiesNow = async (): Promise<readonly PlacedPolicy[]> => (await readPolicies()).policies

/** The same, remembered; no older than a revision (`drawNumber`), for every new ticket. */
export const policiesSince = revised(policiesNow)

const versions = versionsOf(policyRecords, keys.policyVersion)
export const policyVersionPut = versions.put

/** A version of a policy, also of one that is gone; remembered for good. What the desk came with is read nowhere. */
export async function policyVersion(id: string, version: number): Promise<SlaPolicy> {
  const came = builtInPolicies.find((policy) => policy.id === id && policy.version === version)
  return came ?? versions.get(id, version)
}

/** Whether there is such a policy, or was. */
export const policyKnown = async (id: string): Promise<boolean> => isBuiltIn(id) || versions.known(id)

/** Counts a change of a policy in their order; `position`: it comes to stand there, `null`: nowhere any more. */
export function orderCounted(id: string, position?: number | null): Write {
  const moved = position === undefined ? '' : position === null ? 'REMOVE #id ' : 'SET #id = :position '
  return {
    Update: {
      TableName: tableName(),
      Key: order,
      UpdateExpression: `${moved}ADD version :one`,
      ...(moved && { ExpressionAttributeNames: { '#id': id } }),
      ExpressionAttributeValues: { ':one': 1, ...(typeof position === 'number' && { ':position': position }) },
    },
  }
}

/** Puts every policy into its place, on condition that none has changed since they were read. */
export const orderPut = (
  positions: Record<string, number>,
  { version, orderings }: Omit<Ordered, 'policies'>,
): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...order, ...positions, version: version + 1, orderings: orderings + 1 },
    ...asOf(version),
  },
})

/** For the transaction of what relies on the policies as they were read: it fails where any has changed since. */
export const policiesUnchanged = (version: number): Write => ({
  ConditionCheck: { TableName: tableName(), Key: order, ...asOf(version) },
})

const asOf = (version: number) =>
  version === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } }

/** That a policy which the desk came with is gone for good, for the transaction in which it goes. */
export const policyGone = (id: string): Write[] =>
  isBuiltIn(id) ? [{ Put: { TableName: tableName(), Item: gone(id) } }] : []

/** Puts a policy that the desk came with into the table, as it came, so that it can be changed there like any other. */
export async function keepBuiltIn(id: string): Promise<void> {
  const policy = builtInPolicies.find((one) => one.id === id)
  if (!policy) return
  const TableName = tableName()
  // Refused: somebody has kept it before, or it is gone.
  await transact([
    {
      Put: {
        TableName,
        Item: { ...policyRecords.key(policy), ...policy },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    { ConditionCheck: { TableName, Key: gone(id), ConditionExpression: 'attribute_not_exists(pk)' } },
  ])
}
