import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Correspondence, unmet } from '../../../domain/mail/limits.ts'
import { comparable } from '../mail/addresses.ts'
import { untilWon } from '../retry.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'

/** What the desk knows of an address that it writes to, or that writes to it; whose it is, contacts say. */
export interface Correspondent extends Correspondence {
  /** As people are told apart by it: never to be written to. */
  address: string
  /** Mail to it came back. */
  bounced?: { at: string; permanent: boolean; times: number; diagnostic?: string }
  /** Its reader called a mail of ours unwanted. */
  complainedAt?: string
  version: number
}

/** What is known of an address: of one that nobody has met, nothing. */
export async function loadCorrespondent(given: string): Promise<Correspondent> {
  const address = comparable(given)
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.correspondent(address), ConsistentRead: true }),
  )
  const { pk: _, sk: __, ...known } = Item ?? {}
  return { ...unmet, version: 0, ...known, address }
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
    const after = { ...changed, version: known.version + 1 }
    return (await put(after, known.version)) ? after : undefined
  })

async function put(correspondent: Correspondent, version: number): Promise<boolean> {
  try {
    await table.send(
      new PutCommand({
        TableName: tableName(),
        Item: { ...keys.correspondent(correspondent.address), ...correspondent },
        ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
        ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
      }),
    )
    return true
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false
    throw fault
  }
}
