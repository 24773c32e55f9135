import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { plus, toMs } from '../../../domain/time.ts'
import type { Replay } from '../../../schemas/delivery.ts'
import type { Instant } from '../../../schemas/time.ts'
import { table, tableName } from './client.ts'
import { keys, shardOf } from './keys.ts'
import type { Page } from './lists.ts'
import type { Write } from './transaction.ts'
import { updateTo } from './update.ts'
import { itemsUntil } from './wakes.ts'

const keptSeconds = 30 * 24 * 60 * 60
/** What has not gone on for so long is put on the queue again. */
const graceMs = 120_000

/** A replay as it is kept: what it shows, and how far it is. */
export interface KeptReplay extends Replay {
  /** Which piece of work comes next, and where that begins. */
  step: number
  after?: string
  expiresAt: number
}

/** A message on the replays queue: a piece of a replay's work. */
export interface ReplayMessage {
  subscription: string
  replay: string
}

const placeOf = (id: string, now: Instant) => ({
  gsi5pk: `REPLAYS#${shardOf(id)}`,
  gsi5sk: `${plus(now, graceMs)}#${id}`,
})

export const replayPut = (replay: Replay): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.replay(replay.subscription, replay.id),
      ...placeOf(replay.id, replay.createdAt),
      ...replay,
      step: 0,
      expiresAt: Math.floor(toMs(replay.createdAt) / 1000) + keptSeconds,
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

export async function loadReplay(subscription: string, id: string): Promise<KeptReplay | undefined> {
  const Key = keys.replay(subscription, id)
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key, ConsistentRead: true }))
  return Item && replayIn(Item)
}

const replayIn = ({ pk: _, sk: __, gsi5pk: ___, gsi5sk: ____, ...item }: Record<string, unknown>) =>
  item as unknown as KeptReplay

export const shownReplay = ({ step: _, after: __, expiresAt: ___, ...replay }: KeptReplay): Replay => replay

/** What a piece of work came to. */
export interface Progress {
  looked: number
  given: number
  /** Where the next begins; undefined: that was all. */
  after?: string | undefined
}

/** Goes on to the next piece, or ends it; false where another has done this one. */
export async function goOn(
  replay: KeptReplay,
  { looked, given, after }: Progress,
  now: Instant,
  state: Replay['state'] = after === undefined ? 'done' : 'running',
): Promise<boolean> {
  const isOver = state !== 'running'
  const next = {
    looked: replay.looked + looked,
    given: replay.given + given,
    step: replay.step + 1,
    state,
    after,
    ...(isOver ? { endedAt: now } : placeOf(replay.id, now)),
  }
  const { ExpressionAttributeNames, ExpressionAttributeValues, UpdateExpression } = updateTo(
    next,
    isOver ? ['after', 'gsi5pk', 'gsi5sk'] : [],
  )
  try {
    await table.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: keys.replay(replay.subscription, replay.id),
        UpdateExpression,
        ConditionExpression: '#done = :done',
        ExpressionAttributeNames: { ...ExpressionAttributeNames, '#done': 'step' },
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ':done': replay.step },
      }),
    )
    return true
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false
    throw fault
  }
}

/** Replays that should have gone on by an instant and have not. */
export const replaysUntil = async (until: Instant): Promise<ReplayMessage[]> =>
  (await itemsUntil('REPLAYS', until, 100)).map(({ pk, sk }) => ({
    subscription: String(pk).slice('REPLAYS#'.length),
    replay: String(sk),
  }))

/** A subscription's replays, the newest first. */
export async function listReplays(subscription: string, limit: number, before?: string): Promise<Page<KeptReplay>> {
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.replay(subscription, '').pk },
      ...(before && { ExclusiveStartKey: keys.replay(subscription, before) }),
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: true,
    }),
  )
  return { items: Items.map(replayIn), ...(LastEvaluatedKey && { next: String(LastEvaluatedKey.sk) }) }
}
