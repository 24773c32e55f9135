import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Handed } from '../../../domain/assignment-explained.ts'
import type { Decision, DomainEvent, Ticket } from '../../../domain/ticket.ts'
import { fromMs, toMs } from '../../../domain/time.ts'
import type { RoutingOutcome } from '../../../schemas/routing.ts'
import { table, tableName } from './client.ts'
import { keys, numberIn, shardOf } from './keys.ts'
import { readAll } from './tickets.ts'
import type { Write } from './transaction.ts'
import { itemsUntil } from './wakes.ts'

/** That the rules are to look at a ticket, as it lies with it until they have found somebody. */
export interface Waiting {
  since: string
  /** What came of it last, and when that was. */
  outcome?: RoutingOutcome
  triedAt?: string
  /** Present while it waits. */
  gsi5pk?: string
}

/** Those that somebody may free up for any moment, and those for which the rules, or those who work here, must change first. */
export type Part = 'ROUTING' | 'UNROUTED'

/** A new one is the queue's; what that has not seen to by then is the sweep's. */
const graceMs = 60_000
/** So often is one looked at for which nothing but a change can find anybody. */
const dayMs = 24 * 60 * 60_000

const placeOf = (number: string, part: Part, at: string) => ({
  gsi5pk: `${part}#${shardOf(number)}`,
  gsi5sk: `${at}#${number}`,
})

const itemOf = (number: string, since: string) => ({
  ...keys.routing(number),
  since,
  ...placeOf(number, 'ROUTING', fromMs(toMs(since) + graceMs)),
})

/**
 * What a decision makes of it, in the transaction of the ticket: somebody is to be found from now on, or has been. A ticket
 * that is reopened in somebody's hands is looked at too: whether they are here.
 */
export function routingWrites(before: Ticket | undefined, { ticket, events }: Decision): Write[] {
  const TableName = tableName()
  const { number, routing, assignee } = ticket
  const isReopened = events.some(
    (event) => event.type === 'ticket.status-changed' && (event as StatusChanged).data.to === 'reopened',
  )
  const since = routing?.since ?? (assignee && isReopened ? ticket.statusAt : undefined)
  if (since && since !== before?.routing?.since) return [{ Put: { TableName, Item: itemOf(number, since) } }]
  return before?.routing && !routing ? [{ Update: { TableName, ...over(number) } }] : []
}

type StatusChanged = DomainEvent<'ticket.status-changed'>

/** It waits no more: what came of it last stays to be read. */
const over = (number: string) => ({ Key: keys.routing(number), UpdateExpression: 'REMOVE gsi5pk, gsi5sk' })

/** The outcome that put a ticket where it is, kept with the event of that. */
export const routedPut = (number: string, seq: number, at: string, outcome: RoutingOutcome): Write => ({
  Put: { TableName: tableName(), Item: { ...keys.routed(number, seq), at, outcome } },
})

export async function findWaiting(number: string): Promise<Waiting | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.routing(number), ConsistentRead: true }),
  )
  return Item as Waiting | undefined
}

/** The last outcome that put the ticket somewhere. */
export async function lastRouted(
  number: string,
): Promise<{ seq: number; at: string; outcome: RoutingOutcome } | undefined> {
  const { pk, sk } = keys.routed(number, 0)
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': sk.slice(0, sk.indexOf('#') + 1) },
      ConsistentRead: true,
      ScanIndexForward: false,
      Limit: 1,
    }),
  )
  const [item] = Items
  return item && { seq: Number(String(item.sk).split('#')[1]), at: item.at, outcome: item.outcome }
}

/** How the ticket last came into other hands, or out of somebody's: by its history, newest first. */
export async function lastHanded(number: string): Promise<Handed | undefined> {
  let from: Record<string, unknown> | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
        FilterExpression: '#type = :assigned OR #type = :unassigned',
        ExpressionAttributeNames: { '#type': 'type' },
        ExpressionAttributeValues: {
          ':pk': keys.ticket(number).pk,
          ':event': 'EVENT#',
          ':assigned': 'ticket.assigned',
          ':unassigned': 'ticket.unassigned',
        },
        ConsistentRead: true,
        ScanIndexForward: false,
        // Of a few hundred events all are in one page, or nearly so.
        Limit: 200,
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    if (Items[0]) return Items[0] as Handed
    from = LastEvaluatedKey
  } while (from)
  return undefined
}

/** Writes down what came of a try that found nobody; of no effect where the ticket waits no more, or anew. */
export async function saveTried(
  number: string,
  since: string,
  outcome: RoutingOutcome,
  triedAt: string,
): Promise<void> {
  const { gsi5pk, gsi5sk } = outcome.again
    ? placeOf(number, 'ROUTING', outcome.again)
    : placeOf(number, 'UNROUTED', fromMs(toMs(triedAt) + dayMs))
  await ifThere(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.routing(number),
      UpdateExpression: 'SET #outcome = :outcome, #tried = :tried, gsi5pk = :part, gsi5sk = :place',
      ConditionExpression: '#since = :since AND attribute_exists(gsi5pk)',
      ExpressionAttributeNames: { '#outcome': 'outcome', '#tried': 'triedAt', '#since': 'since' },
      ExpressionAttributeValues: {
        ':outcome': outcome,
        ':tried': triedAt,
        ':part': gsi5pk,
        ':place': gsi5sk,
        ':since': since,
      },
    }),
  )
}

/** Those of these tickets that were tried since an instant: one request for each hundred. */
export async function triedSince(numbers: readonly string[], since: string): Promise<Set<string>> {
  const items = await readAll(numbers.map(keys.routing), false)
  return new Set(items.filter(({ triedAt }) => typeof triedAt === 'string' && triedAt > since).map(numberIn))
}

/** There is nothing to be done any more for one that waited. */
export const doneWaiting = (number: string, since: string): Promise<void> =>
  ifThere(
    new UpdateCommand({
      TableName: tableName(),
      ...over(number),
      ConditionExpression: '#since = :since',
      ExpressionAttributeNames: { '#since': 'since' },
      ExpressionAttributeValues: { ':since': since },
    }),
  )

async function ifThere(command: UpdateCommand): Promise<void> {
  try {
    await table.send(command)
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault
  }
}

/** The numbers of those that wait in a part and are to be tried at or before an instant, the soonest of each shard first; so many of each at most. */
export const waiting = async (part: Part, until: string, most: number): Promise<string[]> =>
  (await itemsUntil(part, until, most)).map(numberIn)
