import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { isOpen } from '../../../domain/selection.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { pauseFor } from '../retry.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { loadIn, loadsNow, loadWrites } from './loads.ts'
import { openTicketsOf } from './open-tickets.ts'
import { deskSettings } from './settings.ts'
import { techniciansNow } from './technicians.ts'
import { loadHeads } from './tickets.ts'
import { transact } from './transaction.ts'

/** A load that is not what the person's tickets say. */
interface WrongLoad {
  person: string
  counted: { points: number; tickets: number }
  right: { points: number; tickets: number }
}

/** An index is up to date within less than this. */
const settledMs = 1000

/** Everybody who has a load, or might have. */
export async function peopleWithLoads(): Promise<string[]> {
  const [{ loads }, technicians] = await Promise.all([loadsNow(), techniciansNow()])
  return [...new Set([...Object.keys(loads), ...technicians.map(({ id }) => id)])].toSorted()
}

/**
 * Holds somebody's load against their tickets; undefined where it is right. Whatever changes it meanwhile changes its version,
 * and it is held against them again; what is wrong is looked at twice, since the index of tickets lags a little behind.
 */
export async function checkLoad(person: string): Promise<(WrongLoad & { version: number }) | undefined> {
  let suspected: string | undefined
  for (;;) {
    const counted = await loadNow(person)
    const right = sumOf(await ticketsOf(person))
    const after = await loadNow(person)
    if (after.version !== counted.version) continue
    const { points, tickets, version } = counted
    if (points === right.points && tickets === right.tickets) return undefined
    const found = `${version} ${right.points} ${right.tickets}`
    if (found === suspected) return { person, counted: { points, tickets }, right, version }
    suspected = found
    await new Promise((go) => setTimeout(go, settledMs))
  }
}

/** Puts it right, if it has not changed since it was held against the tickets. */
export async function correctLoad({ person, right, version }: WrongLoad & { version: number }): Promise<boolean> {
  const { is } = await transact([
    {
      Update: {
        TableName: tableName(),
        Key: keys.load(person),
        UpdateExpression: 'SET #points = :points, #tickets = :tickets ADD #version :one',
        ConditionExpression: version === 0 ? 'attribute_not_exists(#version)' : '#version = :version',
        ExpressionAttributeNames: { '#points': 'points', '#tickets': 'tickets', '#version': 'version' },
        ExpressionAttributeValues: {
          ':points': right.points,
          ':tickets': right.tickets,
          ':one': 1,
          ...(version > 0 && { ':version': version }),
        },
      },
    },
  ])
  return is === 'committed'
}

/** Counts somebody's open tickets that came to them before loads were counted, with what weighs on them: how many there were. */
export async function countUncounted(person: string): Promise<number> {
  const { weights } = (await deskSettings()).assignment
  const uncounted = (await ticketsOf(person)).filter(({ load }) => load === undefined)
  for (const ticket of uncounted) await countOne(ticket, weights[ticket.priority])
  return uncounted.length
}

/** Beside the commands: the ticket's version stays, so that an ETag stays true; a command that has read it without is decided again. */
async function countOne(ticket: Ticket, load: number): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const outcome = await transact([
      {
        Update: {
          TableName: tableName(),
          Key: keys.ticket(ticket.number),
          UpdateExpression: 'SET #load = :load',
          ConditionExpression: 'version = :version AND attribute_not_exists(#load)',
          ExpressionAttributeNames: { '#load': 'load' },
          ExpressionAttributeValues: { ':load': load, ':version': ticket.version },
        },
      },
      ...loadWrites(undefined, { ...ticket, load }),
    ])
    // It has changed meanwhile: then that has counted it.
    if (outcome.is !== 'raced') return
    await pauseFor(attempt)
  }
}

async function loadNow(person: string) {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.load(person), ConsistentRead: true }),
  )
  return loadIn(Item)
}

/** The open tickets of somebody, as they are. */
async function ticketsOf(person: string): Promise<Ticket[]> {
  const heads = await loadHeads(await openTicketsOf(person))
  return [...heads.values()].filter(({ assignee, status }) => assignee === person && isOpen(status))
}

const sumOf = (tickets: readonly Ticket[]) => {
  const counted = tickets.flatMap(({ load }) => load ?? [])
  return { points: counted.reduce((sum, load) => sum + load, 0), tickets: counted.length }
}
