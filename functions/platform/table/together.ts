import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { fromMs, toMs } from '../../../domain/time.ts'
import type { Instant } from '../../../schemas/time.ts'
import { untilWon } from '../retry.ts'
import { table, tableName } from './client.ts'
import { keys, shardOf } from './keys.ts'
import { changeNotice, claimMs, noMore, rememberUntil } from './notices.ts'
import { transact, type Write } from './transaction.ts'

/**
 * What is told to one reader in one message: of one ticket, what comes within a minute, or while they are not to be told; of
 * all their tickets, what they want once a day. Lies where notices lie, and waits as they do (docs/adr/0032).
 */
export interface Together {
  /** `together.<ticket>`, `digest.<person>`: what stands there for an event. */
  of: string
  who: string
}

export const aboutTicket = (number: string, who: string): Together => ({ of: `together.${number}`, who })
export const digestFor = (person: string): Together => ({ of: `digest.${person}`, who: person })

/** Who was told of a ticket hears more of it after so long at the earliest. */
const windowMs = 60_000

const orderOf = ({ of, who }: Together, at: Instant) => `${at}#${of}#${who}`
const placeOf = ({ of, who }: Together) => `NOTICES#${shardOf(`${of}#${who}`)}`

/**
 * Whether an event is the first that somebody hears of, and is told at once; what else comes within the minute waits then.
 * Who asks again for the same event is answered the same.
 */
export const openWindow = ({ of, who }: Together, event: string, now: number): Promise<boolean> =>
  changeNotice(of, who, {
    UpdateExpression: 'SET openUntil = :until, openedBy = :event, expiresAt = :expires',
    ConditionExpression:
      'attribute_not_exists(pk) OR openedBy = :event OR (openUntil <= :now AND attribute_not_exists(events) AND attribute_not_exists(taken))',
    ExpressionAttributeValues: {
      ':until': now + windowMs,
      ':event': event,
      ':now': now,
      ':expires': rememberUntil(now),
    },
  })

/** When the minute ends that the first event of a ticket has opened; now, where there is none. */
export async function windowEnd({ of, who }: Together, now: number): Promise<number> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.notice(of, who), ConsistentRead: true }),
  )
  return Math.max(Number(Item?.openUntil ?? now), now)
}

/**
 * Leaves an event to be told together with others, at `until` or when those are: one transaction, so it is neither told by
 * itself as well nor forgotten. False where somebody else has it, or it is done; `claimed`: until when it is one's own.
 */
export const gather = (together: Together, event: string, until: number, now: number, claimed = 0): Promise<boolean> =>
  untilWon(async () => {
    const { of, who } = together
    const at = fromMs(until)
    const expires = rememberUntil(until)
    const outcome = await transact([
      {
        Update: {
          TableName: tableName(),
          Key: keys.notice(event, who),
          UpdateExpression: `SET gatheredInto = :of, expiresAt = :expires ${noMore}`,
          ConditionExpression:
            'attribute_not_exists(toldAt) AND attribute_not_exists(droppedAt) AND attribute_not_exists(gatheredInto) AND (attribute_not_exists(claimedUntil) OR claimedUntil <= :now OR claimedUntil = :claimed)',
          ExpressionAttributeValues: { ':of': of, ':expires': expires, ':now': now, ':claimed': claimed },
        },
      },
      {
        Update: {
          TableName: tableName(),
          Key: keys.notice(of, who),
          UpdateExpression:
            'SET waitsUntil = if_not_exists(waitsUntil, :at), gsi5sk = if_not_exists(gsi5sk, :order), gsi5pk = :place, expiresAt = :expires ADD events :event',
          ExpressionAttributeValues: {
            ':at': at,
            ':order': orderOf(together, at),
            ':place': placeOf(together),
            ':expires': expires,
            ':event': new Set([event]),
          },
        },
      },
    ])
    return outcome.is === 'raced' ? undefined : outcome.is === 'committed'
  })

/** What is to be told together now. */
export interface Due {
  /** In the order in which they happened, of one ticket. */
  events: readonly string[]
  /** When it was due first: the same, however often it is taken on. */
  dueAt: Instant
}

/**
 * Takes it on to tell what is due by now; undefined where nothing is, or another is at it. What was taken on before and not
 * ended is given again, and nothing else: whatever came meanwhile is told the next time.
 */
export const takeDue = (together: Together, now: number): Promise<Due | undefined> =>
  untilWon(async () => {
    const item = (await take(together, now, afresh)) ?? (await take(together, now, again))
    if (item === 'raced') return undefined
    if (!item) return { due: undefined }
    const events = item.taken instanceof Set ? [...(item.taken as Set<string>)] : []
    return { due: { events: events.toSorted(byPlace), dueAt: String(item.takenOf) } }
  }).then(({ due }) => due)

const seqOf = (event: string) => Number(event.slice(event.lastIndexOf('.') + 1))
const byPlace = (a: string, b: string) => seqOf(a) - seqOf(b)

/** A digest may be due without anything that has happened. */
const nothing = { ':nothing': 'nothing' }
const afresh = {
  change: 'SET claimedUntil = :until, takenOf = waitsUntil, taken = if_not_exists(events, :nothing) REMOVE events',
  where: 'attribute_not_exists(taken)',
  values: nothing,
}
const again = { change: 'SET claimedUntil = :until', where: 'attribute_exists(taken)', values: {} }

async function take({ of, who }: Together, now: number, { change, where, values }: typeof afresh | typeof again) {
  try {
    const { Attributes } = await table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: keys.notice(of, who),
        UpdateExpression: change,
        ConditionExpression: `waitsUntil <= :at AND (attribute_not_exists(claimedUntil) OR claimedUntil <= :now) AND ${where}`,
        ExpressionAttributeValues: { ':until': now + claimMs, ':at': fromMs(now), ':now': now, ...values },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return Attributes
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return undefined
    if (fault instanceof TransactionConflictException) return 'raced'
    throw fault
  }
}

/**
 * Ends the telling of what was taken on. What has come meanwhile is due after another minute, or `next`; `always`: it is due
 * then whether or not anything comes.
 */
export async function saveToldTogether(
  together: Together,
  now: number,
  { next = now + windowMs, always = false } = {},
): Promise<void> {
  const { of, who } = together
  const at = fromMs(next)
  const set = 'SET openUntil = :open, openedBy = :none, expiresAt = :expires'
  const window = { ':open': now + windowMs, ':none': 'none', ':expires': rememberUntil(next) }
  const isOver =
    !always &&
    (await changeNotice(of, who, {
      UpdateExpression: `${set} ${noMore}, taken, takenOf, countedAt`,
      ConditionExpression: 'attribute_not_exists(events)',
      ExpressionAttributeValues: window,
    }))
  if (isOver) return
  await changeNotice(of, who, {
    UpdateExpression: `${set}, waitsUntil = :at, gsi5sk = :order, gsi5pk = :place REMOVE claimedUntil, taken, takenOf, countedAt`,
    ExpressionAttributeValues: {
      ...window,
      ':at': at,
      ':order': orderOf(together, at),
      ':place': placeOf(together),
    },
  })
}

/** Has it wait on, until they are to be told. */
export const waitOn = (together: Together, until: number): Promise<boolean> =>
  changeNotice(together.of, together.who, {
    UpdateExpression:
      'SET waitsUntil = :at, gsi5sk = :order, gsi5pk = :place, expiresAt = :expires REMOVE claimedUntil',
    ExpressionAttributeValues: {
      ':at': fromMs(until),
      ':order': orderOf(together, fromMs(until)),
      // Whoever gave it up for a while has taken it out of there.
      ':place': placeOf(together),
      ':expires': rememberUntil(until),
    },
  })

/** For the transaction of who wants a digest from now on, whatever has happened by then: when the next is due. */
export function digestUpdate(person: string, at: Instant): Write {
  const digest = digestFor(person)
  return {
    Update: {
      TableName: tableName(),
      Key: keys.notice(digest.of, digest.who),
      UpdateExpression: 'SET waitsUntil = :at, gsi5sk = :order, gsi5pk = :place, expiresAt = :expires',
      ExpressionAttributeValues: {
        ':at': at,
        ':order': orderOf(digest, at),
        ':place': placeOf(digest),
        ':expires': rememberUntil(toMs(at)),
      },
    },
  }
}
