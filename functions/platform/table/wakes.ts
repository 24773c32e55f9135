import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import { type Armed, wakeKey, wakePlace } from './index-keys.ts'
import { everyShard, keys, numberIn, shardOf } from './keys.ts'
import type { Head } from './tickets.ts'

/**
 * Writes down what is armed for a ticket, on condition that neither its next wake nor its armings have changed since it
 * was read. Leaves the version alone: arming is nothing that a reader of the ticket could see.
 */
export function saveArmed({ ticket, arming }: Head, armed: Armed, newArming: number): Promise<boolean> {
  return update(ticket.number, {
    UpdateExpression: 'SET armed = :armed, arming = :arming, gsi5pk = :place',
    ConditionExpression: 'wakeAt = :wake AND (arming = :known OR (attribute_not_exists(arming) AND :known = :none))',
    ExpressionAttributeValues: {
      ':armed': armed,
      ':arming': newArming,
      ':place': wakeKey(true, shardOf(ticket.number)),
      ':wake': ticket.wakeAt,
      ':known': arming,
      ':none': 0,
    },
  })
}

/** Says that this name will never be armed: its execution has woken before it was written down, and ends. */
export function retire({ ticket, arming }: Head, retired: number): Promise<boolean> {
  return update(ticket.number, {
    UpdateExpression: 'SET arming = :retired',
    ConditionExpression: 'arming = :known OR (attribute_not_exists(arming) AND :known = :none)',
    ExpressionAttributeValues: { ':retired': retired, ':known': arming, ':none': 0 },
  })
}

/** Marks the wake as covered by what is armed; false if either is not what it was. */
export function markCovered({ ticket }: Head, armed: Armed): Promise<boolean> {
  return update(ticket.number, {
    UpdateExpression: 'SET gsi5pk = :place',
    ConditionExpression: 'wakeAt = :wake AND armed = :armed',
    ExpressionAttributeValues: {
      ':place': wakeKey(true, shardOf(ticket.number)),
      ':wake': ticket.wakeAt,
      ':armed': armed,
    },
  })
}

/** Writes down until when the armed execution sleeps on, and marks the wake as covered. False if it is not the armed one any more. */
export function saveSleep({ ticket }: Head, armed: Armed): Promise<boolean> {
  return update(ticket.number, {
    UpdateExpression: 'SET armed = :armed, gsi5pk = :place',
    ConditionExpression: 'wakeAt = :wake AND armed.execution = :execution',
    ExpressionAttributeValues: {
      ':armed': armed,
      ':place': wakeKey(true, shardOf(ticket.number)),
      ':wake': ticket.wakeAt,
      ':execution': armed.execution,
    },
  })
}

/** Takes the armed mark away: that execution has ended, or will. False if it is not the armed one any more. */
export function disarm({ ticket }: Head, execution: string): Promise<boolean> {
  return update(ticket.number, {
    UpdateExpression: ticket.wakeAt ? 'SET gsi5pk = :place REMOVE armed' : 'REMOVE armed',
    ConditionExpression: `armed.execution = :execution AND version = :version`,
    ExpressionAttributeValues: {
      ...(ticket.wakeAt && { ':place': wakePlace(ticket, false) }),
      ':execution': execution,
      ':version': ticket.version,
    },
  })
}

type Change = Pick<UpdateCommand['input'], 'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeValues'>

async function update(number: string, change: Change): Promise<boolean> {
  try {
    await table.send(new UpdateCommand({ TableName: tableName(), Key: keys.ticket(number), ...change }))
    return true
  } catch (fault) {
    // A command is writing the ticket at this moment: it has changed, or is about to.
    if (fault instanceof ConditionalCheckFailedException || fault instanceof TransactionConflictException) return false
    throw fault
  }
}

/** The numbers of tickets in one part of the wake index whose next wake is at or before an instant, soonest first. */
export const wakesUntil = async (part: 'ARMED' | 'UNARMED' | 'ARCHIVE', until: string): Promise<string[]> =>
  (await itemsUntil(part, until)).map(numberIn)

/** What lies in one part of the wake index up to an instant, soonest first; at most so many a shard. */
export async function itemsUntil(part: string, until: string, most = 1000): Promise<Record<string, unknown>[]> {
  const answers = await Promise.all(
    everyShard(part).map((key) =>
      table.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: 'gsi5',
          KeyConditionExpression: 'gsi5pk = :pk AND gsi5sk <= :until',
          ExpressionAttributeValues: { ':pk': key, ':until': `${until}#~` },
          Limit: most,
        }),
      ),
    ),
  )
  return answers.flatMap(({ Items = [] }) => Items)
}
