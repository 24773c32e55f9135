import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { Handed } from '../../../domain/assignment-explained.ts'
import type { About } from '../../../domain/candidates.ts'
import type { Decision, DomainEvent, Ticket } from '../../../domain/ticket.ts'
import { dayMs, fromMs, minuteMs, toMs } from '../../../domain/time.ts'
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
  /** What was known of it then, beside itself. */
  facts?: Facts
  /** Present while it waits. */
  gsi5pk?: string
}

/** What rules and people are held against beside the ticket: it changes with the ticket, or seldom. */
type Facts = Omit<About, 'ticket' | 'description'>

/** Those that somebody may free up for any moment, and those for which the rules, or those who work here, must change first. */
export type Part = 'ROUTING' | 'UNROUTED'

/** A new one is the queue's; what that has not seen to by then is the sweep's. */
const graceMs = minuteMs
/** So often is one looked at for which nothing but a change can find anybody. */
const idleMs = dayMs

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

/** So many of the candidates stay with it, the best first: a kilobyte each. */
const mostKept = 10

/** The outcome that put a ticket where it is, kept with the event of that. */
export const routedPut = (number: string, seq: number, at: string, outcome: RoutingOutcome): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.routed(number, seq),
      at,
      outcome: { ...outcome, candidates: outcome.candidates.slice(0, mostKept) },
    },
  },
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

const handing = ['ticket.assigned', 'ticket.unassigned', 'ticket.escalated'] as const

/** How the ticket came into other hands, or out of somebody's: from its history, the newest first; of the latest at the least. */
export async function handedOf(number: string): Promise<Handed[]> {
  let from: Record<string, unknown> | undefined
  do {
    const { Items = [], LastEvaluatedKey } = await table.send(
      new QueryCommand({
        TableName: tableName(),
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
        FilterExpression: '#type = :assigned OR #type = :unassigned OR #type = :escalated',
        ExpressionAttributeNames: { '#type': 'type' },
        ExpressionAttributeValues: {
          ':pk': keys.ticket(number).pk,
          ':event': 'EVENT#',
          ...Object.fromEntries(handing.map((type) => [type.replace('ticket.', ':'), type])),
        },
        ConsistentRead: true,
        ScanIndexForward: false,
        // Of a few hundred events all are in one page, or nearly so.
        Limit: 200,
        ...(from && { ExclusiveStartKey: from }),
      }),
    )
    if (Items.length > 0) return Items as Handed[]
    from = LastEvaluatedKey
  } while (from)
  return []
}

/** Writes down what came of a try that found nobody; of no effect where the ticket waits no more, or anew. */
export async function saveTried(
  number: string,
  since: string,
  { candidates: _, ...outcome }: RoutingOutcome,
  triedAt: string,
  facts: Facts,
): Promise<void> {
  const { gsi5pk, gsi5sk } = outcome.again
    ? placeOf(number, 'ROUTING', outcome.again)
    : placeOf(number, 'UNROUTED', fromMs(toMs(triedAt) + idleMs))
  await ifThere(
    new UpdateCommand({
      TableName: tableName(),
      Key: keys.routing(number),
      UpdateExpression: 'SET #outcome = :outcome, #tried = :tried, #facts = :facts, gsi5pk = :part, gsi5sk = :place',
      ConditionExpression: '#since = :since AND attribute_exists(gsi5pk)',
      ExpressionAttributeNames: { '#outcome': 'outcome', '#tried': 'triedAt', '#facts': 'facts', '#since': 'since' },
      ExpressionAttributeValues: {
        // Who fits is another question at any moment: only what was said is kept.
        ':outcome': { ...outcome, candidates: [] },
        ':tried': triedAt,
        ':facts': facts,
        ':part': gsi5pk,
        ':place': gsi5sk,
        ':since': since,
      },
    }),
  )
}

/** What is kept of these tickets while they wait: one request for each hundred. */
export async function findAllWaiting(numbers: readonly string[]): Promise<Map<string, Waiting>> {
  const items = await readAll(numbers.map(keys.routing), false)
  return new Map(items.map((item) => [numberIn(item), item as unknown as Waiting]))
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
