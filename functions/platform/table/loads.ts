import type { Guard as Chosen } from '../../../domain/routing.ts'
import { type Load, nothingInHand } from '../../../domain/staff.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { tableName } from './client.ts'
import { keys } from './keys.ts'
import { queryAll } from './partition.ts'
import type { Write } from './transaction.ts'

/**
 * What people have in hand lies in one partition, so that one Query reads it whole: an item for each, and behind them how
 * often what routing goes by has changed. Every transaction that changes a ticket counts what that means for whom.
 */
const partition = keys.load('').pk
const turn = 'turn#'

/** That somebody may get a ticket only as they were seen. */
export interface Guard extends Chosen {
  /** The version of their record, as it was read; absent of somebody who has none. */
  record?: number
}

/** What the loads of whoever has a ticket, or had it, become by a change; with a guard, only if the person is as they were seen. */
export function loadWrites(before: Ticket | undefined, after: Ticket, guard?: Guard): Write[] {
  const changes = new Map<string, Amounts>()
  const count = (ticket: Ticket | undefined, sign: 1 | -1) => {
    if (!ticket?.assignee || ticket.load === undefined) return
    const { points = 0, tickets = 0 } = changes.get(ticket.assignee) ?? {}
    changes.set(ticket.assignee, { points: points + sign * ticket.load, tickets: tickets + sign })
  }
  count(before, -1)
  count(after, 1)
  const counted = [...changes].filter(([person, { points, tickets }]) => points || tickets || person === guard?.person)
  const own = (person: string) => (person === guard?.person ? guard : undefined)
  return [
    ...counted.map(([person, amounts]) => adding(person, { ...amounts, version: 1 }, own(person))),
    ...(guard?.record === undefined ? [] : [asRecorded(guard.person, guard.record)]),
  ]
}

/**
 * For the transaction of whatever routing goes by: a technician's record, shifts and on-call overrides name the people whom
 * they concern, and what was decided of them meanwhile is decided anew; rules, teams and rotations name nobody.
 */
export const staffChanged = (...people: string[]): Write[] => [
  ...[...new Set(people)].map((person) => adding(person, { version: 1, changes: 1 })),
  adding(keys.staffRevision.sk, { changes: 1 }),
]

type Amounts = Readonly<Record<string, number>>

function adding(person: string, amounts: Amounts, guard?: Guard): Write {
  const names = Object.keys(amounts).filter((name) => amounts[name] !== 0)
  const seen = guard && (guard.version === 0 ? 'attribute_not_exists(version)' : 'version = :seen')
  return {
    Update: {
      TableName: tableName(),
      Key: keys.load(person),
      UpdateExpression: `ADD ${names.map((_, at) => `#${at} :${at}`).join(', ')}${guard?.turn ? ' SET #turn = :turn' : ''}`,
      ...(seen && { ConditionExpression: seen }),
      ExpressionAttributeNames: {
        ...Object.fromEntries(names.map((name, at) => [`#${at}`, name])),
        ...(guard?.turn && { '#turn': `${turn}${guard.turn.group}` }),
      },
      ExpressionAttributeValues: {
        ...Object.fromEntries(names.map((name, at) => [`:${at}`, amounts[name]])),
        ...(guard?.turn && { ':turn': guard.turn.number }),
        ...(guard && guard.version > 0 && { ':seen': guard.version }),
      },
    },
  }
}

/** The item of a load and its number of changes are two: a transaction becomes visible item by item, so both are looked at. */
const asRecorded = (person: string, version: number): Write => ({
  ConditionCheck: {
    TableName: tableName(),
    Key: keys.technician(person),
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': version },
  },
})

/** A transaction takes one write an item: what two tickets change of one person's load is added up. */
export function addedUp(writes: readonly Write[]): Write[] {
  const first = new Map<string, number>()
  const result: Write[] = []
  for (const write of writes) {
    const { pk, sk } = (write.Update?.Key ?? {}) as Record<string, string>
    const known = pk === partition ? first.get(String(sk)) : undefined
    if (known !== undefined) result[known] = sumOf(result[known] as Write, write)
    else {
      if (pk === partition) first.set(String(sk), result.length)
      result.push(write)
    }
  }
  return result
}

function sumOf(one: Write, other: Write): Write {
  const [a, b] = [amountsOf(one), amountsOf(other)]
  const sum = Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]),
  )
  if (one.Update?.ConditionExpression || other.Update?.ConditionExpression) throw new Error('Two guards of one person')
  return adding(String(one.Update?.Key?.sk), sum)
}

const amountsOf = ({ Update }: Write): Amounts =>
  Object.fromEntries(
    Object.entries(Update?.ExpressionAttributeNames ?? {}).map(([at, name]) => [
      name,
      Number(Update?.ExpressionAttributeValues?.[at.replace('#', ':')]),
    ]),
  )

/** What everybody has in hand, and how often what routing goes by has changed by what is visible: one Query. */
export async function loadsNow(): Promise<{ loads: Record<string, Load>; changes: number }> {
  const items = await queryAll({
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partition },
  })
  const people = items.filter(({ sk }) => sk !== keys.staffRevision.sk)
  return {
    loads: Object.fromEntries(people.map((item) => [String(item.sk), loadIn(item)])),
    changes: items.reduce((sum, item) => sum + Number(item.changes ?? 0), 0),
  }
}

/** The load in an item. */
export const loadIn = (item: Record<string, unknown> = {}): Load => ({
  ...nothingInHand,
  points: Number(item.points ?? 0),
  tickets: Number(item.tickets ?? 0),
  turns: Object.fromEntries(
    Object.entries(item).flatMap(([name, value]) =>
      name.startsWith(turn) ? [[name.slice(turn.length), Number(value)]] : [],
    ),
  ),
  version: Number(item.version ?? 0),
})
