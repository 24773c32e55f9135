import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { untilWon } from '../retry.ts'
import { table, tableName } from './client.ts'
import { keys, shardOf } from './keys.ts'
import type { Write } from './transaction.ts'
import { itemsUntil } from './wakes.ts'

/** For how long it is remembered who was told what: longer than any queue keeps a message. */
const rememberSeconds = 30 * 24 * 60 * 60
/** For longer than a ticket can be opened and closed again: nobody is asked twice how it was. */
const rememberSurveySeconds = 400 * 24 * 60 * 60

/** For how long a telling is one's own: longer than a notifier may run, and shorter than until its message comes again. */
export const claimMs = 60_000

/**
 * What is between an event and somebody whom it concerns. `done`: they were told, it was dropped, or it is one of those that
 * are told together. `taken`: another is at it at this moment, or died over it: who comes again a minute later may take it
 * on. `waits`: for an instant to come.
 */
export type Telling = 'ours' | 'waiting' | 'done' | 'taken' | 'waits'

const pending =
  'attribute_not_exists(toldAt) AND attribute_not_exists(droppedAt) AND attribute_not_exists(gatheredInto)'
/** What waits is claimed until then, so that nobody tells it before. */
const free = `attribute_not_exists(pk) OR (${pending} AND claimedUntil <= :now)`

/** Takes it on to tell somebody of an event; `who` is a person's id, or what else stands for an addressee in that event. */
export async function claimTelling(eventId: string, who: string, now: number): Promise<Telling> {
  const claimed = await changeNotice(eventId, who, {
    UpdateExpression: 'SET claimedUntil = :until, expiresAt = :expires',
    ConditionExpression: free,
    ExpressionAttributeValues: { ':until': now + claimMs, ':now': now, ':expires': rememberUntil(now, eventId) },
  })
  return claimed ? 'ours' : stateOf(eventId, who)
}

/** Has it wait until an instant, for `waitingUntil` to find. */
export async function letWait(eventId: string, who: string, until: number, now: number): Promise<Telling> {
  const at = new Date(until).toISOString()
  const waiting = await changeNotice(eventId, who, {
    UpdateExpression:
      'SET claimedUntil = :until, waitsUntil = :at, gsi5pk = :place, gsi5sk = :order, expiresAt = :expires',
    ConditionExpression: free,
    ExpressionAttributeValues: {
      ':until': until,
      ':at': at,
      ':place': `NOTICES#${shardOf(eventId)}`,
      ':order': `${at}#${eventId}#${who}`,
      ':now': now,
      ':expires': rememberUntil(until, eventId),
    },
  })
  return waiting ? 'waiting' : stateOf(eventId, who)
}

export const rememberUntil = (from: number, eventId = '') =>
  Math.floor(from / 1000) + (eventId.startsWith('survey.') ? rememberSurveySeconds : rememberSeconds)
export const noMore = 'REMOVE claimedUntil, waitsUntil, gsi5pk, gsi5sk'

/** Written after the mail is sent: a crash in between tells them twice, never not at all. */
export const saveTold = (eventId: string, who: string, toldAt: string): Promise<boolean> =>
  changeNotice(eventId, who, {
    UpdateExpression: `SET toldAt = :at ${noMore}`,
    ExpressionAttributeValues: { ':at': toldAt },
  })

/** It matters no more, or can never be done: nobody is told, and the item says why. */
export const saveDropped = (eventId: string, who: string, droppedAt: string, because: string): Promise<boolean> =>
  changeNotice(eventId, who, {
    UpdateExpression: `SET droppedAt = :at, droppedBecause = :because, expiresAt = :expires ${noMore}`,
    ConditionExpression: 'attribute_not_exists(toldAt)',
    ExpressionAttributeValues: {
      ':at': droppedAt,
      ':because': because,
      ':expires': rememberUntil(Date.parse(droppedAt)),
    },
  })

/** It could not be done: whoever comes next may try at once. That somebody comes, whoever gives it up sees to. */
export const giveUpTelling = (eventId: string, who: string): Promise<boolean> =>
  changeNotice(eventId, who, {
    UpdateExpression: 'SET claimedUntil = :at REMOVE gsi5pk, gsi5sk',
    ExpressionAttributeValues: { ':at': 0 },
  })

/** As if it had never been asked for: whoever asks the next time is the first. */
export const forgetNotice = (eventId: string, who: string): Promise<boolean> =>
  changeNotice(eventId, who, {
    UpdateExpression: `SET claimedUntil = :none ${noMore.replace('claimedUntil, ', '')}`,
    ConditionExpression: 'attribute_not_exists(toldAt)',
    ExpressionAttributeValues: { ':none': 0 },
  })

/** A person has brought back what could never be done as it was: whoever comes next may try. */
export const takeUpDropped = (eventId: string, who: string): Promise<boolean> =>
  changeNotice(eventId, who, {
    UpdateExpression: 'SET claimedUntil = :at REMOVE droppedAt, droppedBecause, gatheredInto',
    ConditionExpression: 'attribute_exists(droppedAt) AND attribute_not_exists(toldAt)',
    ExpressionAttributeValues: { ':at': 0 },
  })

/** Of what is done within the desk: that it is, for the very transaction that does it; fails where it was. */
export const oncePut = (eventId: string, who: string, now: number): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.notice(eventId, who), toldAt: new Date(now).toISOString(), expiresAt: rememberUntil(now) },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

/** For the transaction of what an automatic answer counts for: it does once, however often it is tried. */
export const countedUpdate = (eventId: string, who: string, now: number): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.notice(eventId, who),
    UpdateExpression: 'SET countedAt = :now',
    ConditionExpression: 'attribute_not_exists(countedAt)',
    ExpressionAttributeValues: { ':now': now },
  },
})

export async function wasCounted(eventId: string, who: string): Promise<boolean> {
  const Key = keys.notice(eventId, who)
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
  return Item?.countedAt !== undefined
}

export const isDone = async (eventId: string, who: string): Promise<boolean> => (await stateOf(eventId, who)) === 'done'

/** A notice that waits: which event, and for whom. */
export interface Waiting {
  event: string
  who: string
}

/** What has waited until an instant, the longest first. */
export const waitingUntil = async (until: string): Promise<Waiting[]> =>
  (await itemsUntil('NOTICES', until)).map(({ pk, sk }) => ({
    event: String(pk).slice('NOTICE#'.length),
    who: String(sk).slice('NOTICE#'.length),
  }))

/** How it stands between an event and somebody. */
export async function stateOf(eventId: string, who: string): Promise<Telling> {
  const Key = keys.notice(eventId, who)
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
  if (Item?.toldAt || Item?.droppedAt || Item?.gatheredInto) return 'done'
  return Item?.waitsUntil && Item.claimedUntil === Date.parse(String(Item.waitsUntil)) ? 'waits' : 'taken'
}

type Change = Pick<UpdateCommand['input'], 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>

/** False where its condition does not hold. What a transaction holds at that moment is waited for. */
export const changeNotice = (eventId: string, who: string, change: Change): Promise<boolean> =>
  untilWon(async () => {
    try {
      await table.send(new UpdateCommand({ TableName: tableName(), Key: keys.notice(eventId, who), ...change }))
      return true
    } catch (fault) {
      if (fault instanceof ConditionalCheckFailedException) return false
      if (fault instanceof TransactionConflictException) return undefined
      throw fault
    }
  })
