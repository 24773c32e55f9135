import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { autoReplyLimits, type Correspondence, unmet } from '../../../domain/mail/limits.ts'
import { type Reputation, suppressionOf } from '../../../domain/mail/outcome.ts'
import { companyDomainOf, comparable } from '../mail/addresses.ts'
import { untilWon } from '../retry.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Page } from './lists.ts'
import { newestIn } from './newest.ts'
import type { Write } from './transaction.ts'

type Item = Record<string, unknown>

/** What the desk knows of an address that it writes to, or that writes to it; whose it is, contacts say. */
export interface Correspondent extends Correspondence, Reputation {
  /** As people are told apart by it: never to be written to. */
  address: string
  /** The last mail of theirs that was counted: one that comes again is not. */
  lastMail?: string
  /** Since when nothing goes there that nobody has to get: whoever reads it has said so. */
  unsubscribedAt?: string
  version: number
}

/** What is known of an address: of one that nobody has met, nothing. */
export async function loadCorrespondent(given: string): Promise<Correspondent> {
  const address = comparable(given)
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.correspondent(address), ConsistentRead: true }),
  )
  return { ...unmet, version: 0, ...(Item && correspondentIn(Item)), address }
}

function correspondentIn({ pk: _, sk: __, gsi6pk: ___, gsi6sk: ____, ...known }: Item): Correspondent {
  return known as unknown as Correspondent
}

const suppressedKey = 'SUPPRESSED'

/** A page of the addresses that nothing automatic goes to, the last first. */
export async function listSuppressed(limit: number, before?: string): Promise<Page<Correspondent>> {
  const { items, ...rest } = await newestIn(suppressedKey, limit, before)
  return { items: items.map(correspondentIn), ...rest }
}

/** Changes what is known of an address as it is at that moment; what gives nothing leaves it. */
export const changeCorrespondent = (
  given: string,
  change: (known: Correspondent) => Correspondent | undefined,
): Promise<Correspondent> =>
  untilWon(async () => {
    const known = await loadCorrespondent(given)
    const changed = change(known)
    if (!changed) return known
    return (await put({ ...changed, version: known.version })) ? { ...changed, version: known.version + 1 } : undefined
  })

/** What is known of an address from now on, if it is still as it was read: for a transaction. */
export function correspondentPut(known: Correspondent): { Put: NonNullable<Write['Put']> } {
  const after = { ...known, version: known.version + 1 }
  const stopped = suppressionOf(after)
  return {
    Put: {
      TableName: tableName(),
      Item: {
        ...keys.correspondent(after.address),
        ...after,
        ...(stopped && { gsi6pk: suppressedKey, gsi6sk: `${stopped.since}#${after.address}` }),
      },
      ConditionExpression: known.version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
      ...(known.version > 0 && { ExpressionAttributeValues: { ':version': known.version } }),
    },
  }
}

/** For the transaction that erases whose address it is. */
export const correspondentDelete = (given: string): Write => ({
  Delete: { TableName: tableName(), Key: keys.correspondent(comparable(given)) },
})

async function put(known: Correspondent): Promise<boolean> {
  try {
    await table.send(new PutCommand(correspondentPut(known).Put))
    return true
  } catch (fault) {
    // An answer to the same address may be counted at this moment.
    if (fault instanceof ConditionalCheckFailedException || fault instanceof TransactionConflictException) return false
    throw fault
  }
}

/** Where the automatic answers to all of one company are counted; nothing where anybody may have such an address. */
function companyKey(address: string) {
  const domain = companyDomainOf(address)
  return domain && keys.correspondent(`@${domain}`)
}

/** Counts an automatic answer to somebody of a company, for its transaction: fails where there were too many. */
export function companyCount(address: string): Write | undefined {
  const Key = companyKey(address)
  if (!Key) return undefined
  return {
    Update: {
      TableName: tableName(),
      Key,
      UpdateExpression: 'ADD unattended :one',
      ConditionExpression: 'attribute_not_exists(unattended) OR unattended < :most',
      ExpressionAttributeValues: { ':one': 1, ':most': autoReplyLimits.company },
    },
  }
}

/** A person of ours has written to somebody there: from then on it counts anew. */
export async function forgetCompany(address: string): Promise<void> {
  const Key = companyKey(address)
  if (!Key) return
  const UpdateExpression = 'SET unattended = :none'
  await table.send(
    new UpdateCommand({ TableName: tableName(), Key, UpdateExpression, ExpressionAttributeValues: { ':none': 0 } }),
  )
}
