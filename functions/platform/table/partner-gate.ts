import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import { callMs, fullMs, type Room, roomIn } from '../../../domain/partners/bucket.ts'
import { logger } from '../telemetry.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { transact } from './transaction.ts'

/** What a gate knows of whoever comes through: every call reads it as it is now. */
interface Gate {
  scopes?: string[]
  keys?: { id: string; until?: string }[]
  /** Up to which instant the time of the bucket is spent (domain/partners/bucket.ts). */
  spentUntil?: number
  /** The day (UTC) that is counted now. */
  day?: string
  calls?: number
  refused?: number
  lastAt?: string
}

/** How a call came to the gate. `gone`: its client is let in no more. */
export type Passage =
  | { is: 'through'; gate: Gate; room: Room }
  | { is: 'limited'; gate: Gate; room: Room }
  | { is: 'gone' }
  /** There is no telling how much it has called. */
  | { is: 'uncounted'; gate: Gate }

interface Passing {
  client: string
  callsPerMinute: number
  /** The part of the API that is called. */
  group: string
  now: string
}

/** How often another call may come in between before this one is let through uncounted. */
const mostTries = 8
/** For how long a day's figures are kept: some 400 days, in seconds. */
const keptSeconds = 400 * 24 * 60 * 60
/** Of the calls of a group. */
export const groupPrefix = 'of '

/** As the last call of each client here has found its bucket: what to try first. */
const lastSeen = new Map<string, number>()

/**
 * Takes a call out of a client's bucket and counts it, in one request as a rule: a second where the bucket was full and this
 * function did not know, or the other way about, and where a day begins. Undefined: too many came in between, so nothing is known.
 */
export async function passGate({ client, callsPerMinute, group, now }: Passing): Promise<Passage | undefined> {
  const nowMs = Date.parse(now)
  const call = callMs(callsPerMinute)
  // A bucket is never fuller than full: time spent longer ago than that counts as this.
  const floor = nowMs - fullMs(callsPerMinute)
  let day = now.slice(0, 10)
  for (let tries = 0; tries < mostTries; tries += 1) {
    const isFull = (lastSeen.get(client) ?? 0) < floor
    const { gate, isDone } = await take({ client, group, day, now, floor, call, isFull, most: nowMs - call })
    if (!gate) return { is: 'gone' }
    const spentUntil = Math.max(gate.spentUntil ?? 0, floor)
    lastSeen.set(client, gate.spentUntil ?? 0)
    const room = roomIn(spentUntil, nowMs, callsPerMinute)
    if (isDone) return { is: 'through', gate, room }
    // Clocks differ: the day of whoever was first holds for all.
    if (gate.day && gate.day > day) day = gate.day
    else if (gate.day !== day) await turnOver(client, gate, day)
    else if (room.remaining === 0) {
      await countRefused(client)
      return { is: 'limited', gate, room }
    }
  }
  return undefined
}

/** The gate as it is, for a call that cannot be counted. */
export async function lookAtGate(client: string): Promise<Passage> {
  const Key = keys.partnerGate(client)
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
  return Item ? { is: 'uncounted', gate: Item as Gate } : { is: 'gone' }
}

interface Taking {
  client: string
  group: string
  day: string
  now: string
  floor: number
  call: number
  most: number
  isFull: boolean
}

/** Takes it out if the bucket is as it was thought; else gives the gate as it is. No gate: the client is gone. */
async function take({ client, group, day, now, floor, call, most, isFull }: Taking) {
  try {
    const { Attributes } = await table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: keys.partnerGate(client),
        UpdateExpression: `SET spentUntil = ${isFull ? ':spent' : 'spentUntil + :call'}, lastAt = :now ADD calls :one, #group :one`,
        ConditionExpression: `#day = :day AND ${isFull ? 'spentUntil < :floor' : 'spentUntil >= :floor AND spentUntil <= :most'}`,
        ExpressionAttributeNames: { '#day': 'day', '#group': `${groupPrefix}${group}` },
        ExpressionAttributeValues: {
          ':day': day,
          ':now': now,
          ':one': 1,
          ':floor': floor,
          ...(isFull ? { ':spent': floor + call } : { ':call': call, ':most': most }),
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    )
    return { gate: Attributes as Gate, isDone: true }
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault
    return { gate: fault.Item && (unmarshall(fault.Item) as Gate), isDone: false }
  }
}

/**
 * Puts the figures of the day that was counted aside, and begins another: both or neither, and only as they were read. Who is
 * faster does it; the others read the gate again.
 */
async function turnOver(client: string, gate: Gate, day: string): Promise<void> {
  const TableName = tableName()
  const groups = Object.entries(gate).filter(([name]) => name.startsWith(groupPrefix))
  const { day: old, calls = 0, refused = 0, spentUntil = 0 } = gate
  const kept = old && {
    Put: {
      TableName,
      Item: {
        ...keys.partnerDay(client, old),
        ...{ calls, refused, ...Object.fromEntries(groups) },
        expiresAt: Math.floor(Date.parse(old) / 1000) + keptSeconds,
      },
    },
  }
  const names = Object.fromEntries(groups.map(([name], at) => [`#g${at}`, name]))
  const remove = groups.length > 0 ? ` REMOVE ${Object.keys(names).join(', ')}` : ''
  await transact([
    ...(kept ? [kept] : []),
    {
      Update: {
        TableName,
        Key: keys.partnerGate(client),
        UpdateExpression: `SET #day = :day, calls = :none, refused = :none, spentUntil = :spent${remove}`,
        ConditionExpression: old
          ? '#day = :old AND calls = :calls AND refused = :refused'
          : 'attribute_exists(pk) AND attribute_not_exists(#day)',
        ExpressionAttributeNames: { '#day': 'day', ...names },
        ExpressionAttributeValues: {
          ':day': day,
          ':none': 0,
          ':spent': spentUntil,
          ...(old && { ':old': old, ':calls': calls, ':refused': refused }),
        },
      },
    },
  ])
}

/** A refused call is counted apart. That it is refused does not hang on it. */
async function countRefused(client: string): Promise<void> {
  try {
    await table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: keys.partnerGate(client),
        UpdateExpression: 'ADD refused :one',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    )
  } catch (fault) {
    logger.warn('A refused call of a partner is not counted', fault as Error)
  }
}
