import { isDeepStrictEqual as same } from 'node:util'
import { busy } from '../../../domain/refusal.ts'
import type { Decision, Ticket } from '../../../domain/ticket.ts'
import { tableName } from './client.ts'
import { type Committed, commitOnce } from './commit-once.ts'
import { endedClockPuts, endedClockWrites } from './ended-clocks.ts'
import { eventPuts } from './events.ts'
import { followUpWrites } from './follow-ups.ts'
import { type Armed, indexKeys } from './index-keys.ts'
import { keys, machinery } from './keys.ts'
import { type Guard, loadWrites } from './loads.ts'
import type { RequestKey, StoredAnswer } from './requests.ts'
import { routingWrites } from './routing.ts'
import { type Loaded, longText } from './tickets.ts'
import type { Write } from './transaction.ts'
import { updateTo } from './update.ts'

export interface Commit {
  decision: Decision
  correlationId: string
  /** The request whose answer is kept with it, and that answer. */
  request?: RequestKey | undefined
  answer?: StoredAnswer | undefined
  /** Items that belong to it: a comment, a link. */
  writes?: readonly Write[]
  /** What is armed after it: only the armed execution itself says so. */
  arm?: Armed
  /** It holds only while somebody is as they were seen. */
  guard?: Guard | undefined
}

/** Writes a new ticket with its text, its history and the answer: one transaction. `raced` only if the table was busy. */
export function commitNew(commit: Commit): Promise<Committed> {
  return commitOnce(allWrites(commit, newItems(commit.decision), undefined), commit.request, commit.answer)
}

function newItems({ ticket, description = '' }: Decision): Write[] {
  const item = {
    ...keys.ticket(ticket.number),
    ...withoutText(ticket),
    ...indexKeys(ticket, undefined),
    bodyVersion: ticket.version,
  }
  return [
    { Put: { TableName: tableName(), Item: item, ConditionExpression: 'attribute_not_exists(pk)' } },
    bodyPut(ticket, description),
  ]
}

/**
 * What all the commits of a new ticket's decisions, one after the other, leave in the table, but for what people have in hand:
 * for who loads many, and counts that afterwards.
 */
export function writesOfLife(decisions: readonly Decision[], correlationId: string): Write[] {
  const { ticket } = decisions.at(-1) as Decision
  const description = decisions.findLast((decision) => decision.description !== undefined)?.description ?? ''
  const whole: Decision = { ticket, description, events: decisions.flatMap(({ events }) => events) }
  return [
    ...newItems(whole),
    ...decisions.flatMap((decision) => eventPuts(subjectOf(decision.ticket), decision.events, correlationId)),
    ...decisions.flatMap(endedClockPuts),
    ...followUpWrites(whole),
    ...routingWrites(undefined, whole),
  ]
}

/**
 * Writes what a command has made of a ticket, on condition that nobody else has changed it meanwhile: one transaction. What it
 * had to catch up with first and would not fit is written before, as the timers would have.
 */
export async function commitChange(before: Loaded, commit: Commit): Promise<Committed> {
  const { earlier = [], ...decision } = commit.decision
  let current = before
  for (const part of earlier) {
    const writes = changeWrites(current, { decision: part, correlationId: commit.correlationId })
    if ((await commitOnce(writes, undefined, undefined)).is !== 'committed') return { is: 'raced' }
    current = { ...current, ticket: part.ticket }
  }
  return commitOnce(changeWrites(current, { ...commit, decision }), commit.request, commit.answer)
}

/**
 * The writes of a change, for a transaction over several tickets too. At most 100 items go into one: a ticket that has more to
 * catch up with is refused as busy until its timers have seen to that.
 */
export function changeWrites(before: Loaded, commit: Commit): Write[] {
  if (commit.decision.earlier) throw busy()
  const { ticket, description = before.description } = commit.decision
  const fresh = description !== before.description || longText.some((name) => !same(before.ticket[name], ticket[name]))
  const items = [ticketUpdate(before, commit, fresh), ...(fresh ? [bodyPut(ticket, description)] : [])]
  return allWrites(commit, items, before.ticket)
}

function allWrites(
  { decision, correlationId, writes: more = [], guard }: Commit,
  items: Write[],
  before: Ticket | undefined,
): Write[] {
  const { ticket, events } = decision
  return [
    ...items,
    ...eventPuts(subjectOf(ticket), events, correlationId),
    ...endedClockWrites(decision),
    ...followUpWrites(decision),
    ...loadWrites(before, ticket, guard),
    ...routingWrites(before, decision),
    ...more,
  ]
}

const subjectOf = ({ number, brand, version }: Ticket) =>
  ({ kind: 'ticket', id: number, brand, pk: keys.ticket(number).pk, version }) as const

const bodyPut = (ticket: Ticket, text: string): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.body(ticket.number),
      text,
      ...Object.fromEntries(longText.map((name) => [name, ticket[name]])),
      version: ticket.version,
    },
  },
})

const withoutText = (ticket: Ticket): Record<string, unknown> =>
  Object.fromEntries(Object.entries(ticket).filter(([name]) => !(longText as readonly string[]).includes(name)))

/**
 * Sets every attribute of the ticket and removes those it has no more. An update, not a put: `armed` belongs to the
 * supervisor, who writes it beside the commands without changing the version, so that an ETag stays true.
 */
function ticketUpdate(before: Loaded, { decision, arm }: Commit, freshText: boolean): Write {
  const { ticket } = decision
  const armed = arm ?? before.armed
  const places = indexKeys(ticket, armed)
  // To be in the part of what is armed, it must still be: the execution may have ended since the ticket was read.
  const relied = arm || places.gsi5pk?.startsWith('ARMED') ? armed?.execution : undefined
  const after: Record<string, unknown> = {
    ...withoutText(ticket),
    ...places,
    ...(freshText && { bodyVersion: ticket.version }),
    ...(arm && { armed: arm }),
  }
  // Long text leaves the item only where it is written beside it in the same transaction.
  const had = Object.keys(freshText ? before.ticket : withoutText(before.ticket))
  const placed = machinery.filter((name) => /^(gsi|facets)/.test(name))
  const {
    ExpressionAttributeValues: values,
    ExpressionAttributeNames: names,
    ...update
  } = updateTo(after, [...had, ...placed])
  const { version, load } = before.ticket
  // What it was counted as may be put right beside the commands (`recount-loads.ts`), which leaves the version alone.
  const counted = load === undefined ? 'attribute_not_exists(#load)' : '#load = :load'
  return {
    Update: {
      TableName: tableName(),
      Key: keys.ticket(ticket.number),
      ...update,
      ConditionExpression: `version = :expected AND ${counted}${relied ? ' AND armed.execution = :execution' : ''}`,
      ExpressionAttributeNames: { ...names, '#load': 'load' },
      ExpressionAttributeValues: {
        ...values,
        ':expected': version,
        ...(load !== undefined && { ':load': load }),
        ...(relied && { ':execution': relied }),
      },
    },
  }
}
