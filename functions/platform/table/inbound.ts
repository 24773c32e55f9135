import { createHash } from 'node:crypto'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb'
import { ulid } from 'ulid'
import type { Verdicts } from '../../../domain/mail/incoming.ts'
import type { KindFound } from '../../../domain/mail/kind.ts'
import type { ActorReference } from '../../../schemas/actor.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { MailIn } from './mails.ts'
import { forgottenAt } from './messages.ts'
import type { Write } from './transaction.ts'

/** What became of a raw message. `aside`: a machine's, of no ticket; `duplicate`: the same mail as another. */
export interface Outcome {
  state: MailIn['state'] | 'aside' | 'duplicate'
  ticket?: string
  comment?: string
  kind?: KindFound['kind']
  because?: string
  verdicts?: Verdicts
  problems?: readonly string[]
  /** Who said it, and whether for staff alone: its files are theirs. */
  by?: ActorReference
  internal?: boolean
}

/** A raw message of the intake, as the desk has dealt with it. */
export interface Inbound extends Partial<Outcome> {
  objectKey: string
  /** The id of the mail, and the instant for everything that comes of it: the same at every try. */
  mail: string
  at: string
  /** When everything that follows from it was done, too: its files are filed. */
  settledAt?: string
}

/** For how long a message is one's own: shorter than until it comes again. What is right does not hang on it. */
const leaseMs = 60_000

/** Takes a raw message on. `settled`: nothing is left to do; `taken`: another is at it, or has died over it. */
export async function takeIn(objectKey: string, now: number): Promise<Inbound | 'settled' | 'taken'> {
  const taken = await update(objectKey, {
    UpdateExpression:
      'SET objectKey = :key, mail = if_not_exists(mail, :mail), #at = if_not_exists(#at, :at), leasedUntil = :until, expiresAt = :expires',
    ConditionExpression:
      'attribute_not_exists(settledAt) AND (attribute_not_exists(leasedUntil) OR leasedUntil <= :now)',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: {
      ':key': objectKey,
      ':mail': `mal_${ulid(now)}`,
      ':at': new Date(now).toISOString(),
      ':until': now + leaseMs,
      ':now': now,
      ':expires': forgottenAt(now),
    },
    ReturnValues: 'ALL_NEW',
  })
  return taken ?? ((await loadInbound(objectKey))?.settledAt ? 'settled' : 'taken')
}

/** What is known of a raw message. */
export async function loadInbound(objectKey: string): Promise<Inbound | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.inbound(objectKey), ConsistentRead: true }),
  )
  return Item && inboundIn(Item)
}

const inboundIn = ({ pk: _, sk: __, leasedUntil: ___, expiresAt: ____, ...inbound }: Record<string, unknown>) =>
  inbound as unknown as Inbound

const names = [
  ...['state', 'ticket', 'comment', 'kind', 'because', 'verdicts', 'problems', 'by', 'internal'],
] as readonly (keyof Outcome)[]

/** For the transaction that has the effect: what came of it. Fails where something has come of it already. */
export function outcomeUpdate(objectKey: string, outcome: Outcome) {
  const given = names.filter((name) => outcome[name] !== undefined)
  return {
    TableName: tableName(),
    Key: keys.inbound(objectKey),
    UpdateExpression: `SET ${given.map((name) => `#${name} = :${name}`).join(', ')}`,
    ConditionExpression: 'attribute_not_exists(#state)',
    ExpressionAttributeNames: Object.fromEntries(given.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(given.map((name) => [`:${name}`, outcome[name]])),
  }
}

/** The same by itself. */
export const saveOutcome = (objectKey: string, outcome: Outcome): Promise<Inbound | undefined> => {
  const { TableName: _, Key: __, ...change } = outcomeUpdate(objectKey, outcome)
  return update(objectKey, change)
}

/** Everything is done: whoever comes again finds that. */
export const saveSettled = (objectKey: string, settledAt: string) =>
  update(objectKey, {
    UpdateExpression: 'SET settledAt = :at REMOVE leasedUntil',
    ExpressionAttributeValues: { ':at': settledAt },
  })

/** It could not be done: whoever comes next may try at once. */
export const giveBack = (objectKey: string) => update(objectKey, { UpdateExpression: 'REMOVE leasedUntil' })

/** Takes away by which words of its sender a message was known to be what it is. */
export const forgetWords = (objectKey: string) =>
  update(objectKey, { UpdateExpression: 'REMOVE because', ConditionExpression: 'attribute_exists(pk)' })

type Change = Omit<UpdateCommandInput, 'TableName' | 'Key'>

/** Undefined where its condition does not hold. */
async function update(objectKey: string, change: Change): Promise<Inbound | undefined> {
  try {
    const Key = keys.inbound(objectKey)
    const { Attributes } = await table.send(new UpdateCommand({ TableName: tableName(), Key, ...change }))
    return inboundIn(Attributes ?? { objectKey })
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return undefined
    throw fault
  }
}

/** By what two raw messages are the same mail: ids repeat, so what it says belongs to it. */
export const sameness = (messageId: string, content: string): string =>
  createHash('sha256').update(`${messageId.toLowerCase()}\n${content}`).digest('hex')

/** For the transaction of the effect: this mail has had it. Fails where another raw message of the same mail has. */
export const samePut = (hash: string, { mail, at }: Pick<Inbound, 'mail' | 'at'>, ticket: string): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.claim(`message#${hash}`), id: mail, ticket, expiresAt: forgottenAt(Date.parse(at)) },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

/** The ticket of the same mail, where it has come before. */
export async function ticketOfSame(hash: string): Promise<string | undefined> {
  const Key = keys.claim(`message#${hash}`)
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
  return Item && String(Item.ticket)
}
