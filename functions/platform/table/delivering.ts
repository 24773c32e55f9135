import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { fromMs, plus } from '../../../domain/time.ts'
import type { DeliveryTry, UnsentBecause } from '../../../schemas/delivery.ts'
import type { Instant } from '../../../schemas/time.ts'
import { untilWon } from '../retry.ts'
import { table, tableName } from './client.ts'
import { afterGrace, deliveryIn, type KeptDelivery, placeOf } from './deliveries.ts'
import { keys } from './keys.ts'
import type { Write } from './transaction.ts'
import { updateTo } from './update.ts'
import { itemsUntil } from './wakes.ts'

/** For how long a delivery is one's own: longer than a receiver may take, and shorter than until its message comes again. */
const claimMs = 60_000
/** So many tries are kept. */
const keptTries = 12

type Known = Pick<KeptDelivery, 'subscription' | 'id'>
const places = ['gsi5pk', 'gsi5sk']

/** Takes a delivery on that is due by now; undefined where it is settled, another is at it, or its time has not come. */
export async function claim(subscription: string, id: string, now: number): Promise<KeptDelivery | undefined> {
  try {
    const { Attributes } = await table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: keys.delivery(subscription, id),
        UpdateExpression: 'SET claimedUntil = :until, gsi5pk = :place, gsi5sk = :order',
        ConditionExpression:
          '#state = :pending AND nextTryAt <= :at AND (attribute_not_exists(claimedUntil) OR claimedUntil <= :now)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ':until': now + claimMs,
          ':now': now,
          ':at': fromMs(now),
          ':pending': 'pending',
          ...placed(id, fromMs(now + claimMs)),
        },
        ReturnValues: 'ALL_NEW',
      }),
    )
    return Attributes && deliveryIn(Attributes)
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return undefined
    throw fault
  }
}

const placed = (id: string, at: Instant) => {
  const { gsi5pk, gsi5sk } = placeOf(id, at)
  return { ':place': gsi5pk, ':order': gsi5sk }
}

/** What a try came to, as it is written down. */
export interface Outcome {
  log?: DeliveryTry
  state: 'pending' | 'held' | 'delivered' | 'failed'
  nextTryAt?: Instant | undefined
  /** Why it was given up without a try. */
  because?: UnsentBecause
}

/** The write of what a try of one's own came to; fails where somebody else has it by now. */
export function outcomeWrite(claimed: KeptDelivery, { log, state, nextTryAt, because }: Outcome, now: Instant): Write {
  const { subscription, id } = claimed
  const after = {
    state,
    ...(log && {
      log: [...claimed.log, log].slice(-keptTries),
      tries: claimed.tries + 1,
      firstTriedAt: claimed.firstTriedAt ?? log.at,
    }),
    ...(nextTryAt && { nextTryAt, ...placeOf(id, afterGrace(nextTryAt)) }),
    ...((state === 'delivered' || state === 'failed') && { settledAt: now }),
    ...(because && { because }),
  }
  const { ExpressionAttributeValues, ...update } = updateTo(after, ['claimedUntil', 'nextTryAt', ...places])
  return {
    Update: {
      TableName: tableName(),
      Key: keys.delivery(subscription, id),
      ...update,
      ConditionExpression: 'claimedUntil = :claimed',
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ':claimed': claimed.claimedUntil },
    },
  }
}

/** Lets a delivery wait without having tried it: its receiver rests. */
export const postpone = (claimed: KeptDelivery, until: Instant): Promise<boolean> =>
  update(outcomeWrite(claimed, { state: 'pending', nextTryAt: until }, until))

export const update = ({ Update }: Write): Promise<boolean> => {
  if (!Update) throw new Error('An update is needed')
  return sent(Update)
}

/** The write by which a delivery goes out anew, now: also one that is held, waits for its next try, or was settled. */
export function startAnew({ id, subscription }: Known, now: Instant, again?: string): NonNullable<Write['Update']> {
  const after = { state: 'pending', tries: 0, nextTryAt: now, ...placeOf(id, afterGrace(now)), ...(again && { again }) }
  const update = updateTo(after, ['settledAt', 'because', 'claimedUntil', 'firstTriedAt'])
  return {
    TableName: tableName(),
    Key: keys.delivery(subscription, id),
    ...update,
    ConditionExpression: `attribute_exists(pk) AND attribute_not_exists(waitsFor)${again ? ' AND (attribute_not_exists(again) OR again <> :again)' : ''}`,
    ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ...(again && { ':again': again }) },
  }
}

/** Sends a delivery out anew; with `again` once for that request. False where it is gone, waits for another, or was. */
export const redeliver = (delivery: Known, now: Instant, again?: string): Promise<boolean> =>
  sent(startAnew(delivery, now, again))

/** Lets a delivery that is held go out now; false where it is not held any more. */
export const release = ({ id, subscription }: Known, now: Instant): Promise<boolean> =>
  change(subscription, id, {
    UpdateExpression: 'SET #state = :pending, nextTryAt = :now, gsi5pk = :place, gsi5sk = :order',
    ConditionExpression: '#state = :held',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':pending': 'pending',
      ':held': 'held',
      ':now': now,
      ...placed(id, plus(now, claimMs)),
    },
  })

/** What is to be gone on with by an instant, and has not been: at most so many a shard. */
export const deliveriesUntil = async (until: Instant, most: number): Promise<Known[]> =>
  (await itemsUntil('DELIVERIES', until, most)).map(({ pk, sk }) => ({
    subscription: String(pk).slice('DELIVERIES#'.length),
    id: String(sk),
  }))

type Change = Omit<UpdateCommand['input'], 'TableName' | 'Key'>

const change = (subscription: string, id: string, given: Change): Promise<boolean> =>
  sent({ TableName: tableName(), Key: keys.delivery(subscription, id), ...given })

/** False where its condition does not hold. What a transaction holds at that moment is waited for. */
const sent = (input: UpdateCommand['input']): Promise<boolean> =>
  untilWon(async () => {
    try {
      await table.send(new UpdateCommand(input))
      return true
    } catch (fault) {
      if (fault instanceof ConditionalCheckFailedException) return false
      if (fault instanceof TransactionConflictException) return undefined
      throw fault
    }
  })
