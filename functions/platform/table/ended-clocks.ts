import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { clockOf } from '../../../domain/clock.ts'
import { type Pauses, pausesOf } from '../../../domain/pauses.ts'
import type { Decision, Ticket } from '../../../domain/ticket.ts'
import type { EventData } from '../../../events/catalogue.ts'
import type { Cause } from '../../../schemas/breach.ts'
import type { ClockKind } from '../../../schemas/clock.ts'
import { table, tableName } from './client.ts'
import { keys, shardOf } from './keys.ts'
import type { Write } from './transaction.ts'
import { updateTo } from './update.ts'

/** What is taken from the ticket as it was when the clock ended. */
const circumstances = [
  'policy',
  'calendar',
  'priority',
  'category',
  'type',
  'channel',
  'brand',
  'customer',
  'team',
  'assignee',
  'escalationLevel',
] as const satisfies readonly (keyof Ticket)[]

/** The record that each ended clock leaves, with the circumstances it ended in: what reports are made from. */
export interface EndedClock extends EventData<'sla.ended'>, Pick<Ticket, (typeof circumstances)[number]> {
  ticket: string
  clock: ClockKind
  cycle: number
  /** The number of the event that told of its end: a later end of the same cycle has a higher one. */
  revision: number
  /** The ticket's version since which it is so: also a cause changes it. */
  version: number
  /** The business time that it was held against. */
  targetMs?: number
  startedAt: string
  endedAt: string
  pauses: Pauses
  cause?: Cause
}

/** What an earlier end may have left that a later one has not. */
const passing = ['calendar', 'customer', 'team', 'assignee', 'target', 'targetMs', 'dueAt', 'missedByMs'] as const
const places = ['gsi6pk', 'gsi6sk', 'facets'] as const

type Ended = Decision['events'][number] & { data: EventData<'sla.ended'> }

/** The last end of each cycle that a decision has brought about: a ticket may be resolved and reopened in one. */
function lastEnds({ events }: Decision): Ended[] {
  const ends = events.filter((event): event is Ended => event.type === 'sla.ended')
  return [...new Map(ends.map((end) => [`${end.data.clock} ${end.data.cycle}`, end])).values()]
}

function recordOf({ ticket }: Decision, { data, seq }: Ended): Omit<EndedClock, 'cause'> {
  const { startedAt, endedAt = ticket.updatedAt, targetMs: aimed } = clockOf(ticket, data.clock)
  const targetMs = data.missedByMs === undefined ? aimed : data.elapsedMs - data.missedByMs
  return {
    ...data,
    ...(Object.fromEntries(circumstances.map((name) => [name, ticket[name]])) as Pick<
      Ticket,
      (typeof circumstances)[number]
    >),
    ticket: ticket.number,
    revision: seq,
    version: ticket.version,
    ...(targetMs !== undefined && { targetMs }),
    startedAt,
    endedAt,
    pauses: pausesOf(ticket.course, startedAt, endedAt),
  }
}

/** A missed one is listed: by its end, spread over shards, with what lists of breaches ask for beside the ticket's fields. */
function placesOf({ ticket, clock, cycle, policy, endedAt, outcome }: Omit<EndedClock, 'cause'>) {
  if (outcome !== 'missed') return {}
  return {
    gsi6pk: `${breached}#${shardOf(ticket)}`,
    gsi6sk: `${endedAt}#${ticket}.${clock}.${cycle}`,
    facets: new Set([clockFacet(clock), policyFacet(policy.id)]),
  }
}

export const breached = 'BREACHED'
export const clockFacet = (clock: string) => `clock:${clock}`
export const policyFacet = (policy: string) => `policy:${policy}`

/** The writes of the records, in the transaction that ends the clocks: it holds the ticket, so that a later end comes later. */
export const endedClockWrites = (decision: Decision): Write[] =>
  lastEnds(decision).map((end) => {
    const record = recordOf(decision, end)
    const after = { ...record, ...placesOf(record) }
    // Not a Put: the cause that a person has given stays.
    const Key = keys.endedClock(record.ticket, record.clock, record.cycle)
    return { Update: { TableName: tableName(), Key, ...updateTo(after, [...passing, ...places]) } }
  })

/** The same for a ticket that is loaded. */
export const endedClockPuts = (decision: Decision): Write[] =>
  lastEnds(decision).map((end) => {
    const record = recordOf(decision, end)
    const Item = { ...keys.endedClock(record.ticket, record.clock, record.cycle), ...record, ...placesOf(record) }
    return { Put: { TableName: tableName(), Item } }
  })

/** The write of a cause, in the transaction that tells of it: if the clock has not ended once more since it was read. */
export const causeUpdate = ({ ticket, clock, cycle, revision }: EndedClock, cause: Cause, version: number): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.endedClock(ticket, clock, cycle),
    UpdateExpression: 'SET #cause = :cause, #version = :version',
    ConditionExpression: '#revision = :revision',
    ExpressionAttributeNames: { '#cause': 'cause', '#version': 'version', '#revision': 'revision' },
    ExpressionAttributeValues: { ':cause': cause, ':version': version, ':revision': revision },
  },
})

/** The record in an item. */
export const endedClockIn = ({
  pk: _,
  sk: __,
  gsi6pk: ___,
  gsi6sk: ____,
  facets: _____,
  ...record
}: Record<string, unknown>) => record as unknown as EndedClock

export async function loadEndedClock(ticket: string, clock: string, cycle: number): Promise<EndedClock | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.endedClock(ticket, clock, cycle), ConsistentRead: true }),
  )
  return Item && endedClockIn(Item)
}
